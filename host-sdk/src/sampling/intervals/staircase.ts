import { adjustment, checkNumber, type IntervalAdjustment, notNegative, positive } from './interval-adjustment.js';
import { checkIntervalRules, type IntervalRules } from './interval-rules.js';

/** What the staircase looks at: the latest verification alone. */
export interface StaircaseInput {
  /** Interval until now, days. */
  readonly days: number;
  /** Greatest |error| / limit as found. */
  readonly worst: number;
}

/**
 * Automatic adjustment or "staircase" 阶梯法 (ILAC-G24:2022 §6.2; NCSLI RP-1 method A1): extended when the error is well within its limit,
 * shortened when it is outside, else kept.
 *
 * The reduction is the one with which intervals stay where they are when the target is met: (1 + a)^R (1 − b)^(1 − R) = 1. As errors between
 * `extendWithin` and the limit do not extend, they settle at the target or better.
 *
 * @throws {SdkError} `sampling-out-of-range`, `sampling-bad-rules`
 */
export function staircase({ days, worst }: StaircaseInput, rules: IntervalRules): IntervalAdjustment {
  checkIntervalRules(rules);
  checkNumber(days, 'The interval in days', positive);
  checkNumber(worst, '|error| / limit', notNegative);
  const { extendWithin, extension } = rules.staircase;
  const reduction = extension ** (-rules.target / (1 - rules.target));
  const factor = worst > 1 ? reduction : worst <= extendWithin ? extension : 1;
  return adjustment(
    'staircase',
    rules,
    days,
    days * factor,
    {
      zh: '单台器具一次检定结果即代表其状态；调整反应快，但单独一次结果的偶然性大',
      en: 'one verification of one instrument stands for its state: quick to react, at the mercy of chance',
    },
    { worst, factor, reduction },
  );
}
