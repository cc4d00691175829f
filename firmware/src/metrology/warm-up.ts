import { EVENT_WARM_UP } from '@hengzhun/protocol/device';
import {
  CHANNEL_ZERO_AT,
  COEFFICIENT,
  COUNT,
  UPTIME,
  WARM_KNOWN,
  WARM_ZERO,
  ZERO_BEFORE,
  ZERO_BEFORE_LAGGED,
} from './layout.js';
import { LEARNING_HOURS, WARM_UP_TIME, ZERO_RETURN_LIMIT } from './parameters.js';
import { known, nearest } from './robust.js';
import type { ScaleState } from './types.js';

/** Zero last seen in this boot less its learned temperature effect, 0.001 e; NaN before one was seen. */
function zeroNow(state: ScaleState): number {
  const w = state.work;
  return w[ZERO_BEFORE] - w[ZERO_BEFORE_LAGGED] * state.memory[CHANNEL_ZERO_AT + COEFFICIENT];
}

/** Zero now minus zero when warm-up ended last time, 0.001 e; NaN while either is not known. */
export function warmUpShift(state: ScaleState): number {
  return state.memory[WARM_KNOWN] === 1 ? zeroNow(state) - state.memory[WARM_ZERO] : 0 / 0;
}

/**
 * Whether the instrument still warms up (R 76-1 clause 5.3.5: observed over the first 30 minutes); `seconds`: since the last
 * period. When it is over, a zero that came out elsewhere than last time, by more than 0.5 e, is logged; it is what the next
 * warm-up is compared with.
 */
export function isWarmingUp(state: ScaleState, parameters: Int32Array, seconds: number): boolean {
  const m = state.memory;
  const up = state.work[UPTIME];
  const time = parameters[WARM_UP_TIME];
  if (up < time) return true;
  if (up - seconds < time) {
    const zero = zeroNow(state);
    const shift = warmUpShift(state);
    const limit = parameters[ZERO_RETURN_LIMIT];
    if (shift > limit || -shift > limit) state.events.push([EVENT_WARM_UP, nearest(shift), nearest(up)]);
    // without a learned temperature effect it could not be compared with another day's
    if (known(zero) && m[CHANNEL_ZERO_AT + COUNT] >= parameters[LEARNING_HOURS]) {
      m[WARM_ZERO] = zero;
      m[WARM_KNOWN] = 1;
    }
  }
  return false;
}
