import { takeIn } from './assimilate.js';
import type { BehaviourPrior } from './behaviour-prior.js';
import { asStated, isFresh } from './calibration.js';
import { toDay } from './estimate-layout.js';
import type { EstimationRules } from './estimation-rules.js';
import type { MeasurementEvidence } from './evidence.js';
import type { CalibrationSample } from './learn-calibration.js';
import { prospectOf } from './prospect.js';
import type { StepGiven } from './take-report.js';

/**
 * What a verification that chance had chosen says of the statement made right before it. The estimate stays as it is.
 *
 * @param estimate from all evidence before @param measurement what was found counts, not what an adjustment left
 */
export function calibrationSample(
  estimate: Float64Array,
  measurement: MeasurementEvidence,
  prior: BehaviourPrior,
  rules: EstimationRules,
  stepGiven: StepGiven,
): CalibrationSample {
  const day = toDay(measurement.at);
  const { left: _left, renewed: _renewed, ...found } = measurement;
  const after = takeIn(estimate.slice(), found, prior, rules, stepGiven);
  return {
    probability: prospectOf(estimate, day, prior, asStated, rules).probability,
    verified: prospectOf(after, day, prior, asStated, rules).probability,
    fresh: isFresh(estimate, day, rules.freshFor),
  };
}
