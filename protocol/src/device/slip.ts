import type { ByteString } from './byte-string.js';
import { writeUint32 } from './writer.js';

const END = '\xc0';
const ESCAPE = '\xdb';
const ESCAPED_END = '\xdc';
const ESCAPED_ESCAPE = '\xdd';

/** CRC-32 (IEEE 802.3) of a byte string as an unsigned 32-bit integer; `E.CRC32` on the interpreter. */
export type Crc32 = (bytes: ByteString) => number;

/** One SLIP packet (RFC 1055): END, the bytes and their CRC-32 big-endian, escaped, END. */
export function slipEncode(bytes: ByteString, crc: Crc32): ByteString {
  const body = bytes + writeUint32(crc(bytes));
  // ESC first, so that the ESC of an escaped END is not escaped again. All of it in four native calls.
  return (
    END +
    body
      .split(ESCAPE)
      .join(ESCAPE + ESCAPED_ESCAPE)
      .split(END)
      .join(ESCAPE + ESCAPED_END) +
    END
  );
}

/** Why bytes were discarded. */
export type SlipDiscard = 'slip-checksum' | 'slip-escape' | 'slip-oversized' | 'slip-short';

/** State of a decoder; make it with {@link createSlipDecoder}. */
export interface SlipDecoderState {
  limit: number;
  crc: Crc32;
  /** What has arrived of the packet, unescaped. */
  buffer: ByteString;
  /** Bytes since the last END, as they came. */
  received: number;
  /** The last byte was an ESC whose second byte has not arrived. */
  escaped: boolean;
  /** Why this packet is already known to be bad; undefined: it is still good. */
  bad: SlipDiscard | undefined;
}

/**
 * A bounded decoder.
 *
 * @param limit greatest number of bytes inside a packet before escaping, CRC included; more is discarded
 */
export function createSlipDecoder(limit: number, crc: Crc32): SlipDecoderState {
  return { limit: limit, crc: crc, buffer: '', received: 0, escaped: false, bad: undefined };
}

/**
 * Takes the next bytes of the stream, in pieces of any size. After anything bad it takes up again at the next END.
 *
 * @param onPacket called with the bytes of every good packet, without the CRC; must not throw
 * @param onDiscard called with the number of bytes (as they came, between two ENDs) discarded, and why; must not throw
 */
export function slipPush(
  decoder: SlipDecoderState,
  chunk: ByteString,
  onPacket: (bytes: ByteString) => void,
  onDiscard: (count: number, reason: SlipDiscard) => void,
): void {
  const pieces = chunk.split(END);
  for (let i = 0; i < pieces.length; i++) {
    if (i > 0) slipEnd(decoder, onPacket, onDiscard);
    if (pieces[i]!.length > 0) slipTake(decoder, pieces[i]!);
  }
}

/** Unescapes bytes without an END and appends them. Costs one step for every ESC, not for every byte. */
function slipTake(decoder: SlipDecoderState, piece: ByteString): void {
  decoder.received += piece.length;
  if (decoder.bad) return;
  const parts = piece.split(ESCAPE);
  for (let i = 0; i < parts.length; i++) {
    let part = parts[i]!;
    if (i > 0) decoder.escaped = true;
    if (decoder.escaped) {
      // Nothing behind the ESC yet: the next chunk brings it.
      if (part.length === 0 && i === parts.length - 1) return;
      if (part[0] === ESCAPED_END) part = END + part.substr(1);
      else if (part[0] === ESCAPED_ESCAPE) part = ESCAPE + part.substr(1);
      else {
        slipDrop(decoder, 'slip-escape');
        return;
      }
      decoder.escaped = false;
    }
    decoder.buffer += part;
    if (decoder.buffer.length > decoder.limit) {
      slipDrop(decoder, 'slip-oversized');
      return;
    }
  }
}

function slipDrop(decoder: SlipDecoderState, reason: SlipDiscard): void {
  decoder.bad = reason;
  decoder.buffer = '';
}

/** END: what is in the buffer is a packet, or is not. */
function slipEnd(
  decoder: SlipDecoderState,
  onPacket: (bytes: ByteString) => void,
  onDiscard: (count: number, reason: SlipDiscard) => void,
): void {
  const received = decoder.received;
  // Nothing between two ENDs is how RFC 1055 separates packets.
  if (received === 0) return;
  const buffer = decoder.buffer;
  const size = buffer.length - 4;
  let bad = decoder.escaped ? 'slip-escape' : decoder.bad;
  decoder.buffer = '';
  decoder.received = 0;
  decoder.escaped = false;
  decoder.bad = undefined;
  if (!bad && size < 1) bad = 'slip-short';
  if (!bad) {
    const bytes = buffer.substr(0, size);
    if (writeUint32(decoder.crc(bytes)) === buffer.substr(size)) {
      onPacket(bytes);
      return;
    }
    bad = 'slip-checksum';
  }
  onDiscard(received, bad);
}
