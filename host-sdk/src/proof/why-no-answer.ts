import type { KeyObject } from 'node:crypto';
import { toHex } from '../bytes.js';
import { counts } from '../frames/ask.js';
import type { Judged } from './judge-key.js';
import type { StreamWatcher } from './stream-watcher.js';

/**
 * Whether something came that claims to be the answer and is none: a frame with another nonce (a recording, or the answer to somebody else),
 * one whose signature is wrong, one of another key. undefined: nothing of the kind, it was silent.
 *
 * @param kind FRAME_KIND_* of the answer
 * @param since host time at which the question was asked, ms since 1970
 */
export function whyNoAnswer(
  { frames }: Pick<StreamWatcher, 'frames'>,
  kind: number,
  since: number,
  kid: string | undefined,
  publicKey: KeyObject | undefined,
): Judged | undefined {
  // What was sent unasked carries no nonce and claims nothing.
  const claimed = frames.filter(({ frame, at }) => at >= since && frame.kind === kind && frame.claims.nonce);
  const other = claimed.find(({ frame }) => kid !== undefined && toHex(frame.kid) !== kid);
  if (other !== undefined) {
    return { verdict: 'bad', code: 'challenge-other-key', detail: { other: toHex(other.frame.kid) } };
  }
  if (claimed.some(({ frame }) => !counts(frame, publicKey))) {
    return { verdict: 'bad', code: 'challenge-forged', detail: {} };
  }
  return claimed.length > 0 ? { verdict: 'bad', code: 'challenge-other-nonce', detail: {} } : undefined;
}
