import type { BehaviourPrior } from './behaviour-prior.js';
import { type Calibrations, calibrated, calibrationOf } from './calibration.js';
import { NOZZLE, POINT_COUNT, pointAt } from './estimate-layout.js';
import type { EstimationRules } from './estimation-rules.js';
import { errorDeviation, meanError, probabilityBeyondLimit } from './mixture-summary.js';
import { passageTo, pointErrors } from './point-errors.js';
import { ERRORS_SIZE } from './predict-errors.js';

/** What an estimate says of a day. */
export interface Prospect {
  /** Probability that the error of indication lies outside the maximum permissible error in service at some test point. */
  probability: number;
  /** Index of the test point that is the most likely to be outside. */
  point: number;
  /** Error at that point and its standard uncertainty, in limits. */
  error: number;
  uncertainty: number;
}

export const emptyProspect = (): Prospect => ({ probability: 0, point: 0, error: 0, uncertainty: 0 });

const errors = new Float64Array(ERRORS_SIZE);
/** By nozzle, from −1 for a scale to 3. */
const ofNozzle = new Float64Array(5);

/**
 * Brings an estimate to a day, without changing it. The errors of one scale (of one nozzle) go together, so the worst of its points counts;
 * the meters of several nozzles go their own ways. Writes into `prospect`, because a fleet has millions.
 */
export function prospectOf(
  estimate: Float64Array,
  day: number,
  prior: BehaviourPrior,
  calibrations: Calibrations,
  rules: EstimationRules,
  prospect: Prospect = emptyProspect(),
): Prospect {
  const passage = passageTo(estimate, day, prior, rules);
  let worst = -1;
  for (let i = 0; i < 5; i++) ofNozzle[i] = 0;
  const points = estimate[POINT_COUNT]!;
  for (let index = 0; index < points; index++) {
    const at = pointAt(index);
    pointErrors(errors, estimate, at, passage);
    const probability = probabilityBeyondLimit(errors);
    const group = estimate[at + NOZZLE]! + 1;
    if (probability > ofNozzle[group]!) ofNozzle[group] = probability;
    const error = meanError(errors);
    // Where all are all but certainly within, the greatest error decides.
    const rank = probability + Math.abs(error) * 1e-9;
    if (rank <= worst) continue;
    worst = rank;
    prospect.point = index;
    prospect.error = error;
    prospect.uncertainty = errorDeviation(errors, error);
  }
  let within = 1;
  for (let i = 0; i < 5; i++) within *= 1 - ofNozzle[i]!;
  prospect.probability = calibrated(1 - within, calibrationOf(estimate, day, rules.freshFor, calibrations));
  return prospect;
}
