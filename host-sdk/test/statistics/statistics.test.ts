import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { binomialCdf, proportionBounds } from '../../src/statistics/binomial.js';
import { firstInteger } from '../../src/statistics/bisect.js';
import { hypergeometricCdf, markedBounds } from '../../src/statistics/hypergeometric.js';
import { incompleteBeta } from '../../src/statistics/incomplete-beta.js';
import { logChoose, logGamma } from '../../src/statistics/log-gamma.js';
import { normalCdf } from '../../src/statistics/normal-distribution.js';
import { normalQuantile } from '../../src/statistics/normal-quantile.js';

/** n over k, exactly. */
function choose(n: bigint, k: bigint): bigint {
  if (k < 0n || k > n) return 0n;
  let result = 1n;
  for (let i = 1n; i <= k; i++) result = (result * (n - k + i)) / i;
  return result;
}
/** A quotient of great integers with seventeen digits. */
const quotient = (a: bigint, b: bigint): number => Number((a * 10n ** 20n) / b) / 1e20;

describe('log-gamma', () => {
  test.each([
    [0.5, 0.5 * Math.log(Math.PI)],
    [1, 0],
    [2, 0],
    [10, Math.log(362_880)],
    // Abramowitz and Stegun, table 6.1 and 6.4: Γ(1.25), ln 100!
    [1.25, Math.log(0.906402477055477)],
    [101, 363.7393755555635],
  ])('of %d', (x, value) => {
    expect(logGamma(x)).toBeCloseTo(value, 12);
  });

  it('is no number where there is none', () => {
    expect(logGamma(0)).toBeNaN();
    expect(logGamma(-1)).toBeNaN();
  });

  it('gives binomial coefficients', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 200 }), (n, k) => {
        fc.pre(k <= n);
        expect(logChoose(n, k)).toBeCloseTo(Math.log(Number(choose(BigInt(n), BigInt(k)))), 10);
      }),
    );
  });
});

describe('incomplete beta function', () => {
  // closed forms (Abramowitz and Stegun 26.5.1 and following): I_x(a, 1) = x^a, I_x(1, b) = 1 - (1 - x)^b, I_x(1/2, 1/2) = 2/π arcsin √x
  it.each([0.01, 0.3, 0.5, 0.77, 0.999])('has its closed forms at %d', (x) => {
    expect(incompleteBeta(x, 7, 1)).toBeCloseTo(x ** 7, 13);
    expect(incompleteBeta(x, 1, 9)).toBeCloseTo(1 - (1 - x) ** 9, 13);
    expect(incompleteBeta(x, 0.5, 0.5)).toBeCloseTo((2 / Math.PI) * Math.asin(Math.sqrt(x)), 12);
  });

  it('is its own mirror image', () => {
    const size = fc.double({ min: 0.1, max: 5000, noNaN: true });
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 0.999, noNaN: true }), size, size, (x, a, b) => {
        expect(incompleteBeta(x, a, b) + incompleteBeta(1 - x, b, a)).toBeCloseTo(1, 10);
      }),
    );
  });
});

describe('binomial and hypergeometric distribution against exact fractions', () => {
  it('binomial', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 0, max: 20 }),
        fc.integer({ min: 0, max: 1000 }),
        (n, c, m) => {
          let sum = 0n;
          for (let k = 0n; k <= BigInt(Math.min(c, n)); k++) {
            sum += choose(BigInt(n), k) * BigInt(m) ** k * BigInt(1000 - m) ** (BigInt(n) - k);
          }
          expect(binomialCdf(c, n, m / 1000)).toBeCloseTo(quotient(sum, 1000n ** BigInt(n)), 11);
        },
      ),
    );
  });

  it('hypergeometric', () => {
    const size = fc.integer({ min: 1, max: 500 });
    fc.assert(
      fc.property(size, size, size, fc.integer({ min: 0, max: 30 }), (lot, marked, sample, c) => {
        fc.pre(marked <= lot && sample <= lot);
        let sum = 0n;
        for (let k = 0n; k <= BigInt(c); k++) {
          sum += choose(BigInt(marked), k) * choose(BigInt(lot - marked), BigInt(sample) - k);
        }
        const exact = quotient(sum, choose(BigInt(lot), BigInt(sample)));
        expect(hypergeometricCdf(c, sample, lot, marked)).toBeCloseTo(Math.min(1, exact), 10);
      }),
    );
  });
});

describe('confidence bounds', () => {
  // Clopper and Pearson (1934): with none of n the upper bound is 1 - (tail)^(1/n), and with all the lower one tail^(1/n).
  it.each([1, 10, 59, 300])('of none and of all of %d', (n) => {
    expect(proportionBounds(0, n, 0.95).lower).toBe(0);
    expect(proportionBounds(0, n, 0.95).upper).toBeCloseTo(1 - 0.025 ** (1 / n), 10);
    expect(proportionBounds(n, n, 0.95).lower).toBeCloseTo(0.025 ** (1 / n), 10);
    expect(proportionBounds(n, n, 0.95).upper).toBe(1);
  });

  it('of a proportion hold it with at least their confidence, for whatever proportion', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.double({ min: 0.001, max: 0.999, noNaN: true }), (n, p) => {
        let held = 0;
        for (let k = 0; k <= n; k++) {
          const { lower, upper } = proportionBounds(k, n, 0.9);
          if (lower <= p && p <= upper) held += binomialCdf(k, n, p) - binomialCdf(k - 1, n, p);
        }
        expect(held).toBeGreaterThan(0.9 - 1e-9);
      }),
      { numRuns: 30 },
    );
  });

  it('of a finite lot hold its number with at least their confidence', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 120 }), fc.nat(), fc.nat(), (lot, a, b) => {
        const sample = 1 + (a % lot);
        const marked = b % (lot + 1);
        let held = 0;
        for (let k = 0; k <= sample; k++) {
          const chance = hypergeometricCdf(k, sample, lot, marked) - hypergeometricCdf(k - 1, sample, lot, marked);
          if (chance <= 0) continue;
          const { lower, upper } = markedBounds(k, sample, lot, 0.9);
          if (lower <= marked && marked <= upper) held += chance;
        }
        expect(held).toBeGreaterThan(0.9 - 1e-9);
      }),
      { numRuns: 100 },
    );
  });
});

describe('searches', () => {
  it('find the least integer that holds', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1000 }), (n) => {
        expect(firstInteger((k) => k >= n, 0, 1000)).toBe(n);
      }),
    );
    expect(firstInteger(() => false, 3, 9)).toBe(10);
  });

  it.each([1e-12, 0.001, 0.025, 0.31, 0.5, 0.7, 0.975, 0.999999])('invert the normal distribution at %d', (p) => {
    expect(normalCdf(normalQuantile(p))).toBeCloseTo(p, 14);
  });

  it('give the quantile that everybody knows', () => {
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 13);
  });
});
