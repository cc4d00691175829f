import { adjustment, checkNumber, type IntervalAdjustment, needData, positive } from './interval-adjustment.js';
import { checkIntervalRules, type IntervalRules } from './interval-rules.js';
import { testReliability } from './interval-test.js';

/** What the method of time in use looks at; use in any one unit: hours, weighings, litres. */
export interface InUseTimeInput {
  /** Interval until now, days. */
  readonly days: number;
  /** Use after which an instrument was verified until now. */
  readonly use: number;
  readonly checks: number;
  readonly conforming: number;
  /** Use of each instrument in a day, as its counters report it. */
  readonly usePerDay: readonly number[];
}

/**
 * Time in use 在用时间法 (ILAC-G24:2022 §6.4): the interval is one of use, tested and changed as by `intervalTest`. As a date it is the one on which
 * the most used instrument gets there, so that none runs over; each instrument's own counter allows its own.
 *
 * @throws {SdkError} `sampling-too-little-data`, `sampling-out-of-range`, `sampling-bad-rules`
 */
export function inUseTime(input: InUseTimeInput, rules: IntervalRules): IntervalAdjustment {
  checkIntervalRules(rules);
  const { days, use, checks, conforming, usePerDay } = input;
  checkNumber(days, 'The interval in days', positive);
  checkNumber(use, 'The use between verifications', positive);
  needData(usePerDay.length, 1, 'instruments whose use is known');
  for (const one of usePerDay) checkNumber(one, 'The use in a day', (value) => value >= 0);
  const most = usePerDay.reduce((greatest, one) => Math.max(greatest, one), 0);
  checkNumber(most, 'The greatest use in a day', positive);
  const { factor, observed, rejection } = testReliability(checks, conforming, rules);
  const newUse = rejection > rules.intervalTest.confidence ? use * factor : use;
  return adjustment(
    'in-use-time',
    rules,
    days,
    newUse / most,
    {
      zh: '误差随使用量而非时间变化；使用量计数可信',
      en: 'errors come from use and not from time; the counters of use are to be trusted',
    },
    { use: newUse, usePerDay: most, observed, rejection, factor },
  );
}
