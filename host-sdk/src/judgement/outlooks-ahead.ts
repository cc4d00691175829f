import { calibrationsAhead } from '../estimation/calibration.js';
import { millisecondsPerDay, toDay } from '../estimation/estimate-layout.js';
import type { EstimationRules } from '../estimation/estimation-rules.js';
import { type LearnedPriors, priorOf } from '../estimation/learned-priors.js';
import { prospectOf } from '../estimation/prospect.js';
import { sixDecimals } from '../statistics/quantise.js';
import type { PointOutlook } from './judgement.js';
import { pointOutlooks } from './point-outlooks.js';

/** What is believed of an instrument on one day, from what is known today. */
export interface Outlook {
  /** ms since 1970. */
  readonly at: number;
  /** Probability of being out of tolerance at some test point. */
  readonly probability: number;
  /** In the order of the estimate: the same for all days. */
  readonly points: readonly PointOutlook[];
}

/**
 * Error with its uncertainty at every test point, today and on days to come. Later days are looked at with today's calibration, like the predicted
 * crossing 预计失准日期.
 * @param days from today, 0 or more
 */
export function outlooksAhead(
  estimate: Float64Array,
  now: number,
  days: readonly number[],
  population: { readonly type: string; readonly batch: string },
  priors: LearnedPriors,
  rules: EstimationRules,
): Outlook[] {
  const today = toDay(now);
  const prior = priorOf(priors, population.type, population.batch);
  const calibrations = calibrationsAhead(estimate, today, rules.freshFor, priors.calibrations);
  return days.map((ahead) => ({
    at: now + ahead * millisecondsPerDay,
    probability: sixDecimals(prospectOf(estimate, today + ahead, prior, calibrations, rules).probability),
    points: pointOutlooks(estimate, today + ahead, prior, calibrations, rules),
  }));
}
