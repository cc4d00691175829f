import { bisect } from './bisect.js';
import { incompleteBeta } from './incomplete-beta.js';

/** Probability of at most `count` successes in `trials` with probability `p` each. */
export function binomialCdf(count: number, trials: number, p: number): number {
  if (count < 0) return 0;
  if (count >= trials) return 1;
  return incompleteBeta(1 - p, trials - count, count + 1);
}

/** A probability with the bounds of its confidence interval. */
export interface Bounds {
  readonly lower: number;
  readonly upper: number;
}

/**
 * Exact two-sided confidence bounds of a proportion after `count` of `trials` (Clopper and Pearson 1934): each tail has at most
 * (1 − confidence)/2.
 */
export function proportionBounds(count: number, trials: number, confidence: number): Bounds {
  const tail = (1 - confidence) / 2;
  return {
    lower: count === 0 ? 0 : bisect((p) => 1 - binomialCdf(count - 1, trials, p), tail, 0, 1),
    upper: count === trials ? 1 : bisect((p) => 1 - binomialCdf(count, trials, p), 1 - tail, 0, 1),
  };
}
