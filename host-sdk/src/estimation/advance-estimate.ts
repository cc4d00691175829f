import type { BehaviourPrior } from './behaviour-prior.js';
import { AS_OF, daysPerYear, HEARD, MIXTURE, POINT_COUNT, pointAt } from './estimate-layout.js';
import type { EstimationRules } from './estimation-rules.js';
import { passageOf } from './passage.js';
import { predictMixture } from './predict-mixture.js';

/** How much more often things happen to an instrument that used to report and is silent. */
export function hazardOf(estimate: Float64Array, day: number, rules: EstimationRules): number {
  return day - estimate[HEARD]! > rules.silentAfter ? rules.silentHazard : 1;
}

/** Brings all mixtures to `day` in place. Earlier than the last evidence: nothing moves. */
export function advanceEstimate(
  estimate: Float64Array,
  day: number,
  prior: BehaviourPrior,
  rules: EstimationRules,
): void {
  const years = (day - estimate[AS_OF]!) / daysPerYear;
  if (!(years > 0)) return;
  const passage = passageOf(years, prior, hazardOf(estimate, day, rules));
  for (let index = 0; index < estimate[POINT_COUNT]!; index++) {
    const at = pointAt(index) + MIXTURE;
    predictMixture(estimate, at, estimate, at, passage);
  }
  estimate[AS_OF] = day;
}
