import { SdkError } from '../errors.js';
import { normalCdf } from '../statistics/normal-distribution.js';

/** An interval, either end open where it is infinite. One unit throughout. */
export interface Interval {
  readonly lower: number;
  readonly upper: number;
}

/** Distribution of a quantity before it is measured. */
export interface PriorDistribution {
  /** Probability density, 0 outside `support`. */
  readonly density: (value: number) => number;
  /** Where all but a negligible part of it lies; finite. */
  readonly support: Interval;
}

/** Global risks of JCGM 106:2012 §9.5: shares of all that is inspected. */
export interface GlobalRisks {
  /** Share that does not conform, inspected or not. */
  readonly nonconforming: number;
  /** Nonconforming and accepted: consumer's risk. */
  readonly consumer: number;
  /** Conforming and rejected: producer's risk. */
  readonly producer: number;
}

/** Probability that a measured value lies in the acceptance interval when the quantity is `value` and the measurement has `uncertainty`. */
export function probabilityAccepted(value: number, uncertainty: number, { lower, upper }: Interval): number {
  if (uncertainty <= 0) return value >= lower && value <= upper ? 1 : 0;
  return normalCdf((upper - value) / uncertainty) - normalCdf((lower - value) / uncertainty);
}

/**
 * Global consumer's and producer's risk of a binary decision (JCGM 106:2012 §9.5.2, equations 19 to 22).
 *
 * @param uncertainty standard uncertainty of the measurement, 0 or more
 * @throws {SdkError} `rules-out-of-range`
 */
export function globalRisks(
  prior: PriorDistribution,
  uncertainty: number,
  tolerance: Interval,
  acceptance: Interval = tolerance,
): GlobalRisks {
  const { lower, upper } = prior.support;
  if (!(upper > lower) || !Number.isFinite(upper - lower) || !(uncertainty >= 0)) {
    const text =
      'The prior needs a finite support and the measurement an uncertainty of 0 or more. Check the arguments.';
    throw new SdkError('rules-out-of-range', text);
  }
  const cuts = [lower, tolerance.lower, tolerance.upper, acceptance.lower, acceptance.upper, upper]
    .filter((cut) => cut >= lower && cut <= upper)
    .sort((a, b) => a - b);
  let nonconforming = 0;
  let consumer = 0;
  let producer = 0;
  for (let i = 1; i < cuts.length; i++) {
    const from = cuts[i - 1]!;
    const to = cuts[i]!;
    if (to <= from) continue;
    const middle = from + (to - from) / 2;
    // Without uncertainty a whole piece is accepted or rejected; its ends belong to it.
    const accepted = (value: number) => probabilityAccepted(uncertainty > 0 ? value : middle, uncertainty, acceptance);
    if (middle >= tolerance.lower && middle <= tolerance.upper) {
      producer += integrate((value) => prior.density(value) * (1 - accepted(value)), from, to);
    } else {
      nonconforming += integrate(prior.density, from, to);
      consumer += integrate((value) => prior.density(value) * accepted(value), from, to);
    }
  }
  return { nonconforming, consumer, producer };
}

/** Simpson's rule on a fixed grid: the same number everywhere. */
function integrate(f: (x: number) => number, from: number, to: number): number {
  const steps = 2000;
  const h = (to - from) / steps;
  let sum = f(from) + f(to);
  for (let i = 1; i < steps; i++) sum += (i % 2 === 1 ? 4 : 2) * f(from + i * h);
  return (sum * h) / 3;
}
