import {
  adjustment,
  checkNumber,
  type IntervalAdjustment,
  needData,
  notNegative,
  positive,
} from './interval-adjustment.js';
import { checkIntervalRules, type IntervalRules } from './interval-rules.js';

/** A check 核查 of the critical point with a portable or built-in standard. */
export interface InServiceCheck {
  /** Days since the last verification; later than the check before. */
  readonly days: number;
  /** Error over its limit, with its sign. */
  readonly ratio: number;
  /** Expanded uncertainty over the limit. */
  readonly uncertainty: number;
}

/** What in-service checking looks at. */
export interface InServiceCheckingInput {
  /** Interval until now, days. */
  readonly days: number;
  readonly checks: readonly InServiceCheck[];
}

/**
 * In-service checking or "black box" 黑箱法 (ILAC-G24:2022 §6.5): a verification is due as soon as a check comes near its limit, and not before as
 * long as checks go on. The interval given is the time from the last verification to the day on which the check limit would be reached if the
 * error went on as fast as it ever did between two checks; `figures.nextCheck` is half of what is left until then.
 *
 * A check that is beyond the check limit makes the verification due at once: `figures.due` is 1, and the interval ends with that check.
 *
 * @throws {SdkError} `sampling-too-little-data`: two checks; `sampling-out-of-range`, `sampling-bad-rules`
 */
export function inServiceChecking({ days, checks }: InServiceCheckingInput, rules: IntervalRules): IntervalAdjustment {
  checkIntervalRules(rules);
  checkNumber(days, 'The interval in days', positive);
  needData(checks.length, 2, 'checks since the last verification');
  checks.forEach((check, index) => {
    checkNumber(check.days, 'The time of a check', (value) => value > (checks[index - 1]?.days ?? -1));
    checkNumber(check.ratio, 'The error over its limit', Number.isFinite);
    checkNumber(check.uncertainty, 'The uncertainty over the limit', notNegative);
  });
  const size = ({ ratio, uncertainty }: InServiceCheck): number => Math.abs(ratio) + uncertainty;
  const over = checks.find((check) => size(check) > rules.checkLimit);
  const fastest = checks.slice(1).reduce((most, { days: at, ratio }, index) => {
    const before = checks[index]!;
    return Math.max(most, Math.abs(ratio - before.ratio) / (at - before.days));
  }, 0);
  const last = checks.at(-1)!;
  const left = fastest > 0 ? Math.max(0, rules.checkLimit - size(last)) / fastest : rules.longest;
  const until = over === undefined ? Math.min(rules.longest, last.days + left) : over.days;
  return adjustment(
    'in-service-checking',
    rules,
    days,
    until,
    {
      zh: '核查项能反映影响示值误差的全部变化；漂移不快于已观测到的最快速度',
      en: 'the check shows everything that changes the error of indication; drift is never faster than the fastest seen',
    },
    {
      due: over === undefined ? 0 : 1,
      fastest,
      nextCheck: over === undefined ? Math.max(1, (until - last.days) / 2) : 0,
    },
  );
}
