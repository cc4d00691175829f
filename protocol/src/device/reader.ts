import { type ByteString, byteStringOf } from './byte-string.js';
import { fail } from './failure.js';

/** A place in deterministic CBOR. */
export interface Reader {
  bytes: Uint8Array;
  /** Offset of the next byte. */
  at: number;
  /** Offset behind the last byte that belongs to this reader. */
  end: number;
  /** Argument of the head that was read last. */
  argument: number;
}

/** A reader of `bytes[from]` to `bytes[to - 1]`. */
export function createReader(bytes: Uint8Array, from: number, to: number): Reader {
  return { bytes: bytes, at: from, end: to, argument: 0 };
}

/**
 * Reads one head: returns the major type 0..7 and leaves the argument in `reader.argument`.
 *
 * Refuses what RFC 8949 section 4.2.1 refuses: arguments that are not in their shortest form
 * (`cbor-not-shortest`), indefinite lengths (`cbor-indefinite`); further reserved additional information
 * (`cbor-reserved`), arguments of 2^53 and above (`cbor-integer-range`) and a missing byte (`cbor-truncated`).
 */
export function readHead(reader: Reader): number {
  const start = reader.at;
  if (start >= reader.end) fail('cbor-truncated', start);
  const initial = reader.bytes[start]!;
  const info = initial & 31;
  reader.at = start + 1;
  if (info < 24) {
    reader.argument = info;
    return initial >> 5;
  }
  if (info > 27) fail(info === 31 ? 'cbor-indefinite' : 'cbor-reserved', start);
  const size = 1 << (info - 24);
  if (start + size >= reader.end) fail('cbor-truncated', reader.end);
  let argument = 0;
  for (let i = 1; i <= size; i++) argument = argument * 256 + reader.bytes[start + i]!;
  // Rounding beyond 2^53 never brings a number below it.
  if (argument > 9007199254740991) fail('cbor-integer-range', start);
  // The smallest argument that needs so many bytes; a table would stay in memory.
  if (argument < (size < 2 ? 24 : size < 4 ? 256 : size < 8 ? 65536 : 4294967296)) fail('cbor-not-shortest', start);
  reader.argument = argument;
  reader.at = start + 1 + size;
  return initial >> 5;
}

function expectMajor(reader: Reader, major: number): number {
  const start = reader.at;
  if (readHead(reader) !== major) fail('cbor-unexpected-type', start);
  return reader.argument;
}

/** Reads an integer of either sign, |n| < 2^53. */
export function readInteger(reader: Reader): number {
  const start = reader.at;
  const major = readHead(reader);
  if (major > 1) fail('cbor-unexpected-type', start);
  if (major === 0) return reader.argument;
  if (reader.argument >= 9007199254740991) fail('cbor-integer-range', start);
  return -1 - reader.argument;
}

/** Reads the head of a byte string of `least`..`most` bytes and returns its length; `reader.at` is its first byte. */
export function readBytesHead(reader: Reader, least: number, most: number): number {
  const start = reader.at;
  const length = expectMajor(reader, 2);
  if (length > reader.end - reader.at) fail('cbor-truncated', start);
  if (length < least || length > most) fail('cbor-length', start);
  return length;
}

/** Reads a byte string of `least`..`most` bytes. */
export function readBytes(reader: Reader, least: number, most: number): ByteString {
  const length = readBytesHead(reader, least, most);
  const from = reader.at;
  reader.at = from + length;
  return byteStringOf(reader.bytes, from, reader.at);
}

/** Reads the head of an array and returns the number of its items. */
export function readArrayHead(reader: Reader): number {
  return expectMajor(reader, 4);
}

/** Reads the head of a map and returns the number of its pairs. The caller checks the order of the keys. */
export function readMapHead(reader: Reader): number {
  return expectMajor(reader, 5);
}

/** Refuses trailing bytes. */
export function readEnd(reader: Reader): void {
  if (reader.at !== reader.end) fail('cbor-trailing', reader.at);
}
