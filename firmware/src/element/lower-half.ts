import type { ByteString } from '@hengzhun/protocol/device';
import { orderModulus } from '../crypto/constants.js';
import { fromBytes } from '../crypto/natives.js';
import { bytesOf } from '../platform/espruino.js';

/** The smaller of s and n - s, 32 bytes each, n the order of P-256: the contract takes signatures in the lower half only. */
export function lowerHalf(s: ByteString): ByteString {
  // below 0x7f there is nothing to compare
  if (s.charCodeAt(0) < 127) return s;
  const bytes = bytesOf(s);
  const other = bytesOf(orderModulus());
  let borrow = 0;
  for (let i = 31; i >= 0; i--) {
    const difference = other[i]! - bytes[i]! - borrow;
    borrow = difference < 0 ? 1 : 0;
    other[i] = difference;
  }
  let i = 0;
  while (i < 31 && bytes[i] === other[i]) i++;
  return other[i]! < bytes[i]! ? fromBytes(other) : s;
}
