import { hazardOf } from './advance-estimate.js';
import type { BehaviourPrior } from './behaviour-prior.js';
import {
  AS_OF,
  COMMON_VARIANCE,
  daysPerYear,
  MIXTURE,
  TAIL_DISTANCE,
  TAIL_VARIANCE,
  TAIL_WEIGHT,
} from './estimate-layout.js';
import type { EstimationRules } from './estimation-rules.js';
import { type Passage, passageOf } from './passage.js';
import { MIXTURE_ERRORS, predictErrors } from './predict-errors.js';

/** The passage from the day where an estimate stands to another; to an earlier one nothing moves. */
export function passageTo(estimate: Float64Array, day: number, prior: BehaviourPrior, rules: EstimationRules): Passage {
  const years = Math.max(0, (day - estimate[AS_OF]!) / daysPerYear);
  return passageOf(years, prior, hazardOf(estimate, day, rules));
}

/**
 * Weights, errors and variances at one test point after a passage, with what stands beside its mixture.
 * @param target `ERRORS_SIZE` numbers @param at where the point begins
 */
export function pointErrors(target: Float64Array, estimate: Float64Array, at: number, passage: Passage): void {
  const common = estimate[at + COMMON_VARIANCE]!;
  predictErrors(target, estimate, at + MIXTURE, passage, common);
  const tail = estimate[at + TAIL_WEIGHT]!;
  if (!(tail > 0)) return;
  const distance = estimate[at + TAIL_DISTANCE]!;
  const wider = estimate[at + TAIL_VARIANCE]! - common;
  for (let i = 0; i < MIXTURE_ERRORS; i += 3) {
    const weight = target[i]!;
    target[i] = weight * (1 - tail);
    target[MIXTURE_ERRORS + i] = weight * tail;
    target[MIXTURE_ERRORS + i + 1] = target[i + 1]! + distance;
    target[MIXTURE_ERRORS + i + 2] = target[i + 2]! + wider;
  }
}
