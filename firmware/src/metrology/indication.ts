import { FOLLOWED, NEAR, ZERO_BEFORE, ZERO_TRACK } from './layout.js';
import { SCALE_INTERVAL, VERIFICATION_INTERVAL } from './parameters.js';
import { known, nearest } from './robust.js';
import type { ScaleState } from './types.js';

/** Zero that indications are taken from: the last one seen in this boot, otherwise where it is believed to be. */
export function indicationZero(state: ScaleState): number {
  const seen = state.work[ZERO_BEFORE];
  return known(seen) ? seen : state.memory[ZERO_TRACK];
}

/** Live indication in scale intervals d (CDDL `indication`), undefined before the first value of this boot. */
export function indicatedIntervals(state: ScaleState, parameters: Int32Array): number | undefined {
  const w = state.work;
  if (w[NEAR] === 0) return undefined;
  const load = ((w[FOLLOWED] - indicationZero(state)) * parameters[VERIFICATION_INTERVAL]) / 1000;
  return nearest(load / parameters[SCALE_INTERVAL]);
}
