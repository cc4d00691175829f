import type { Bounds } from '../../statistics/binomial.js';
import { markedBounds } from '../../statistics/hypergeometric.js';
import type { StratumFindings } from './findings.js';

/**
 * Exact bounds of how many of a stratum are nonconforming (hypergeometric). Those drawn and not reached are counted in the sample: as conforming
 * for the lower bound and as nonconforming for the upper one, so that the bounds hold whatever kept them away.
 *
 * @param confidence two-sided: each bound alone is missed with a probability of (1 − confidence)/2 at most
 */
export function stratumBounds(
  { size, looked, nonconforming, unreached }: Pick<StratumFindings, 'size' | 'looked' | 'nonconforming' | 'unreached'>,
  confidence: number,
): Bounds {
  const sample = looked + unreached;
  if (sample === 0) return { lower: 0, upper: size };
  return {
    lower: markedBounds(nonconforming, sample, size, confidence).lower,
    upper: markedBounds(nonconforming + unreached, sample, size, confidence).upper,
  };
}

/**
 * Bounds of the nonconforming instruments of all strata together: the sums of the strata's, each at a confidence of 1 − (1 − confidence)/H
 * (Bonferroni). Conservative: the sum is missed less often than stated.
 */
export function combinedBounds(
  strata: readonly Pick<StratumFindings, 'size' | 'looked' | 'nonconforming' | 'unreached'>[],
  confidence: number,
): Bounds {
  const each = strata.map((one) => stratumBounds(one, 1 - (1 - confidence) / strata.length));
  return {
    lower: each.reduce((sum, { lower }) => sum + lower, 0),
    upper: each.reduce((sum, { upper }) => sum + upper, 0),
  };
}
