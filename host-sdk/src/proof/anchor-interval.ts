import type { StatusFrame } from '@hengzhun/protocol';
import type { Answer } from '../frames/requests.js';

/**
 * When a fresh answer was made, by the host's clock, as an interval (RFC 9581 section 3.4.5): not before the challenge was sent, not after
 * the answer was here. All times in ms since 1970, durations in ms.
 */
export interface AnchoredInterval {
  readonly earliest: number;
  readonly latest: number;
  /** Middle of the interval, and half its width: half the round trip and the uncertainty of the host's clock. */
  readonly middle: number;
  readonly uncertainty: number;
  /** The instrument's place in its own time. */
  readonly bootcount: number;
  /** Seconds since the boot. */
  readonly uptime: number;
  /** When it booted: the uptime is in whole seconds, so the interval is one second longer. */
  readonly bootEarliest: number;
  readonly bootLatest: number;
}

/**
 * Anchors the instrument's time against the host's.
 * @param answer to a challenge
 * @param hostUncertainty of the host's clock, ms; 0 or more
 */
export function anchorInterval(
  { frame, sentAt, receivedAt }: Pick<Answer<StatusFrame>, 'frame' | 'sentAt' | 'receivedAt'>,
  hostUncertainty = 0,
): AnchoredInterval {
  const earliest = sentAt - hostUncertainty;
  // A host whose clock was set back meanwhile bounds nothing by the difference.
  const latest = Math.max(sentAt, receivedAt) + hostUncertainty;
  const { bootcount, uptime } = frame.claims;
  return {
    earliest,
    latest,
    middle: (earliest + latest) / 2,
    uncertainty: (latest - earliest) / 2,
    bootcount,
    uptime,
    bootEarliest: earliest - (uptime + 1) * 1000,
    bootLatest: latest - uptime * 1000,
  };
}
