import { COUNT, MEAN, SQUARES } from './layout.js';
import { squareRoot } from './robust.js';

/**
 * Self-starting standardisation (after Hawkins): an observation is compared with the mean and the standard deviation
 * of the ones before it, and the resulting t value is turned into a normal one, so that a short baseline does not cry
 * wolf. After `learning` observations mean and deviation are frozen: what is slow is not learned away.
 * `floor`: smallest standard deviation to believe. The first three observations give 0.
 */
export function standardise(
  memory: Float64Array,
  at: number,
  observation: number,
  floor: number,
  learning: number,
): number {
  const count = memory[at + COUNT];
  const difference = observation - memory[at + MEAN];
  let standardised = 0;
  if (count > 2) {
    const spread = squareRoot(memory[at + SQUARES] / (count - 1));
    standardised = difference / (Math.max(spread, floor) * squareRoot(1 + 1 / count));
    // Student's t with count - 1 degrees of freedom to a normal deviate (Abramowitz and Stegun 26.7.8)
    const freedom = count - 1;
    standardised =
      (standardised * (1 - 1 / (4 * freedom))) / squareRoot(1 + (standardised * standardised) / (2 * freedom));
  }
  if (count < learning) {
    memory[at + COUNT] = count + 1;
    memory[at + MEAN] += difference / (count + 1);
    memory[at + SQUARES] += difference * (observation - memory[at + MEAN]);
  }
  return standardised;
}
