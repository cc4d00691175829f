import { type ByteString, chars } from './byte-string.js';

/**
 * Head of a data item: major type in the upper three bits and an unsigned argument in its shortest form
 * (RFC 8949 section 4.2.1).
 *
 * @param major major type times 32, e.g. 0x40 for a byte string
 * @param argument integer 0..2^53 - 1
 * @declared @unpacked
 */
export function writeHead(major: number, argument: number): ByteString {
  if (argument < 24) return chars(major + argument);
  if (argument < 256) return chars(major + 24, argument);
  if (argument < 65536) return chars(major + 25, argument >> 8, argument & 255);
  if (argument < 4294967296) return chars(major + 26) + writeUint32(argument);
  const high = Math.floor(argument / 4294967296);
  return chars(major + 27) + writeUint32(high) + writeUint32(argument - high * 4294967296);
}

/** Four bytes, big-endian, of an unsigned 32-bit integer. */
export function writeUint32(n: number): ByteString {
  return chars(n >>> 24, (n >>> 16) & 255, (n >>> 8) & 255, n & 255);
}

/** An integer of either sign, |n| < 2^53. */
export function writeInteger(n: number): ByteString {
  if (n < 0) return writeHead(0x20, -1 - n);
  // The common case without a further call.
  return n < 24 ? chars(n) : writeHead(0, n);
}

/** A byte string. */
export function writeBytes(s: ByteString): ByteString {
  const length = s.length;
  return (length < 24 ? chars(0x40 + length) : writeHead(0x40, length)) + s;
}

/** A text string, given as its UTF-8 bytes (for ASCII: as it is). */
export function writeText(utf8: ByteString): ByteString {
  return writeHead(0x60, utf8.length) + utf8;
}

/** Head of an array of `n` items. */
export function writeArrayHead(n: number): ByteString {
  return writeHead(0x80, n);
}

/** Head of a map of `n` pairs; the caller writes the keys in ascending order of their encoding. */
export function writeMapHead(n: number): ByteString {
  return writeHead(0xa0, n);
}

/** A tag; the item that it marks follows. */
export function writeTag(n: number): ByteString {
  return writeHead(0xc0, n);
}
