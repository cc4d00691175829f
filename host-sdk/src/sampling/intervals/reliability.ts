import { bisect } from '../../statistics/bisect.js';
import { adjustment, checkNumber, type IntervalAdjustment, needData, positive } from './interval-adjustment.js';
import { checkIntervalRules, type IntervalRules } from './interval-rules.js';

/** Verifications after one time since the last one. */
export interface ReliabilityGroup {
  /** Days since the last verification. */
  readonly days: number;
  readonly checks: number;
  readonly conforming: number;
}

/** What the reliability method looks at. */
export interface ReliabilityInput {
  /** Interval until now, days. */
  readonly days: number;
  readonly groups: readonly ReliabilityGroup[];
}

/**
 * Exponential reliability R(t) = exp(−λ t) 指数可靠性, fitted by maximum likelihood to verifications after any times (NCSLI RP-1's simplest model;
 * ILAC-G24:2022 §6.6): the interval after which R falls to the target. It reacts strongly: 15 of 20 at 365 days with target 0.95 give 65 days,
 * where the interval test gives 231.
 *
 * @throws {SdkError} `sampling-too-little-data`: too few verifications, or nothing found outside or inside the limits; `sampling-out-of-range`,
 *   `sampling-bad-rules`
 */
export function reliability({ days, groups }: ReliabilityInput, rules: IntervalRules): IntervalAdjustment {
  checkIntervalRules(rules);
  checkNumber(days, 'The interval in days', positive);
  for (const group of groups) {
    checkNumber(group.days, 'The time since the last verification in days', positive);
    checkNumber(group.checks, 'The number of verifications', (n) => Number.isSafeInteger(n) && n >= 1);
    checkNumber(
      group.conforming,
      'The number within limits',
      (n) => Number.isSafeInteger(n) && n >= 0 && n <= group.checks,
    );
  }
  const checks = groups.reduce((sum, one) => sum + one.checks, 0);
  const failed = groups.reduce((sum, one) => sum + one.checks - one.conforming, 0);
  needData(checks, rules.leastChecks, 'verifications');
  needData(failed, 1, 'instruments found outside their limits');
  needData(checks - failed, 1, 'instruments found within their limits');
  // d ln L / dλ = Σ t (failures / (e^(λt) − 1) − successes): falls in λ
  const score = (rate: number): number =>
    groups.reduce(
      (sum, one) => sum + one.days * ((one.checks - one.conforming) / Math.expm1(rate * one.days) - one.conforming),
      0,
    );
  const shortest = Math.min(...groups.map((one) => one.days));
  const rate = bisect((x) => -score(x), 0, 1e-12, 50 / shortest);
  const calculated = -Math.log(rules.target) / rate;
  return adjustment(
    'reliability',
    rules,
    days,
    calculated,
    {
      zh: '器具相似；失准为偶发，与役龄无关（指数分布）；检定后即恢复合格',
      en: 'instruments alike; they fail by chance and not by age (exponential); each verification leaves them within limits',
    },
    { rate, checks, failed },
  );
}
