import { hazardOf } from './advance-estimate.js';
import type { BehaviourPrior } from './behaviour-prior.js';
import { AS_OF, COMMON_VARIANCE, daysPerYear, MIXTURE } from './estimate-layout.js';
import type { EstimationRules } from './estimation-rules.js';
import { type Passage, passageOf } from './passage.js';
import { predictErrors } from './predict-errors.js';

/** The passage from the day where an estimate stands to another; to an earlier one nothing moves. */
export function passageTo(estimate: Float64Array, day: number, prior: BehaviourPrior, rules: EstimationRules): Passage {
  const years = Math.max(0, (day - estimate[AS_OF]!) / daysPerYear);
  return passageOf(years, prior, hazardOf(estimate, day, rules));
}

/** Weights, errors and variances at one test point after a passage, with what stands beside its mixture. @param at where the point begins */
export function pointErrors(target: Float64Array, estimate: Float64Array, at: number, passage: Passage): void {
  predictErrors(target, estimate, at + MIXTURE, passage, estimate[at + COMMON_VARIANCE]!);
}
