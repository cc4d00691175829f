import type { ByteString } from '@hengzhun/protocol/device';

/** Unsigned big-endian integer of `size` (1..4) bytes at offset `at` of a byte string. */
export function readUint(bytes: ByteString, at: number, size: number): number {
  let value = 0;
  for (let i = 0; i < size; i++) value = value * 256 + bytes.charCodeAt(at + i);
  return value;
}

/** Two bytes, big-endian. */
export function writeUint16(value: number): ByteString {
  return String.fromCharCode(value >> 8, value & 255);
}
