import { describe, expect, it } from 'vitest';
import { erfc, normalCdf, probabilityOutside } from '../../src/statistics/normal-distribution.js';

describe('normal distribution', () => {
  // Abramowitz and Stegun, table 7.1 (erf) and 7.3 (erfc of large arguments), and the two sides of where the method changes.
  it.each([
    [0, 1],
    [0.5, 0.4795001221869535],
    [1, 0.15729920705028513],
    [1.9999, 0.004679802211],
    [2, 0.004677734981047266],
    [3, 2.209049699858544e-5],
    [5, 1.5374597944280349e-12],
    [-1, 1.8427007929497148],
  ])('erfc(%f) = %d', (x, value) => {
    expect(Math.abs(erfc(x) / value - 1)).toBeLessThan(x === 1.9999 ? 1e-6 : 1e-12);
  });

  it('has the two-sided 5 %% point at 1.959964', () => {
    expect(normalCdf(1.959963984540054)).toBeCloseTo(0.975, 12);
  });

  it('gives the specific risks of JCGM 106 for N(10, 0.4) and N(10.5, 0.4) in [9, 11]', () => {
    expect(probabilityOutside(10, 0.4, 9, 11)).toBeCloseTo(0.01242, 5);
    expect(probabilityOutside(10.5, 0.4, 9, 11)).toBeCloseTo(0.10574, 4);
  });

  it('is certain without uncertainty', () => {
    expect(probabilityOutside(1, 0, -1, 1)).toBe(0);
    expect(probabilityOutside(1.01, 0, -1, 1)).toBe(1);
  });
});

describe('normalCdf', () => {
  it('agrees with erfc over both methods, tails included', () => {
    let worst = 0;
    for (let z = -9; z < 9; z += 0.00137) {
      worst = Math.max(worst, Math.abs(normalCdf(z) / (0.5 * erfc(-z / Math.SQRT2)) - 1));
    }
    expect(worst).toBeLessThan(1e-12);
  });
});
