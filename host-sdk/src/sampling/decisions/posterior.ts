import { hypergeometricCdf } from '../../statistics/hypergeometric.js';

/**
 * Probability that at most `most` of a lot are nonconforming, after `count` in a sample of `sample`, when every number from 0 to `lot` was equally
 * likely before. It does not depend on when looking was stopped.
 *
 * With that prior the position of the (count + 1)-th of sample + 1 random places out of lot + 1 is distributed like the number plus 1: so it is a
 * tail of the hypergeometric distribution.
 */
export function posteriorAtMost(most: number, count: number, sample: number, lot: number): number {
  if (most < count) return 0;
  if (most >= lot - (sample - count)) return 1;
  return 1 - hypergeometricCdf(count, sample + 1, lot + 1, most + 1);
}
