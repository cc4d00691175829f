import { ProtocolError } from '../errors.js';
import { Cursor } from '../frame/cursor.js';
import {
  MAXIMUM_EVENT,
  MAXIMUM_NONCE_LIST,
  REPLY_BUSY,
  REPLY_COMMAND_NONCE,
  REPLY_KEY,
  REPLY_LOG,
  REPLY_NONCE_LIST,
  REPLY_REFUSAL,
  REPLY_UPDATE,
} from '../generated/constants.js';

/** An unsigned answer of an instrument: a hint, or the carrier of what a frame proves. */
export type Reply =
  | {
      type: 'log';
      /** Number of the first entry. */
      first: number;
      /** As they were written; `decodeEvent` reads them, `verifyLog` proves them. */
      entries: Uint8Array[];
    }
  | {
      type: 'busy';
      /** REQUEST_*. */
      request: number;
      /** Seconds. */
      retryAfter: number;
    }
  | {
      type: 'refusal';
      /** REQUEST_*; 0 where the instrument could not read it. */
      request: number;
      /** REFUSAL_*. */
      reason: number;
    }
  | {
      type: 'command-nonce';
      /** 16 bytes, for one command. */
      nonce: Uint8Array;
    }
  | {
      type: 'nonce-list';
      /** The challenges that the next frame answers together; see `nonceListDigest`. */
      nonces: Uint8Array[];
    }
  | {
      type: 'key';
      /** Coordinates of the public key, 32 bytes each: a claim until an identity frame proves possession. */
      x: Uint8Array;
      y: Uint8Array;
    }
  | {
      type: 'update';
      /** Bytes of the image that are stored: the offset of the next piece, 0..2^32 - 1. */
      next: number;
    };

/**
 * Reads a reply, strictly (CDDL `reply`).
 *
 * @throws ProtocolError `reply-form`, `message-unknown` and `cbor-*`
 */
export function decodeReply(bytes: Uint8Array): Reply {
  const cursor = new Cursor(bytes, 0, bytes.length);
  const count = cursor.head(4);
  const start = cursor.at;
  const kind = cursor.unsigned(Number.MAX_SAFE_INTEGER);
  const reply = readBody(cursor, kind, count, start);
  cursor.finish();
  return reply;
}

function readBody(cursor: Cursor, kind: number, count: number, start: number): Reply {
  const items = kind === REPLY_COMMAND_NONCE || kind === REPLY_NONCE_LIST || kind === REPLY_UPDATE ? 2 : 3;
  if (kind < REPLY_LOG || kind > REPLY_UPDATE) throw new ProtocolError('message-unknown', start);
  if (count !== items) throw new ProtocolError('reply-form', 0);
  switch (kind) {
    case REPLY_LOG: {
      const first = cursor.unsigned(0xffff);
      return { type: 'log', first, entries: readStrings(cursor, 1, 65536, 1, MAXIMUM_EVENT) };
    }
    case REPLY_BUSY:
      return {
        type: 'busy',
        request: cursor.unsigned(Number.MAX_SAFE_INTEGER),
        retryAfter: cursor.unsigned(Number.MAX_SAFE_INTEGER),
      };
    case REPLY_REFUSAL: {
      const request = cursor.unsigned(Number.MAX_SAFE_INTEGER);
      const at = cursor.at;
      const reason = cursor.unsigned(255);
      if (reason === 0) throw new ProtocolError('reply-form', at);
      return { type: 'refusal', request, reason };
    }
    case REPLY_COMMAND_NONCE:
      return { type: 'command-nonce', nonce: cursor.string(16, 16) };
    case REPLY_KEY:
      return { type: 'key', x: cursor.string(32, 32), y: cursor.string(32, 32) };
    case REPLY_UPDATE:
      return { type: 'update', next: cursor.unsigned(0xffffffff) };
    default:
      return { type: 'nonce-list', nonces: readStrings(cursor, 2, MAXIMUM_NONCE_LIST, 8, 12) };
  }
}

/** An array of `fewest`..`most` byte strings of `shortest`..`longest` bytes. */
function readStrings(cursor: Cursor, fewest: number, most: number, shortest: number, longest: number): Uint8Array[] {
  const start = cursor.at;
  const count = cursor.head(4);
  if (count < fewest || count > most) throw new ProtocolError('reply-form', start);
  const strings: Uint8Array[] = [];
  for (let i = 0; i < count; i++) strings.push(cursor.string(shortest, longest));
  return strings;
}
