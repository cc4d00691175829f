import { binomialCdf, proportionBounds } from '../../statistics/binomial.js';
import { adjustment, checkNumber, type IntervalAdjustment, needData, positive } from './interval-adjustment.js';
import { checkIntervalRules, type IntervalRules } from './interval-rules.js';

/** What the interval test looks at: many verifications, each at the end of one and the same interval. */
export interface IntervalTestInput {
  /** Interval until now, days. */
  readonly days: number;
  /** Verifications at its end. */
  readonly checks: number;
  /** Those that found the instrument within its limits. */
  readonly conforming: number;
}

/** Verifications and those within the limits, tested against the target: also used for time in use. */
export interface TestedReliability {
  /** Factor of the interval. */
  readonly factor: number;
  readonly observed: number;
  /** Confidence that the interval does not meet its target. */
  readonly rejection: number;
  /** Bounds of the reliability at the confidence of the rules (Clopper and Pearson). */
  readonly lower: number;
  readonly upper: number;
}

/**
 * The interval test (NCSLI RP-1 method A3): the interval stays unless the share found within the limits contradicts the target. Then it changes
 * by 10^((R − target) · Q) with the rejection confidence Q.
 *
 * Published case (NCSL Symposium tutorial on intervals, 2019; in Sandia's suncal): 15 of 20 within limits at 365 days, target 0.95 → Q 0.9949,
 * 231 days. No published case of an extension was at hand, and suncal's own formula for it, 10^((R − target)/(1 − Q)), grows faster: the slower
 * one is taken in both directions.
 *
 * @throws {SdkError} `sampling-too-little-data`, `sampling-out-of-range`, `sampling-bad-rules`
 */
export function intervalTest(
  { days, checks, conforming }: IntervalTestInput,
  rules: IntervalRules,
): IntervalAdjustment {
  checkIntervalRules(rules);
  checkNumber(days, 'The interval in days', positive);
  const { factor, ...figures } = testReliability(checks, conforming, rules);
  const { confidence, leastChange } = rules.intervalTest;
  const isChanged = figures.rejection > confidence && Math.abs(days * factor - days) >= leastChange;
  return adjustment(
    'interval-test',
    rules,
    days,
    isChanged ? days * factor : days,
    {
      zh: '所有检定均在同一周期末进行，器具相似且相互独立',
      en: 'all verifications took place at the end of the same interval, on instruments alike and independent of each other',
    },
    { ...figures, factor },
  );
}

/** @throws {SdkError} `sampling-too-little-data`, `sampling-out-of-range` */
export function testReliability(checks: number, conforming: number, rules: IntervalRules): TestedReliability {
  checkNumber(checks, 'The number of verifications', (n) => Number.isSafeInteger(n) && n >= 0);
  checkNumber(conforming, 'The number within limits', (n) => Number.isSafeInteger(n) && n >= 0 && n <= checks);
  needData(checks, rules.leastChecks, 'verifications');
  const { target, intervalTest } = rules;
  const observed = conforming / checks;
  const atMost = binomialCdf(conforming, checks, target);
  const atLeast = 1 - binomialCdf(conforming - 1, checks, target);
  // at either end there is nothing more extreme, and one tail says it all
  const isEnd = conforming === 0 || conforming === checks;
  const rejection = Math.max(0, 1 - (isEnd ? 1 : 2) * (observed < target ? atMost : atLeast));
  const { mostChange } = intervalTest;
  const factor = Math.min(mostChange, Math.max(1 / mostChange, 10 ** ((observed - target) * rejection)));
  return { factor, observed, rejection, ...proportionBounds(conforming, checks, intervalTest.confidence) };
}
