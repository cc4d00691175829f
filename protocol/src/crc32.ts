import * as zlib from 'node:zlib';
import type { ByteString } from './device/byte-string.js';

// Only Node 21 and 22.0..22.1 are without zlib.crc32.
let table: Uint32Array | undefined;

function makeTable(): Uint32Array {
  const made = new Uint32Array(256);
  for (let i = 0; i < 256; i++) {
    let c = i;
    for (let bit = 0; bit < 8; bit++) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1;
    made[i] = c;
  }
  return made;
}

/** CRC-32 (IEEE 802.3) by table; what {@link crc32} is where the platform has none. */
export function crc32ByTable(bytes: Uint8Array): number {
  table ??= makeTable();
  let c = 0xffffffff;
  for (let i = 0; i < bytes.length; i++) c = table[(c ^ bytes[i]!) & 255]! ^ (c >>> 8);
  return ~c >>> 0;
}

/** CRC-32 (IEEE 802.3, the one of zlib and Ethernet) as an unsigned 32-bit integer. */
export const crc32: (bytes: Uint8Array) => number = typeof zlib.crc32 === 'function' ? zlib.crc32 : crc32ByTable;

/** CRC-32 of a byte string: what `E.CRC32` is on the interpreter. */
export function crc32OfByteString(bytes: ByteString): number {
  return crc32(Buffer.from(bytes, 'latin1'));
}
