import type { ByteString } from './device/byte-string.js';

/** The bytes of a byte string. */
export function bytesOf(s: ByteString): Uint8Array {
  return Buffer.from(s, 'latin1');
}

/** The byte string of bytes. */
export function byteString(bytes: Uint8Array): ByteString {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
}

/** The UTF-8 bytes of a text as a byte string. */
export function utf8(text: string): ByteString {
  return Buffer.from(text, 'utf8').toString('latin1');
}

/** Whether two arrays hold the same bytes. Not for secrets: the time depends on where they differ. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
