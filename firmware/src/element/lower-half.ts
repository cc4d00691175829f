import type { ByteString } from '@hengzhun/protocol/device';
import { orderModulus } from '../crypto/constants.js';

/** The smaller of s and n - s, 32 bytes each, n the order of P-256: the contract takes signatures in the lower half only. */
export function lowerHalf(s: ByteString): ByteString {
  // below 0x7f there is nothing to compare
  if (s.charCodeAt(0) < 127) return s;
  const order = orderModulus();
  let other = '';
  let borrow = 0;
  for (let i = 31; i >= 0; i--) {
    const difference = order.charCodeAt(i) - s.charCodeAt(i) - borrow;
    borrow = difference < 0 ? 1 : 0;
    other = String.fromCharCode(difference & 255) + other;
  }
  let i = 0;
  while (i < 31 && s.charCodeAt(i) === other.charCodeAt(i)) i++;
  return other.charCodeAt(i) < s.charCodeAt(i) ? other : s;
}
