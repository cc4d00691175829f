import { bisect } from './bisect.js';
import { normalCdf } from './normal-distribution.js';

/** The z below which a standard normal variable lies with probability `p`, 0 < p < 1; ±∞ at 0 and 1. */
export function normalQuantile(p: number): number {
  if (p <= 0) return Number.NEGATIVE_INFINITY;
  if (p >= 1) return Number.POSITIVE_INFINITY;
  // from the side of the tail, where no digit of a small probability is lost
  return p <= 0.5 ? bisect(normalCdf, p, -40, 0) : -normalQuantile(1 - p);
}
