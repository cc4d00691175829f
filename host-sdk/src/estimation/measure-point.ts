import type { BehaviourPrior } from './behaviour-prior.js';
import { CHECK_COVARIANCE, MIXTURE } from './estimate-layout.js';
import type { EstimationRules } from './estimation-rules.js';
import type { MeasuredPoint, MeasurementEvidence } from './evidence.js';
import { type MeasurementModel, measureMixture } from './measure-mixture.js';
import type { TestPoint } from './new-estimate.js';

/** How far a measured error is believed. What a trader's own checks have in common each time does not average out. */
export function measurementModel(
  point: MeasuredPoint,
  { found, how }: MeasurementEvidence,
  rules: EstimationRules,
): MeasurementModel {
  const variance = (point.uncertainty / point.limit) ** 2 + rules.unstatedSpread ** 2;
  const common = how === 'reference-check' ? rules.commonShareOfChecks ** 2 * variance : 0;
  return {
    variance: variance - common,
    common,
    resolution: (point.resolution ?? 0) / point.limit,
    blunderShare: blunderShare(found, point, rules),
    blunderVariance: rules.blunderSpread ** 2,
    floor: rules.measurementFloor ** 2,
  };
}

/** How likely a measurement is a blunder: much less where another point of the same scale or nozzle was measured with it. */
export function blunderShare(found: readonly TestPoint[], { nozzle }: TestPoint, rules: EstimationRules): number {
  const together = found.filter((other) => other.nozzle === nozzle).length;
  return together > 1 ? rules.blunderShareConfirmed : rules.blunderShare;
}

/** Takes a measured error into the point whose block begins at `at`. */
export function measurePoint(
  estimate: Float64Array,
  at: number,
  error: number,
  model: MeasurementModel,
  prior: BehaviourPrior,
): void {
  const covariance = estimate[at + CHECK_COVARIANCE]!;
  estimate[at + CHECK_COVARIANCE] = measureMixture(estimate, at + MIXTURE, error, model, prior, covariance);
}
