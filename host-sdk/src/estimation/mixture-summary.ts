import { normalCdf } from '../statistics/normal-distribution.js';
import { COMPONENT_SIZE, COMPONENTS, ERROR, ERROR_VARIANCE } from './mixture.js';

/** Probability that the error lies outside ± 1, the maximum permissible error in service (1 − p_c of JCGM 106:2012 §7). */
export function probabilityBeyondLimit(mixture: Float64Array, at: number): number {
  let sum = 0;
  for (let c = at; c < at + COMPONENTS * COMPONENT_SIZE; c += COMPONENT_SIZE) {
    const weight = mixture[c]!;
    if (weight <= 0) continue;
    const error = Math.abs(mixture[c + ERROR]!);
    const deviation = Math.sqrt(mixture[c + ERROR_VARIANCE]!);
    let outside: number;
    if (deviation > 0) {
      const near = (1 - error) / deviation;
      // Beyond nine deviations there is nothing that six decimals show.
      outside = near > 9 ? 0 : normalCdf(-near);
      const far = (1 + error) / deviation;
      if (far < 9) outside += normalCdf(-far);
    } else outside = error > 1 ? 1 : 0;
    sum += weight * outside;
  }
  return Math.min(1, sum);
}

/** Mean of the error, in limits. */
export function meanError(mixture: Float64Array, at: number): number {
  let mean = 0;
  for (let c = at; c < at + COMPONENTS * COMPONENT_SIZE; c += COMPONENT_SIZE) mean += mixture[c]! * mixture[c + ERROR]!;
  return mean;
}

/** Standard deviation of the error about `mean`, in limits: its standard uncertainty. */
export function errorDeviation(mixture: Float64Array, at: number, mean: number): number {
  let variance = 0;
  for (let c = at; c < at + COMPONENTS * COMPONENT_SIZE; c += COMPONENT_SIZE) {
    const apart = mixture[c + ERROR]! - mean;
    variance += mixture[c]! * (mixture[c + ERROR_VARIANCE]! + apart * apart);
  }
  return Math.sqrt(variance);
}
