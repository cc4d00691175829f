import * as crypto from 'node:crypto';
import type { ByteString } from './device/byte-string.js';

/**
 * SHA-256 as a byte string of 32. The one-shot `crypto.hash` (Node 20.12, 21.7) with a string as result takes a fifth
 * of the time of `createHash` or of a Buffer as result, which is most of what a frame of a chain costs. ('binary' is Node's older word for latin1.)
 */
export const sha256ByteString: (bytes: Uint8Array) => ByteString =
  typeof crypto.hash === 'function'
    ? (bytes) => crypto.hash('sha256', bytes, 'binary')
    : (bytes) => crypto.createHash('sha256').update(bytes).digest('binary');

/** SHA-256, 32 bytes. */
export function sha256(bytes: Uint8Array): Uint8Array {
  return Buffer.from(sha256ByteString(bytes), 'latin1');
}
