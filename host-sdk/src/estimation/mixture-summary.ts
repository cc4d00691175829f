import { normalCdf } from '../statistics/normal-distribution.js';
import { ERRORS_SIZE } from './predict-errors.js';

/** Beyond so many deviations there is nothing left that six decimals show. */
const negligible = 6.5;

/**
 * Probability that the error lies outside ± 1, the maximum permissible error in service (1 − p_c of JCGM 106:2012 §7), for components as
 * `predictErrors` writes them.
 */
export function probabilityBeyondLimit(errors: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < ERRORS_SIZE; at += 3) {
    const weight = errors[at]!;
    if (weight <= 0) continue;
    const error = Math.abs(errors[at + 1]!);
    const deviation = Math.sqrt(errors[at + 2]!);
    const near = deviation > 0 ? (1 - error) / deviation : error > 1 ? -negligible : negligible;
    if (near >= negligible) continue;
    let outside = normalCdf(-near);
    const far = (1 + error) / deviation;
    if (far < negligible) outside += normalCdf(-far);
    sum += weight * outside;
  }
  return Math.min(1, sum);
}

/** Mean of the error, in limits. */
export function meanError(errors: Float64Array): number {
  let mean = 0;
  for (let at = 0; at < ERRORS_SIZE; at += 3) mean += errors[at]! * errors[at + 1]!;
  return mean;
}

/** Standard deviation of the error about `mean`, in limits: its standard uncertainty. */
export function errorDeviation(errors: Float64Array, mean: number): number {
  let variance = 0;
  for (let at = 0; at < ERRORS_SIZE; at += 3) {
    const apart = errors[at + 1]! - mean;
    variance += errors[at]! * (errors[at + 2]! + apart * apart);
  }
  return Math.sqrt(variance);
}
