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
  const term = (k: number): number =>
    Math.exp(logChoose(marked, k) + logChoose(lot - marked, sample - k) - logChoose(lot, sample));
  if (count <= mode) return sumDown(term(count), count, least, sample, lot, marked);
  return 1 - sumUp(term(count + 1), count + 1, most, sample, lot, marked);
}

function sumDown(first: number, from: number, least: number, sample: number, lot: number, marked: number): number {
  let sum = first;
  let term = first;
  for (let k = from; k > least; k--) {
    term *= (k * (lot - marked - sample + k)) / ((marked - k + 1) * (sample - k + 1));
    sum += term;
    if (term < sum * 1e-18) break;
  }
  return sum;
}

function sumUp(first: number, from: number, most: number, sample: number, lot: number, marked: number): number {
  let sum = first;
  let term = first;
  for (let k = from; k < most; k++) {
    term *= ((marked - k) * (sample - k)) / ((k + 1) * (lot - marked - sample + k + 1));
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
