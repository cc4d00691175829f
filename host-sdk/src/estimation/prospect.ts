import { hazardOf } from './advance-estimate.js';
import type { BehaviourPrior } from './behaviour-prior.js';
import { AS_OF, COMMON_VARIANCE, daysPerYear, MIXTURE, NOZZLE, POINT_COUNT, pointAt } from './estimate-layout.js';
import type { EstimationRules } from './estimation-rules.js';
import { COMPONENT_SIZE, ERROR_VARIANCE, MIXTURE_SIZE } from './mixture.js';
import { errorDeviation, meanError, probabilityBeyondLimit } from './mixture-summary.js';
import { predictMixture } from './predict-mixture.js';

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

const scratch = new Float64Array(MIXTURE_SIZE);
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
  rules: EstimationRules,
  prospect: Prospect = emptyProspect(),
): Prospect {
  const years = Math.max(0, (day - estimate[AS_OF]!) / daysPerYear);
  const hazard = hazardOf(estimate, day, rules);
  let worst = -1;
  ofNozzle.fill(0);
  for (let index = 0; index < estimate[POINT_COUNT]!; index++) {
    const at = pointAt(index);
    predictMixture(scratch, 0, estimate, at + MIXTURE, years, prior, hazard);
    const common = estimate[at + COMMON_VARIANCE]!;
    if (common > 0) for (let c = 0; c < MIXTURE_SIZE; c += COMPONENT_SIZE) scratch[c + ERROR_VARIANCE]! += common;
    const probability = probabilityBeyondLimit(scratch, 0);
    const group = estimate[at + NOZZLE]! + 1;
    if (probability > ofNozzle[group]!) ofNozzle[group] = probability;
    const error = meanError(scratch, 0);
    // Where all are all but certainly within, the greatest error decides.
    const rank = probability + Math.abs(error) * 1e-9;
    if (rank <= worst) continue;
    worst = rank;
    prospect.point = index;
    prospect.error = error;
    prospect.uncertainty = errorDeviation(scratch, 0, prospect.error);
  }
  let within = 1;
  for (const probability of ofNozzle) within *= 1 - probability;
  prospect.probability = 1 - within;
  return prospect;
}
