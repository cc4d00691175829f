import { ProtocolError } from '../errors.js';
import { writeHalf } from './float.js';
import { CborFloat, CborSimple, CborTag, type CborValue, MAXIMUM_DEPTH } from './value.js';

/**
 * Core deterministic encoding (RFC 8949 section 4.2.1): shortest forms, definite lengths, map keys in bytewise order of
 * their encoding, floating-point numbers in the shortest form of the same value, NaN as f97e00, big numbers as integers
 * where they fit into 64 bits. The order of a `Map` does not matter.
 *
 * @throws ProtocolError `cbor-duplicate-key` (two keys with one encoding), `cbor-utf8` (lone surrogate),
 * `cbor-too-deep`, `cbor-unencodable`
 */
export function encodeCbor(value: CborValue): Uint8Array {
  const parts: Uint8Array[] = [];
  write(value, parts, 0);
  return Buffer.concat(parts);
}

function head(major: number, argument: number | bigint): Uint8Array {
  const type = major << 5;
  if (argument < 24) return Buffer.from([type | Number(argument)]);
  if (argument < 0x100) return Buffer.from([type | 24, Number(argument)]);
  const out = Buffer.alloc(argument < 0x10000 ? 3 : argument < 0x100000000 ? 5 : 9);
  out[0] = type | (out.length === 3 ? 25 : out.length === 5 ? 26 : 27);
  if (out.length === 3) out.writeUInt16BE(Number(argument), 1);
  else if (out.length === 5) out.writeUInt32BE(Number(argument), 1);
  else out.writeBigUInt64BE(BigInt(argument), 1);
  return out;
}

function write(value: CborValue, parts: Uint8Array[], depth: number): void {
  if (depth > MAXIMUM_DEPTH) throw new ProtocolError('cbor-too-deep');
  if (typeof value === 'number') writeNumber(value, parts);
  else if (typeof value === 'string') writeText(value, parts);
  else if (value instanceof Uint8Array) parts.push(head(2, value.length), value);
  else if (Array.isArray(value)) {
    parts.push(head(4, value.length));
    for (const item of value) write(item, parts, depth + 1);
  } else if (value instanceof Map) writeMap(value, parts, depth);
  else if (value === false) parts.push(Buffer.from([0xf4]));
  else if (value === true) parts.push(Buffer.from([0xf5]));
  else if (value === null) parts.push(Buffer.from([0xf6]));
  else if (value === undefined) parts.push(Buffer.from([0xf7]));
  else if (typeof value === 'bigint') writeBigInteger(value, parts);
  else if (value instanceof CborFloat) writeFloat(value.value, parts);
  else if (value instanceof CborTag) {
    if (value.tag < 0 || value.tag > 0xffffffffffffffffn) throw new ProtocolError('cbor-unencodable');
    parts.push(head(6, value.tag));
    write(value.value, parts, depth + 1);
  } else if (value instanceof CborSimple) writeSimple(value.value, parts);
  else throw new ProtocolError('cbor-unencodable', undefined, { detail: `It is ${describe(value)}.` });
}

function describe(value: unknown): string {
  return Object.prototype.toString.call(value);
}

function writeNumber(value: number, parts: Uint8Array[]): void {
  if (!Number.isSafeInteger(value) || Object.is(value, -0)) {
    if (Number.isInteger(value) && !Object.is(value, -0)) {
      // Beyond 2^53 - 1 a number no longer says which integer it is.
      throw new ProtocolError('cbor-unencodable', undefined, { detail: 'Give large integers as bigint.' });
    }
    writeFloat(value, parts);
  } else parts.push(value < 0 ? head(1, -1 - value) : head(0, value));
}

function writeBigInteger(value: bigint, parts: Uint8Array[]): void {
  const argument = value < 0n ? -1n - value : value;
  if (argument <= 0xffffffffffffffffn) {
    parts.push(head(value < 0n ? 1 : 0, argument));
    return;
  }
  const hex = argument.toString(16);
  const bytes = Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex');
  parts.push(Buffer.from([value < 0n ? 0xc3 : 0xc2]), head(2, bytes.length), bytes);
}

function writeText(value: string, parts: Uint8Array[]): void {
  if (/\p{Surrogate}/u.test(value)) throw new ProtocolError('cbor-utf8');
  const bytes = Buffer.from(value, 'utf8');
  parts.push(head(3, bytes.length), bytes);
}

function writeFloat(value: number, parts: Uint8Array[]): void {
  const half = writeHalf(value);
  if (half !== undefined) {
    parts.push(Buffer.from([0xf9, half >> 8, half & 255]));
    return;
  }
  const single = Math.fround(value) === value;
  const out = Buffer.alloc(single ? 5 : 9);
  out[0] = single ? 0xfa : 0xfb;
  if (single) out.writeFloatBE(value, 1);
  else out.writeDoubleBE(value, 1);
  parts.push(out);
}

function writeSimple(value: number, parts: Uint8Array[]): void {
  // 20..23 have JavaScript values of their own and 24..31 are reserved.
  const known = Number.isInteger(value) && value >= 0 && value <= 255 && (value < 20 || value > 31);
  if (!known) throw new ProtocolError('cbor-unencodable', undefined, { detail: `There is no simple value ${value}.` });
  parts.push(value < 24 ? Buffer.from([0xe0 | value]) : Buffer.from([0xf8, value]));
}

function writeMap(map: Map<CborValue, CborValue>, parts: Uint8Array[], depth: number): void {
  const pairs: { key: Buffer; value: CborValue }[] = [];
  for (const [key, value] of map) {
    const keyParts: Uint8Array[] = [];
    write(key, keyParts, depth + 1);
    pairs.push({ key: Buffer.concat(keyParts), value });
  }
  pairs.sort((a, b) => Buffer.compare(a.key, b.key));
  parts.push(head(5, pairs.length));
  let previous: Buffer | undefined;
  for (const { key, value } of pairs) {
    if (previous?.equals(key)) throw new ProtocolError('cbor-duplicate-key');
    previous = key;
    parts.push(key);
    write(value, parts, depth + 1);
  }
}
