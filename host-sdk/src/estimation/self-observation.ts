import {
  BASELINE,
  COMMON_VARIANCE,
  MIXTURE,
  POINT_SIZE,
  TAIL_DISTANCE,
  TAIL_VARIANCE,
  TAIL_WEIGHT,
} from './estimate-layout.js';
import {
  COMPONENT_SIZE,
  COVARIANCE,
  DRIFTING,
  ERROR,
  ERROR_VARIANCE,
  mergeInto,
  normaliseWeights,
  RATE,
  RATE_VARIANCE,
  STEADY,
  STEPPED,
  STRAYED,
} from './mixture.js';

/**
 * From here on the mixture tells how the error has changed. What was uncertain of it before stands beside: a variance for the case that it
 * was steady or drifting, and a tail for the case that it had stepped since the last measurement, which its own readings cannot tell.
 *
 * @param variance of what all later readings have in common
 */
export function beginSelfObservation(estimate: Float64Array, at: number, variance: number): void {
  const usual = together(estimate, at, STEADY, DRIFTING);
  const tail = together(estimate, at, STEPPED, STRAYED);
  estimate[at + BASELINE] = usual[ERROR]!;
  estimate[at + COMMON_VARIANCE] = usual[ERROR_VARIANCE]! + variance;
  estimate[at + TAIL_WEIGHT] = tail[0]!;
  estimate[at + TAIL_DISTANCE] = tail[0]! > 0 ? tail[ERROR]! - usual[ERROR]! : 0;
  estimate[at + TAIL_VARIANCE] = tail[0]! > 0 ? tail[ERROR_VARIANCE]! + variance : 0;
  for (const component of [STEADY, DRIFTING]) {
    const c = at + MIXTURE + component * COMPONENT_SIZE;
    estimate[c + ERROR] = usual[ERROR]!;
    estimate[c + ERROR_VARIANCE] = 0;
    estimate[c + COVARIANCE] = 0;
  }
  estimate.fill(0, at + MIXTURE + STEPPED * COMPONENT_SIZE, at + POINT_SIZE);
  normaliseWeights(estimate, at + MIXTURE);
}

/** What stood beside the mixture is a part of it again, for standards to resolve. */
export function endSelfObservation(estimate: Float64Array, at: number): void {
  const common = estimate[at + COMMON_VARIANCE]!;
  const weight = estimate[at + TAIL_WEIGHT]!;
  const distance = estimate[at + TAIL_DISTANCE]!;
  const wider = estimate[at + TAIL_VARIANCE]!;
  estimate[at + BASELINE] = Number.NaN;
  estimate.fill(0, at + COMMON_VARIANCE, at + TAIL_VARIANCE + 1);
  const whole = new Float64Array(COMPONENT_SIZE);
  for (let c = at + MIXTURE; c < at + POINT_SIZE; c += COMPONENT_SIZE) {
    merge(whole, 0, estimate, c, 1);
    estimate[c]! *= 1 - weight;
    estimate[c + ERROR_VARIANCE]! += common;
  }
  whole[ERROR]! += distance;
  whole[ERROR_VARIANCE]! += wider;
  merge(estimate, at + MIXTURE + STEPPED * COMPONENT_SIZE, whole, 0, weight);
}

function together(estimate: Float64Array, at: number, one: number, other: number): Float64Array {
  const sum = new Float64Array(COMPONENT_SIZE);
  for (const component of [one, other]) merge(sum, 0, estimate, at + MIXTURE + component * COMPONENT_SIZE, 1);
  return sum;
}

function merge(target: Float64Array, to: number, source: Float64Array, c: number, share: number): void {
  const weight = source[c]! * share;
  const [error, rate] = [source[c + ERROR]!, source[c + RATE]!];
  mergeInto(
    target,
    to,
    weight,
    error,
    rate,
    source[c + ERROR_VARIANCE]!,
    source[c + COVARIANCE]!,
    source[c + RATE_VARIANCE]!,
  );
}
