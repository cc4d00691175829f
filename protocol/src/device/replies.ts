import {
  REPLY_BUSY,
  REPLY_COMMAND_NONCE,
  REPLY_KEY,
  REPLY_LOG,
  REPLY_NONCE_LIST,
  REPLY_REFUSAL,
  REPLY_UPDATE,
} from '../generated/constants.js';
import type { ByteString } from './byte-string.js';
import { writeArray, writeItems } from './event.js';
import { writeArrayHead, writeInteger } from './writer.js';

/** Entries `first`.. of the event log, each as it was written (CDDL `log-reply`). */
export function writeLogReply(first: number, entries: ByteString[]): ByteString {
  return writeArrayHead(3) + writeItems([REPLY_LOG, first]) + writeArray(entries);
}

/** The signer has nothing left; ask again after `retryAfter` seconds (CDDL `busy-reply`). */
export function writeBusyReply(request: number, retryAfter: number): ByteString {
  return writeArray([REPLY_BUSY, request, retryAfter]);
}

/** A request was not answered: REFUSAL_* (CDDL `refusal-reply`). `request` is 0 where it could not be read. */
export function writeRefusalReply(request: number, reason: number): ByteString {
  return writeArray([REPLY_REFUSAL, request, reason]);
}

/** A one-use nonce of 16 bytes for the next command (CDDL `command-nonce-reply`). */
export function writeCommandNonceReply(nonce: ByteString): ByteString {
  return writeArray([REPLY_COMMAND_NONCE, nonce]);
}

/** CDDL `nonce-list`: the claim eat_nonce of the frame that follows is the first 12 bytes of its SHA-256. */
export function writeNonceList(nonces: ByteString[]): ByteString {
  return writeArray(nonces);
}

/** The nonces that the next frame answers, in order of arrival (CDDL `nonce-list-reply`). */
export function writeNonceListReply(nonces: ByteString[]): ByteString {
  return writeArrayHead(2) + writeInteger(REPLY_NONCE_LIST) + writeArray(nonces);
}

/** The instrument's public key: coordinates of 32 bytes each (CDDL `key-reply`). The identity frame proves possession. */
export function writeKeyReply(x: ByteString, y: ByteString): ByteString {
  return writeArray([REPLY_KEY, x, y]);
}

/** Bytes of the update that are stored: the offset of the next piece, 0..2^32 - 1 (CDDL `update-reply`). */
export function writeUpdateReply(next: number): ByteString {
  return writeArray([REPLY_UPDATE, next]);
}
