import { crc32 } from '../crc32.js';
import type { SlipDiscard } from '../device/slip.js';
import { MAXIMUM_PACKET } from '../generated/constants.js';

const END = 0xc0;
const ESCAPE = 0xdb;
const ESCAPED_END = 0xdc;
const ESCAPED_ESCAPE = 0xdd;

/** What a stream of bytes held between two ENDs. */
export type SlipItem =
  | {
      type: 'packet';
      /** The message without its CRC. It may be a view of the chunk that brought it: copy it before reusing the chunk. */
      bytes: Uint8Array;
    }
  | {
      type: 'discarded';
      /**
       * As they came on the line, between two ENDs; an oversized packet comes in pieces. May be a view of the chunk too.
       */
      bytes: Uint8Array;
      reason: SlipDiscard;
    };

/**
 * Decodes a stream of SLIP packets (RFC 1055) whose last four bytes are the CRC-32 of what precedes them. Bounded and
 * resynchronising: whatever comes, it keeps at most twice `limit` bytes, takes up again at the next END, and
 * hands back every byte it did not understand.
 */
export class SlipDecoder {
  /** Bytes since the last END that came with earlier chunks, still escaped. */
  readonly #pending: Buffer;
  #length = 0;
  /** The packet is too long: everything up to the next END is handed back as it comes. */
  #oversized = false;
  readonly #limit: number;

  /** @param limit greatest number of bytes of a packet before escaping, CRC included */
  constructor(limit: number = MAXIMUM_PACKET) {
    this.#limit = limit;
    // Escaping doubles at most.
    this.#pending = Buffer.allocUnsafeSlow(2 * limit);
  }

  /** Takes the next bytes of the stream, in pieces of any size, and returns what was completed by them. */
  push(chunk: Uint8Array): SlipItem[] {
    const items: SlipItem[] = [];
    let from = 0;
    let to = chunk.indexOf(END);
    while (to >= 0) {
      this.#end(chunk, from, to, items);
      from = to + 1;
      // Packets end and begin with END: a second one right behind is the rule, and indexOf costs more than a look.
      while (chunk[from] === END) from++;
      to = chunk.indexOf(END, from);
    }
    if (from < chunk.length && !this.#keep(chunk.subarray(from))) this.#discard(chunk.subarray(from), items);
    return items;
  }

  /** The stream has ended (port closed): returns what was left of a packet, and starts anew. */
  end(): SlipItem[] {
    const items: SlipItem[] = [];
    if (this.#length > 0) items.push({ type: 'discarded', bytes: this.#take(), reason: 'slip-short' });
    this.#oversized = false;
    return items;
  }

  /** Number of bytes that wait for the rest of their packet. */
  get waiting(): number {
    return this.#length;
  }

  /** Appends bytes to what waits; false where they do not fit, or did not before. */
  #keep(bytes: Uint8Array): boolean {
    if (this.#oversized || this.#length + bytes.length > this.#pending.length) return false;
    this.#pending.set(bytes, this.#length);
    this.#length += bytes.length;
    return true;
  }

  /** A copy of what waits, which it leaves empty. */
  #take(): Uint8Array {
    const bytes = Buffer.from(this.#pending.subarray(0, this.#length));
    this.#length = 0;
    return bytes;
  }

  /** Hands back what waits and `bytes`: more than a packet can have. */
  #discard(bytes: Uint8Array, items: SlipItem[]): void {
    this.#oversized = true;
    if (this.#length > 0) items.push({ type: 'discarded', bytes: this.#take(), reason: 'slip-oversized' });
    items.push({ type: 'discarded', bytes: Buffer.from(bytes), reason: 'slip-oversized' });
  }

  /** An END at `to`; the packet goes on from `from`. */
  #end(chunk: Uint8Array, from: number, to: number, items: SlipItem[]): void {
    if (this.#length === 0 && !this.#oversized) {
      if (to > from) items.push(decodePacket(chunk.subarray(from, to), this.#limit, false));
      return;
    }
    const last = chunk.subarray(from, to);
    if (to > from && !this.#keep(last)) this.#discard(last, items);
    this.#oversized = false;
    if (this.#length > 0) items.push(decodePacket(this.#pending.subarray(0, this.#length), this.#limit, true));
    this.#length = 0;
  }
}

/** @param copy whether `raw` is about to be overwritten */
function decodePacket(raw: Uint8Array, limit: number, copy: boolean): SlipItem {
  const discarded = (reason: SlipDiscard): SlipItem => ({
    type: 'discarded',
    bytes: copy ? Buffer.from(raw) : raw,
    reason,
  });
  const firstEscape = raw.indexOf(ESCAPE);
  const bytes = firstEscape >= 0 ? resolveEscapes(raw, firstEscape) : copy ? Buffer.from(raw) : raw;
  if (!bytes) return discarded('slip-escape');
  const size = bytes.length - 4;
  if (size > limit - 4) return discarded('slip-oversized');
  if (size < 1) return discarded('slip-short');
  const crc = (bytes[size]! << 24) | (bytes[size + 1]! << 16) | (bytes[size + 2]! << 8) | bytes[size + 3]!;
  const message = bytes.subarray(0, size);
  if (crc32(message) !== crc >>> 0) return discarded('slip-checksum');
  return { type: 'packet', bytes: message };
}

/** The bytes with their escapes resolved; undefined where an ESC is followed by anything but its two partners. */
function resolveEscapes(raw: Uint8Array, first: number): Uint8Array | undefined {
  const out = Buffer.allocUnsafe(raw.length);
  for (let i = 0; i < first; i++) out[i] = raw[i]!;
  let at = first;
  for (let i = first; i < raw.length; i++) {
    let byte = raw[i]!;
    if (byte === ESCAPE) {
      const next = raw[++i];
      if (next === ESCAPED_END) byte = END;
      else if (next === ESCAPED_ESCAPE) byte = ESCAPE;
      else return undefined;
    }
    out[at++] = byte;
  }
  return out.subarray(0, at);
}
