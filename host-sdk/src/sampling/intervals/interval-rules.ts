import { badRules } from '../lots/lot-rules.js';

/** By what verification intervals 检定周期 are adjusted. Dated and versioned; a set that an adjustment has named is never changed. */
export interface IntervalRules {
  readonly id: string;
  readonly version: number;
  /** From when it applies, ISO 8601 date. */
  readonly effective: string;
  /** Share of instruments that should still be within their limits at the end of the interval, above 0 and below 1. */
  readonly target: number;
  /** Shortest and longest interval, days. */
  readonly shortest: number;
  readonly longest: number;
  /** A method by conforming or not needs so many verifications at least. */
  readonly leastChecks: number;
  readonly staircase: {
    /** Largest |error| / limit with which the interval is extended. */
    readonly extendWithin: number;
    /** Factor of an extension, above 1. The factor of a reduction follows from it and the target. */
    readonly extension: number;
  };
  readonly intervalTest: {
    /** Confidence that the interval is wrong, from which on it is changed. */
    readonly confidence: number;
    /** Greatest factor of one change. */
    readonly mostChange: number;
    /** Smallest change worth while, days. */
    readonly leastChange: number;
  };
  /** Two-sided confidence with which a control chart keeps the error within its limits. */
  readonly chartConfidence: number;
  /** |error| + U over limit, from which on an in-service check asks for a verification at once. */
  readonly checkLimit: number;
}

/**
 * The set in force: ILAC-G24:2022 / OIML D 10:2022 name the methods, and the 80 % of the staircase as an example; the other numbers are NCSLI
 * RP-1's usual ones or this product's own.
 */
export const intervalRules: IntervalRules = {
  id: 'hengzhun-interval',
  version: 1,
  effective: '2026-12-01',
  target: 0.95,
  shortest: 30,
  longest: 12 * 365,
  leastChecks: 10,
  staircase: { extendWithin: 0.8, extension: 1.1 },
  intervalTest: { confidence: 0.5, mostChange: 2, leastChange: 5 },
  chartConfidence: 0.95,
  checkLimit: 0.8,
};

/** @throws {SdkError} `sampling-bad-rules` */
export function checkIntervalRules(rules: IntervalRules): void {
  const { target, shortest, longest, leastChecks, staircase, intervalTest, chartConfidence, checkLimit } = rules;
  const isShare = (value: number): boolean => value > 0 && value < 1;
  if (!isShare(target) || !isShare(chartConfidence) || !isShare(intervalTest.confidence)) {
    throw badRules('Target and confidences lie between 0 and 1.');
  }
  if (!(shortest >= 1 && shortest <= longest && longest <= 36_525)) throw badRules('1 ≤ shortest ≤ longest days.');
  if (!(leastChecks >= 2)) throw badRules('No method by conforming or not goes without two verifications.');
  const { extendWithin, extension } = staircase;
  if (!(extendWithin > 0 && extendWithin <= 1 && extension > 1 && intervalTest.mostChange > 1 && checkLimit > 0)) {
    throw badRules('The staircase extends within 0 to 1 of the limit, by a factor above 1.');
  }
}
