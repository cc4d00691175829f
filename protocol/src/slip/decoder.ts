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
      /** As they came on the line, between two ENDs; of an oversized packet the bytes of one chunk. */
      bytes: Uint8Array;
      reason: SlipDiscard;
    };

/**
 * Decodes a stream of SLIP packets (RFC 1055) whose last four bytes are the CRC-32 of what precedes them. Bounded and
 * resynchronising: whatever comes, it keeps at most two packets' worth of bytes, takes up again at the next END, and
 * hands back every byte it did not understand.
 */
export class SlipDecoder {
  /** Bytes since the last END that came with earlier chunks, still escaped. */
  #pending: Uint8Array[] = [];
  #pendingLength = 0;
  /** The packet is too long: everything up to the next END is handed back as it comes. */
  #oversized = false;
  /** Greatest number of escaped bytes between two ENDs. */
  readonly #most: number;
  readonly #limit: number;

  /** @param limit greatest number of bytes of a packet before escaping, CRC included */
  constructor(limit: number = MAXIMUM_PACKET) {
    this.#limit = limit;
    this.#most = 2 * limit;
  }

  /** Takes the next bytes of the stream, in pieces of any size, and returns what was completed by them. */
  push(chunk: Uint8Array): SlipItem[] {
    const items: SlipItem[] = [];
    let from = 0;
    let to = chunk.indexOf(END);
    while (to >= 0) {
      this.#end(to > from ? chunk.subarray(from, to) : undefined, items);
      from = to + 1;
      // Packets end and begin with END: a second one right behind is the rule, and indexOf costs more than a look.
      while (chunk[from] === END) from++;
      to = chunk.indexOf(END, from);
    }
    if (from < chunk.length) this.#keep(chunk.subarray(from), items);
    return items;
  }

  /** The stream has ended (port closed): returns what was left of a packet, and starts anew. */
  end(): SlipItem[] {
    const items: SlipItem[] = [];
    if (this.#pendingLength > 0) items.push({ type: 'discarded', bytes: this.#take(), reason: 'slip-short' });
    this.#oversized = false;
    return items;
  }

  /** Number of bytes that wait for the rest of their packet. */
  get waiting(): number {
    return this.#pendingLength;
  }

  #take(last?: Uint8Array): Uint8Array {
    if (last) this.#pending.push(last);
    const raw = this.#pending.length === 1 ? this.#pending[0]! : Buffer.concat(this.#pending);
    this.#pending = [];
    this.#pendingLength = 0;
    return raw;
  }

  #keep(rest: Uint8Array, items: SlipItem[]): void {
    if (!this.#oversized) {
      // Copied: the caller may reuse its chunk, and a view would keep all of it alive.
      this.#pending.push(Buffer.from(rest));
      this.#pendingLength += rest.length;
      if (this.#pendingLength <= this.#most) return;
      this.#oversized = true;
      items.push({ type: 'discarded', bytes: this.#take(), reason: 'slip-oversized' });
    } else {
      items.push({ type: 'discarded', bytes: Buffer.from(rest), reason: 'slip-oversized' });
    }
  }

  /** An END: `last` are the bytes of this chunk before it. */
  #end(last: Uint8Array | undefined, items: SlipItem[]): void {
    if (this.#oversized) {
      this.#oversized = false;
      if (last) items.push({ type: 'discarded', bytes: last, reason: 'slip-oversized' });
      return;
    }
    const raw = this.#pendingLength > 0 ? this.#take(last) : last;
    if (raw) items.push(decodePacket(raw, this.#limit));
  }
}

function decodePacket(raw: Uint8Array, limit: number): SlipItem {
  let bytes = raw;
  const firstEscape = raw.indexOf(ESCAPE);
  if (firstEscape >= 0) {
    const unescaped = resolveEscapes(raw, firstEscape);
    if (!unescaped) return { type: 'discarded', bytes: raw, reason: 'slip-escape' };
    bytes = unescaped;
  }
  const size = bytes.length - 4;
  if (size > limit - 4) return { type: 'discarded', bytes: raw, reason: 'slip-oversized' };
  if (size < 1) return { type: 'discarded', bytes: raw, reason: 'slip-short' };
  const crc = (bytes[size]! << 24) | (bytes[size + 1]! << 16) | (bytes[size + 2]! << 8) | bytes[size + 3]!;
  const message = bytes.subarray(0, size);
  if (crc32(message) !== crc >>> 0) return { type: 'discarded', bytes: raw, reason: 'slip-checksum' };
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
