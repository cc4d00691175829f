import { ProtocolError } from '../errors.js';

/** Rank of the key -1; see {@link Cursor.key}. No key of the contract is as large, and sums with it stay exact. */
const NEGATIVE = 2 ** 52;

/**
 * A place in deterministic CBOR, for decoders that know what must come next. Nothing is allocated but what the caller
 * asks for: this is what makes a frame cost about a microsecond.
 */
export class Cursor {
  constructor(
    readonly bytes: Uint8Array,
    public at: number,
    public end: number,
  ) {}

  /** Reads a head of the given major type, in its shortest form, and returns its argument (at most 2^53 - 1). */
  head(major: number): number {
    const start = this.at;
    if (start >= this.end) throw new ProtocolError('cbor-truncated', start);
    const initial = this.bytes[start]!;
    if (initial >> 5 !== major) throw new ProtocolError('cbor-unexpected-type', start);
    return this.argument(initial & 31, start);
  }

  /** The argument of the head at `start`, whose additional information is `info`. */
  argument(info: number, start: number): number {
    if (info < 24) {
      this.at = start + 1;
      return info;
    }
    if (info > 27) throw new ProtocolError(info === 31 ? 'cbor-indefinite' : 'cbor-reserved', start);
    const size = 1 << (info - 24);
    if (start + size >= this.end) throw new ProtocolError('cbor-truncated', this.end);
    const bytes = this.bytes;
    this.at = start + 1 + size;
    let argument = bytes[start + 1]!;
    if (size === 1) {
      if (argument < 24) throw new ProtocolError('cbor-not-shortest', start);
      return argument;
    }
    argument = (argument << 8) | bytes[start + 2]!;
    if (size === 2) {
      if (argument < 0x100) throw new ProtocolError('cbor-not-shortest', start);
      return argument;
    }
    argument = ((argument << 16) | (bytes[start + 3]! << 8) | bytes[start + 4]!) >>> 0;
    if (size === 4) {
      if (argument < 0x10000) throw new ProtocolError('cbor-not-shortest', start);
      return argument;
    }
    if (argument === 0) throw new ProtocolError('cbor-not-shortest', start);
    if (argument > 0x1fffff) throw new ProtocolError('cbor-integer-range', start);
    const low = (bytes[start + 5]! << 24) | (bytes[start + 6]! << 16) | (bytes[start + 7]! << 8) | bytes[start + 8]!;
    return argument * 0x100000000 + (low >>> 0);
  }

  /** An unsigned integer of at most `most`. */
  unsigned(most: number): number {
    const start = this.at;
    const value = this.head(0);
    if (value > most) throw new ProtocolError('frame-value-range', start);
    return value;
  }

  /** An integer of either sign, |n| < 2^53. */
  integer(): number {
    const start = this.at;
    if (start >= this.end) throw new ProtocolError('cbor-truncated', start);
    const initial = this.bytes[start]!;
    const value = this.argument(initial & 31, start);
    if (initial < 0x20) return value;
    if (initial >= 0x40) throw new ProtocolError('cbor-unexpected-type', start);
    if (value === Number.MAX_SAFE_INTEGER) throw new ProtocolError('cbor-integer-range', start);
    return -1 - value;
  }

  /** A byte string of `least`..`most` bytes, as a view. */
  string(least: number, most: number): Uint8Array {
    const start = this.at;
    const length = this.head(2);
    return this.bytes.subarray(this.#span(start, length, least, most), this.at);
  }

  /** A text string of `least`..`most` UTF-8 bytes. */
  text(least: number, most: number): string {
    const start = this.at;
    const length = this.head(3);
    const from = this.#span(start, length, least, most);
    try {
      return utf8.decode(this.bytes.subarray(from, this.at));
    } catch (cause) {
      throw new ProtocolError('cbor-utf8', from, { cause });
    }
  }

  /** Steps over `length` bytes behind a head and returns where they begin. */
  #span(start: number, length: number, least: number, most: number): number {
    const from = this.at;
    if (length > this.end - from) throw new ProtocolError('cbor-truncated', this.end);
    if (length < least || length > most) throw new ProtocolError('cbor-length', start);
    this.at = from + length;
    return from;
  }

  /** An array of exactly `length` items. */
  array(length: number): void {
    const start = this.at;
    if (this.head(4) !== length) throw new ProtocolError('cbor-length', start);
  }

  /**
   * Reads an integer key of a map and checks that it stands behind `previous`: bytewise order of the encoding is
   * ascending order of the non-negative integers, then of the negative ones by magnitude.
   *
   * @param previous the key before, as returned by this method; -1 before the first
   * @returns the rank: the key itself if it is not negative, otherwise 2^52 + (-1 - key)
   */
  key(previous: number): number {
    const start = this.at;
    if (start >= this.end) throw new ProtocolError('cbor-truncated', start);
    const initial = this.bytes[start]!;
    if (initial >= 0x40) throw new ProtocolError('frame-unknown-claim', start);
    const argument = this.argument(initial & 31, start);
    if (argument >= NEGATIVE) throw new ProtocolError('frame-unknown-claim', start);
    const rank = initial < 0x20 ? argument : NEGATIVE + argument;
    if (rank <= previous) {
      throw new ProtocolError(rank === previous ? 'cbor-duplicate-key' : 'cbor-unsorted-key', start);
    }
    return rank;
  }

  /** Refuses bytes behind the last item. */
  finish(): void {
    if (this.at !== this.end) throw new ProtocolError('cbor-trailing', this.at);
  }
}

/** What {@link Cursor.key} returns for a key: usable in `case`. */
export function rankOfKey(key: number): number {
  return key < 0 ? NEGATIVE - 1 - key : key;
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
