import type { BehaviourPrior } from './behaviour-prior.js';
import { type Calibrations, calibrationsAhead } from './calibration.js';
import type { EstimationRules } from './estimation-rules.js';
import { emptyProspect, prospectOf } from './prospect.js';

/** Coarse steps of the search, days: what crosses and comes back within one is not worth a date. */
const stride = 16;

/**
 * The first day on which the probability of being out of tolerance reaches `threshold`: the date of predicted crossing 预计失准日期.
 *
 * @param from day since 1970
 * @param days how far to look
 * @returns a day, `from` where it is reached already; undefined: not within `days`
 */
export function predictedCrossing(
  estimate: Float64Array,
  from: number,
  days: number,
  threshold: number,
  prior: BehaviourPrior,
  calibrations: Calibrations,
  rules: EstimationRules,
): number | undefined {
  const prospect = emptyProspect();
  const ahead = calibrationsAhead(estimate, from, rules.freshFor, calibrations);
  const reached = (day: number) => prospectOf(estimate, day, prior, ahead, rules, prospect).probability >= threshold;
  if (reached(from)) return from;
  for (let after = 0; after < days; after += stride) {
    let late = Math.min(days, after + stride);
    if (!reached(from + late)) continue;
    let early = after;
    while (late - early > 1) {
      const middle = (early + late) >> 1;
      if (reached(from + middle)) late = middle;
      else early = middle;
    }
    return from + late;
  }
  return undefined;
}
