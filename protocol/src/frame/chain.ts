import type { KeyObject } from 'node:crypto';
import type { ByteString } from '../device/byte-string.js';
import type { ProtocolErrorCode } from '../errors.js';
import { frameDigestString } from './digest.js';
import { isPrevious } from './link.js';
import type { Frame } from './types.js';
import { isNamedBy, isSigned } from './verify.js';

/** What is known about one frame of a batch. The two good words are not the same: see {@link verifyChain}. */
export type ChainResult =
  | { status: 'signature-valid' }
  /** The frame with sequence `by` has a good signature and an unbroken chain of digests leads from it to this one. */
  | { status: 'covered'; by: number }
  | { status: 'refused'; code: ProtocolErrorCode };

/** How many bad signatures `verifyChain` verifies before it stops searching for a good one. */
export const CHAIN_SEARCH_LIMIT = 16;

/**
 * Verifies a batch of frames of one instrument with one signature for every unbroken run, and one SHA-256 for every
 * frame.
 *
 * The search goes backwards from the newest frame. A frame that the next proved frame names (sequence one lower, and the
 * first 16 bytes of its digest are that frame's `previous`) is *covered*: its content is proved, its own signature was
 * not looked at. Every other frame (the newest one; one before a gap, a fork or a broken link) must have a good signature
 * of its own, and then covers those before it. A frame that comes twice with the same content is covered by its twin.
 *
 * Bounded: after `CHAIN_SEARCH_LIMIT` (16) bad signatures the rest of the frames that would need a signature of their own
 * are refused with `chain-search-limit`, unjudged.
 *
 * @param frames in ascending order of their sequence; any other order gives the same proof with more work
 * @returns one result for every frame, in the same order; refusals are `frame-wrong-key`, `signature-invalid` and
 * `chain-search-limit`
 */
export function verifyChain(frames: readonly Frame[], publicKey: KeyObject): ChainResult[] {
  const results: ChainResult[] = new Array(frames.length);
  let bad = 0;
  // The nearest proved frame behind the one at hand, its digest, and the frame that carries its proof. A refused frame in
  // between changes nothing: injected frames cannot cost the genuine ones their cover.
  let next: Frame | undefined;
  let nextDigest: ByteString = '';
  let anchor = 0;
  for (let i = frames.length - 1; i >= 0; i--) {
    const frame = frames[i]!;
    const digest = frameDigestString(frame);
    if (!isNamedBy(frame, publicKey)) {
      results[i] = { status: 'refused', code: 'frame-wrong-key' };
    } else if (next && isCovered(frame, digest, next, nextDigest)) {
      results[i] = { status: 'covered', by: anchor };
      next = frame;
      nextDigest = digest;
    } else if (bad >= CHAIN_SEARCH_LIMIT) {
      results[i] = { status: 'refused', code: 'chain-search-limit' };
    } else if (isSigned(frame, publicKey)) {
      results[i] = { status: 'signature-valid' };
      anchor = frame.claims.sequence;
      next = frame;
      nextDigest = digest;
    } else {
      bad++;
      results[i] = { status: 'refused', code: 'signature-invalid' };
    }
  }
  return results;
}

/** Whether a proved frame proves this one: it names it, or says the same. */
function isCovered(frame: Frame, digest: ByteString, next: Frame, nextDigest: ByteString): boolean {
  const distance = next.claims.sequence - frame.claims.sequence;
  return distance === 1 ? isPrevious(next.claims.previous, digest) : distance === 0 && digest === nextDigest;
}
