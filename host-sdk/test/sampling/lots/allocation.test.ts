import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Allocation,
  type AllocationStratum,
  allocateNeyman,
  allocateProportional,
} from '../../../src/sampling/lots/allocation.js';

/** Variance of the estimated number of nonconforming instruments, but for a part that no allocation changes (Cochran, theorem 5.3). */
const variance = (strata: readonly AllocationStratum[], allocation: Allocation): number =>
  strata.reduce(
    (sum, { name, size, expected }) => sum + (size ** 2 * expected! * (1 - expected!)) / allocation[name]!,
    0,
  );

function* allAllocations(strata: readonly AllocationStratum[], left: number, least: number): Generator<Allocation> {
  const [first, ...rest] = strata;
  if (first === undefined) {
    if (left === 0) yield {};
    return;
  }
  for (let sample = Math.min(least, first.size); sample <= Math.min(first.size, left); sample++) {
    for (const others of allAllocations(rest, left - sample, least)) yield { [first.name]: sample, ...others };
  }
}

const strata = fc
  .array(fc.record({ size: fc.integer({ min: 2, max: 40 }), expected: fc.integer({ min: 1, max: 99 }) }), {
    minLength: 1,
    maxLength: 3,
  })
  .map((all) => all.map(({ size, expected }, i) => ({ name: `s${i}`, size, expected: expected / 100 })));

describe('proportional allocation', () => {
  it('Cochran, Sampling Techniques, §5.5: n_h = n N_h / N, made whole', () => {
    const sizes = [160, 100, 40].map((size, i) => ({ name: `${i}`, size }));
    expect(allocateProportional(sizes, 60)).toEqual({ 0: 32, 1: 20, 2: 8 });
    expect(allocateProportional(sizes, 61)).toEqual({ 0: 33, 1: 20, 2: 8 });
  });

  it('gives every stratum its share rounded down or up, and all of the sample', () => {
    fc.assert(
      fc.property(strata, fc.double({ min: 0, max: 1, noNaN: true }), (all, share) => {
        const total = all.reduce((sum, { size }) => sum + size, 0);
        const sampleSize = Math.max(0, Math.round(share * total));
        const allocation = allocateProportional(all, sampleSize, 0);
        expect(Object.values(allocation).reduce((sum, one) => sum + one, 0)).toBe(sampleSize);
        for (const { name, size } of all) {
          const exact = (sampleSize * size) / total;
          expect(allocation[name]).toBeGreaterThanOrEqual(Math.floor(exact - 1e-9));
          expect(allocation[name]).toBeLessThanOrEqual(Math.ceil(exact + 1e-9));
        }
      }),
    );
  });
});

describe('optimum allocation', () => {
  it('Neyman 1934: n_h is proportional to N_h S_h', () => {
    // S = 0.5 and 0.1 … : 1000 · 0.5 against 4000 · 0.1 is 5 : 4
    const expected = [0.5, (1 - Math.sqrt(0.96)) / 2];
    const all = [1000, 4000].map((size, i) => ({ name: `${i}`, size, expected: expected[i]! }));
    expect(allocateNeyman(all, 90)).toEqual({ 0: 50, 1: 40 });
  });

  it('has the smallest variance of all whole allocations', () => {
    fc.assert(
      fc.property(strata, fc.integer({ min: 6, max: 20 }), (all, wanted) => {
        const total = all.reduce((sum, { size }) => sum + size, 0);
        const sampleSize = Math.min(wanted, total);
        const allocation = allocateNeyman(all, sampleSize, 2);
        const least = Math.min(...[...allAllocations(all, sampleSize, 2)].map((one) => variance(all, one)));
        expect(variance(all, allocation)).toBeCloseTo(least, 9);
      }),
      { numRuns: 60 },
    );
  });

  it('takes fewer where they cost more', () => {
    const one = { size: 1000, expected: 0.1 };
    // n_h ∝ 1/√c_h: 2 : 1
    expect(
      allocateNeyman(
        [
          { name: 'near', ...one },
          { name: 'far', ...one, cost: 4 },
        ],
        60,
      ),
    ).toEqual({ near: 40, far: 20 });
  });

  it.each([
    [[{ name: 'a', size: 10 }], 5],
    [[{ name: 'a', size: 10, expected: 1.5 }], 5],
    [[{ name: 'a', size: 10, expected: 0.1, cost: 0 }], 5],
    [[{ name: 'a', size: 10, expected: 0.1 }], 11],
    [[{ name: 'a', size: 10, expected: 0.1 }], 1],
    [[], 1],
  ])('is refused for %j and %d', (all, sampleSize) => {
    expect(() => allocateNeyman(all, sampleSize)).toThrow(expect.objectContaining({ code: 'sampling-bad-allocation' }));
  });
});
