import { type ByteString, writeUint32 } from '@hengzhun/protocol/device';
import { milliseconds, randomBytes, sha256 } from '../platform/espruino.js';
import { PIECE_ENTROPY, readPiece } from './provisioning.js';
import type { Shell } from './state.js';

/** A nonce is handed out for a minute and accepted for one more, ms. */
const HANDED_OUT = 60000;
const ACCEPTED = 120000;

/**
 * The nonce for the next command: 16 bytes that nobody can foresee, because the entropy of the birth, which never leaves the
 * instrument, and the boot are hashed in with the hardware's random bytes. All who ask within a minute get the same one, so that asking cannot push out anybody else's;
 * the first command that uses it ends it.
 */
export function currentNonce(s: Shell): ByteString {
  const now = milliseconds();
  if (!s.commandNonce || now - s.nonceAt >= HANDED_OUT) {
    s.olderNonce = s.commandNonce;
    s.olderAt = s.nonceAt;
    const journal = s.journal;
    s.commandNonce = sha256(
      readPiece(s.provisioning, PIECE_ENTROPY) +
        randomBytes() +
        writeUint32(journal.boot) +
        writeUint32(journal.generation) +
        writeUint32(now >>> 0),
    ).substr(0, 16);
    s.nonceAt = now;
  }
  return s.commandNonce;
}

/** Whether a nonce was given, not used yet, and has not expired. */
export function isCurrentNonce(s: Shell, nonce: ByteString): boolean {
  const now = milliseconds();
  return (
    (nonce === s.commandNonce && now - s.nonceAt < ACCEPTED) || (nonce === s.olderNonce && now - s.olderAt < ACCEPTED)
  );
}

/** Uses a nonce up; false where it was never given, was used before or has expired. */
export function takeNonce(s: Shell, nonce: ByteString): boolean {
  if (!isCurrentNonce(s, nonce)) return false;
  if (nonce === s.commandNonce) s.commandNonce = '';
  else s.olderNonce = '';
  return true;
}
