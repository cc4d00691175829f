import { EVENT_DRIFT } from '@hengzhun/protocol/device';
import { LEVEL, REPORTED, UNCERTAINTY, VALUE } from './layout.js';
import { clip, nearest } from './robust.js';
import type { ScaleState } from './types.js';

/**
 * Sets the level of one channel (0 normal, 1 attention, 2 alarm) with hysteresis: a level is left only when the size
 * has fallen below half of the limit that raised it, and only where `mayFall`. On the way up, and each time the size
 * has doubled since, a drift event is queued: `[3, channel, size, standard uncertainty, rate per day, standard uncertainty of the
 * rate]`; also when the slow scheme has signalled (`signalled`) below the limit.
 * `days`: for how long the size has grown from `passed`, for its rate; 0: not known, nor is the rate. The uncertainty of a rate is
 * that of two sizes, and of what dates the drift: one and a half times the size's over the days.
 * @unpacked
 */
export function setLevel(
  state: ScaleState,
  at: number,
  identifier: number,
  wanted: number,
  attention: number,
  alarm: number,
  mayFall: boolean,
  signalled: boolean,
  days: number,
  passed: number,
): void {
  const m = state.memory;
  const value = m[at + VALUE];
  const size = value < 0 ? -value : value;
  const before = m[at + LEVEL];
  let level = wanted;
  if (level < before && !(mayFall && size * 2 < (before > 1 ? alarm : attention))) level = before;
  m[at + LEVEL] = level;
  if (level === 0 && !signalled) m[at + REPORTED] = 0;
  else if (level > before || size >= 2 * m[at + REPORTED]) {
    m[at + REPORTED] = size;
    const daily = days > 0 ? 1 / days : 0;
    state.events.push([
      EVENT_DRIFT,
      identifier,
      nearest(value),
      nearest(m[at + UNCERTAINTY]),
      nearest((value - clip(value, passed)) * daily),
      nearest((m[at + UNCERTAINTY] * daily * 3) / 2),
    ]);
  }
}
