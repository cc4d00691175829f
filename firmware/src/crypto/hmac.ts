import type { ByteString } from '@hengzhun/protocol/device';
import { sha256 } from '../platform/espruino.js';
import { fromBytes, toBytes } from './natives.js';

/**
 * HMAC-SHA-256 (RFC 2104, FIPS 198-1): 32 bytes for a key and data of any length.
 *
 * The pads are made four bytes at a time: a loop over 64 single bytes would cost more than all the hashing.
 */
export function hmacSha256(key: ByteString, data: ByteString): ByteString {
  let block = key.length > 64 ? sha256(key) : key;
  const words = block.length > 32 ? 16 : 8;
  while (block.length < 4 * words) block += '\0';
  const pad = new Int32Array(toBytes(block).buffer);
  for (let i = 0; i < words; i++) pad[i]! ^= 0x36363636;
  const rest = 64 - 4 * words;
  const inner = sha256(fromBytes(new Uint8Array(pad.buffer)) + '6666'.repeat(rest / 4) + data);
  for (let i = 0; i < words; i++) pad[i]! ^= 0x6a6a6a6a;
  return sha256(fromBytes(new Uint8Array(pad.buffer)) + '\\\\\\\\'.repeat(rest / 4) + inner);
}
