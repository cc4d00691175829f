import { describe, expect, it } from 'vitest';
import { stratumBounds } from '../../../src/sampling/results/stratum-bounds.js';

/**
 * Probability that `misses` happens when instruments are drawn one by one until `sample` were reached or sample + reserve were drawn: by every
 * path. `bad`: nonconforming and reached; `hidden`: never reached; the others conform and are reached.
 */
function probability(
  [size, sample, reserve]: readonly [number, number, number],
  bad: number,
  hidden: number,
  misses: (nonconforming: number, looked: number, unreached: number) => boolean,
): number {
  const known = new Map<string, number>();
  const from = (x: number, k: number, good: number): number => {
    if (x + good === sample || x + k + good === sample + reserve) return misses(x, x + good, k) ? 1 : 0;
    const key = `${x} ${k} ${good}`;
    const cached = known.get(key);
    if (cached !== undefined) return cached;
    const left = size - x - k - good;
    let sum = 0;
    if (bad > x) sum += ((bad - x) / left) * from(x + 1, k, good);
    if (hidden > k) sum += ((hidden - k) / left) * from(x, k + 1, good);
    if (size - bad - hidden > good) sum += ((size - bad - hidden - good) / left) * from(x, k, good + 1);
    known.set(key, sum);
    return sum;
  };
  return from(0, 0, 0);
}

describe('bounds of a sample whose unreached members were replaced from the reserve', () => {
  it('hold for every small lot, however those not reached are chosen, also though their number decides when drawing ends', () => {
    const confidence = 0.9;
    const cache = new Map<string, { lower: number; upper: number }>();
    for (const design of [
      [8, 3, 2],
      [9, 4, 3],
      [11, 5, 2],
      [12, 4, 4],
    ] as const) {
      const boundsOf = (nonconforming: number, looked: number, unreached: number) => {
        const key = `${design[0]} ${nonconforming} ${looked} ${unreached}`;
        let bounds = cache.get(key);
        if (bounds === undefined) {
          bounds = stratumBounds({ size: design[0], looked, nonconforming, unreached }, confidence);
          cache.set(key, bounds);
        }
        return bounds;
      };
      for (let bad = 0; bad <= design[0]; bad++) {
        for (let hidden = 0; bad + hidden <= design[0]; hidden++) {
          // those not reached may all be nonconforming, or all conforming
          const missed = probability(design, bad, hidden, (...found) => boundsOf(...found).upper < bad + hidden);
          const exaggerated = probability(design, bad, hidden, (...found) => boundsOf(...found).lower > bad);
          expect(missed).toBeLessThanOrEqual(0.05 + 1e-12);
          expect(exaggerated).toBeLessThanOrEqual(0.05 + 1e-12);
        }
      }
    }
  });
});
