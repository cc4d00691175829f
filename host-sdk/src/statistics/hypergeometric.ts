import type { Bounds } from './binomial.js';
import { firstInteger } from './bisect.js';
import { logChoose } from './log-gamma.js';

/**
 * Probability of at most `count` marked ones in a sample of `sample`, drawn without replacement from `lot` of which `marked` are marked.
 * Exact but for rounding: the terms follow from one another, beginning with the greatest one summed.
 */
export function hypergeometricCdf(count: number, sample: number, lot: number, marked: number): number {
  const least = Math.max(0, sample - (lot - marked));
  const most = Math.min(sample, marked);
  if (count < least) return 0;
  if (count >= most) return 1;
  // the shorter way round: the sum below, or one minus the sum above
  const mode = Math.floor(((sample + 1) * (marked + 1)) / (lot + 2));
  if (count <= mode) return sumDown(count, least, sample, lot, marked);
  // more than `count` marked ones are at most `sample - count - 1` others
  return 1 - sumDown(sample - count - 1, sample - most, sample, lot, lot - marked);
}

/** Sum of the probabilities of `from`, `from` - 1, … `least` marked ones. */
function sumDown(from: number, least: number, sample: number, lot: number, marked: number): number {
  let term = Math.exp(logChoose(marked, from) + logChoose(lot - marked, sample - from) - logChoose(lot, sample));
  let sum = term;
  for (let k = from; k > least; k--) {
    term *= (k * (lot - marked - sample + k)) / ((marked - k + 1) * (sample - k + 1));
    sum += term;
    if (term < sum * 1e-18) break;
  }
  return sum;
}

/**
 * Exact confidence bounds of how many of a lot are marked, after `count` in a sample of `sample` without replacement: the numbers that neither
 * tail test of level (1 − confidence)/2 refuses.
 */
export function markedBounds(count: number, sample: number, lot: number, confidence: number): Bounds {
  const tail = (1 - confidence) / 2;
  const greatest = lot - (sample - count);
  return {
    // the fewest with which `count` or more are not too unlikely, and the most with which `count` or fewer are not
    lower: firstInteger((marked) => 1 - hypergeometricCdf(count - 1, sample, lot, marked) > tail, count, greatest),
    upper: firstInteger((marked) => hypergeometricCdf(count, sample, lot, marked) <= tail, count, greatest) - 1,
  };
}
