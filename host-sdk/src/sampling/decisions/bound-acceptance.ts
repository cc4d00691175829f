import { hypergeometricCdf, markedBounds } from '../../statistics/hypergeometric.js';
import { allocateProportional } from '../lots/allocation.js';

/** A stratum with the sample that was really looked at. */
export interface LookedStratum {
  readonly name: string;
  readonly size: number;
  readonly looked: number;
}

/**
 * Probability that a divided lot is accepted by its combined upper bound, when its nonconforming instruments are spread over the strata in
 * proportion to their sizes. Exact, by every count that the strata's samples can find.
 *
 * @param refusedFrom nonconforming instruments from which on the upper bound refuses
 * @param confidence two-sided, of the combined bounds
 */
export function boundAcceptance(
  strata: readonly LookedStratum[],
  nonconforming: number,
  refusedFrom: number,
  confidence: number,
): number {
  const spread = allocateProportional(strata, nonconforming, 0);
  const each = 1 - (1 - confidence) / strata.length;
  // probability of each sum of upper bounds that is still accepted
  let sums = new Map([[0, 1]]);
  for (const { name, size, looked } of strata) {
    const marked = spread[name]!;
    const next = new Map<number, number>();
    for (let count = 0; count <= Math.min(looked, marked); count++) {
      const upper = looked === 0 ? size : markedBounds(count, looked, size, each).upper;
      if (upper >= refusedFrom) break;
      const below = count === 0 ? 0 : hypergeometricCdf(count - 1, looked, size, marked);
      const probability = looked === 0 ? 1 : hypergeometricCdf(count, looked, size, marked) - below;
      for (const [sum, before] of sums) {
        const both = sum + upper;
        if (both < refusedFrom) next.set(both, (next.get(both) ?? 0) + before * probability);
      }
    }
    sums = next;
  }
  return [...sums.values()].reduce((sum, one) => sum + one, 0);
}
