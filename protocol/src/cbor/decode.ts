import { ProtocolError } from '../errors.js';
import { readHalf, writeHalf } from './float.js';
import { CborFloat, CborSimple, CborTag, type CborValue, MAXIMUM_DEPTH } from './value.js';

/**
 * Reads one data item in core deterministic encoding (RFC 8949 section 4.2.1) and refuses everything else, each with
 * its own code: see PROTOCOL_ERRORS, `cbor-*`. `encodeCbor(decodeCbor(bytes))` gives the same bytes back.
 */
export function decodeCbor(bytes: Uint8Array): CborValue {
  const reader = new CborReader(bytes);
  const value = reader.item(0);
  if (reader.at !== bytes.length) throw new ProtocolError('cbor-trailing', reader.at);
  return value;
}

// ignoreBOM keeps a leading U+FEFF, which belongs to the text.
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

class CborReader {
  at = 0;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  item(depth: number): CborValue {
    if (depth > MAXIMUM_DEPTH) throw new ProtocolError('cbor-too-deep', this.at);
    const start = this.at;
    if (start >= this.#bytes.length) throw new ProtocolError('cbor-truncated', start);
    const initial = this.#bytes[start]!;
    const major = initial >> 5;
    if (major === 7) return this.#simpleOrFloat(initial & 31, start);
    const argument = this.#argument(initial & 31, start);
    switch (major) {
      case 0:
        return argument;
      case 1:
        return negative(argument);
      case 2:
        return this.#string(argument);
      case 3:
        return this.#text(argument);
      case 4:
        return this.#array(argument, depth);
      case 5:
        return this.#map(argument, depth);
      default:
        return this.#tag(argument, depth, start);
    }
  }

  /** The argument of a head in its shortest form; at most 2^53 - 1 as a number. */
  #argument(info: number, start: number): number | bigint {
    this.at = start + 1;
    if (info < 24) return info;
    if (info > 27) throw new ProtocolError(info === 31 ? 'cbor-indefinite' : 'cbor-reserved', start);
    this.#need(1 << (info - 24));
    let argument: number | bigint;
    let least: number;
    if (info === 24) {
      argument = this.#view.getUint8(start + 1);
      least = 24;
    } else if (info === 25) {
      argument = this.#view.getUint16(start + 1);
      least = 0x100;
    } else if (info === 26) {
      argument = this.#view.getUint32(start + 1);
      least = 0x10000;
    } else {
      argument = this.#view.getBigUint64(start + 1);
      least = 0x100000000;
      if (argument <= Number.MAX_SAFE_INTEGER) argument = Number(argument);
    }
    if (argument < least) throw new ProtocolError('cbor-not-shortest', start);
    this.at = start + 1 + (1 << (info - 24));
    return argument;
  }

  /** Refuses where fewer than `length` bytes are left; so a length that lies costs nothing. */
  #need(length: number | bigint): void {
    if (length > this.#bytes.length - this.at) throw new ProtocolError('cbor-truncated', this.#bytes.length);
  }

  #string(length: number | bigint): Uint8Array {
    this.#need(length);
    const from = this.at;
    this.at += Number(length);
    return this.#bytes.subarray(from, this.at);
  }

  #text(length: number | bigint): string {
    const from = this.at;
    try {
      return utf8.decode(this.#string(length));
    } catch (cause) {
      if (cause instanceof ProtocolError) throw cause;
      throw new ProtocolError('cbor-utf8', from, { cause });
    }
  }

  #array(length: number | bigint, depth: number): CborValue[] {
    this.#need(length);
    const items: CborValue[] = [];
    for (let i = 0; i < length; i++) items.push(this.item(depth + 1));
    return items;
  }

  #map(length: number | bigint, depth: number): Map<CborValue, CborValue> {
    this.#need(2n * BigInt(length));
    const map = new Map<CborValue, CborValue>();
    let previous: Uint8Array | undefined;
    for (let i = 0; i < length; i++) {
      const start = this.at;
      const key = this.item(depth + 1);
      const encoded = this.#bytes.subarray(start, this.at);
      if (previous) {
        const order = Buffer.compare(previous, encoded);
        if (order === 0) throw new ProtocolError('cbor-duplicate-key', start);
        if (order > 0) throw new ProtocolError('cbor-unsorted-key', start);
      }
      previous = encoded;
      map.set(key, this.item(depth + 1));
    }
    return map;
  }

  #tag(tag: number | bigint, depth: number, start: number): CborValue {
    const value = this.item(depth + 1);
    if (tag !== 2 && tag !== 3) return new CborTag(tag, value);
    // Big numbers (RFC 8949 section 3.4.3): without leading zeros, and only where major types 0 and 1 do not reach.
    if (!(value instanceof Uint8Array)) throw new ProtocolError('cbor-unexpected-type', start);
    if (value.length <= 8 || value[0] === 0) throw new ProtocolError('cbor-not-shortest', start);
    const magnitude = BigInt(`0x${Buffer.from(value).toString('hex')}`);
    return tag === 2 ? magnitude : -1n - magnitude;
  }

  #simpleOrFloat(info: number, start: number): CborValue {
    this.at = start + 1;
    if (info === 20) return false;
    if (info === 21) return true;
    if (info === 22) return null;
    if (info === 23) return undefined;
    if (info < 20) return new CborSimple(info);
    if (info === 31) throw new ProtocolError('cbor-indefinite', start);
    if (info > 27) throw new ProtocolError('cbor-reserved', start);
    const size = 1 << (info - 24);
    this.#need(size);
    this.at = start + 1 + size;
    if (info > 24) return this.#float(size, start);
    const simple = this.#bytes[start + 1]!;
    if (simple < 32) throw new ProtocolError('cbor-simple-reserved', start);
    return new CborSimple(simple);
  }

  #float(size: number, start: number): CborValue {
    const at = start + 1;
    const view = this.#view;
    const value = size === 2 ? readHalf(view.getUint16(at)) : size === 4 ? view.getFloat32(at) : view.getFloat64(at);
    if (Number.isNaN(value)) {
      if (size !== 2 || view.getUint16(at) !== 0x7e00) throw new ProtocolError('cbor-float-nan', start);
    } else if ((size > 2 && writeHalf(value) !== undefined) || (size > 4 && Math.fround(value) === value)) {
      throw new ProtocolError('cbor-float-not-shortest', start);
    }
    return Number.isInteger(value) && !Object.is(value, -0) ? new CborFloat(value) : value;
  }
}

function negative(argument: number | bigint): number | bigint {
  // -1 - (2^53 - 1) is not a safe integer.
  if (typeof argument === 'number' && argument < Number.MAX_SAFE_INTEGER) return -1 - argument;
  return -1n - BigInt(argument);
}
