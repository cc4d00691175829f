import { clip } from '../metrology/robust.js';
import { MEAN_COUNT, MEAN_SPREAD, MEAN_VALUE, STRIKES } from './layout.js';

/** Fuelings that a robust mean looks back. */
const WINDOW = 16;

/**
 * Takes one fueling into a robust mean: a value further from the mean than four mean absolute deviations and `floor` pulls it no
 * harder than one at that distance. A spoilt fueling is a strike, a good one takes one off; at most four are kept.
 */
export function robustMean(memory: Float64Array, at: number, value: number, floor: number, spoilt: boolean): void {
  let count = memory[at + MEAN_COUNT];
  if (count < WINDOW) memory[at + MEAN_COUNT] = ++count;
  const spread = memory[at + MEAN_SPREAD];
  const difference = value - memory[at + MEAN_VALUE];
  const clipped = count === 1 ? difference : clip(difference, 4 * spread + floor);
  memory[at + MEAN_VALUE] += clipped / count;
  memory[at + MEAN_SPREAD] += ((clipped < 0 ? -clipped : clipped) - spread) / (count + 1);
  const strikes = memory[at + STRIKES];
  if (spoilt) memory[at + STRIKES] = strikes < 4 ? strikes + 1 : 4;
  else if (strikes > 0) memory[at + STRIKES] = strikes - 1;
}
