import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeCheck, massLimit, volumeLimit } from '../../src/index.js';

describe('a reference check against its limit', () => {
  // JCGM 106, specific risk: N(10, 0.4) in [9, 11] is 0.01242, N(10.5, 0.4) is 0.10574; here about zero.
  it.each([
    [0, 0.4, 0.01242],
    [0.5, 0.4, 0.10574],
  ])('JCGM 106: error %d, u %d, limit ±1: p outside %d', (error, uncertainty, probability) => {
    expect(judgeCheck(error, uncertainty, 1).probabilityOutside).toBeCloseTo(probability, 4);
  });

  // ILAC G8 with a guard band w = U.
  it.each([
    [0.5, 0.2, 'pass'],
    [-0.6, 0.2, 'pass'],
    [0.7, 0.2, 'conditional-pass'],
    [1, 0.2, 'conditional-pass'],
    [1.01, 0.2, 'conditional-fail'],
    [-1.4, 0.2, 'conditional-fail'],
    [1.41, 0.2, 'fail'],
    [1, 0, 'pass'],
    [-1.001, 0, 'fail'],
  ])('error %d, u %d, limit ±1: %s', (error, uncertainty, outcome) => {
    expect(judgeCheck(error, uncertainty, 1).outcome).toBe(outcome);
  });

  it('a pass is wrong in less than 2.5 % of cases at either limit (4.6 % where both are near), a fail in less than 2.5 %', () => {
    const number = fc.double({ min: -3, max: 3, noNaN: true });
    const uncertainty = fc.double({ min: 0.001, max: 1, noNaN: true });
    fc.assert(
      fc.property(number, uncertainty, (error, u) => {
        const { outcome, probabilityOutside } = judgeCheck(error, u, 1);
        if (outcome === 'pass') expect(probabilityOutside).toBeLessThan(0.046);
        if (outcome === 'pass' && Math.abs(error) > 2 * u) expect(probabilityOutside).toBeLessThan(0.025);
        if (outcome === 'fail') expect(probabilityOutside).toBeGreaterThan(0.975);
      }),
    );
  });

  it('limits: R 76-1 class III at 1 kg with e 1 g, and JJG 443 at 20 L', () => {
    expect(massLimit(1_000_000, 3, 1000, 'verification')).toBe(1000);
    expect(massLimit(1_000_000, 3, 1000, 'in-service')).toBe(2000);
    expect(volumeLimit(20_000_000)).toBeCloseTo(60_000, 6);
  });

  // metrology: worked example A of JJG 443, E = +0.33 % of 19.934 L.
  it('the dispenser of the worked example fails', () => {
    expect(judgeCheck(66_000, 2000, volumeLimit(19_934_000)).outcome).toBe('fail');
  });

  it.each([
    [0, 1],
    [-1, 1],
    [1, -1],
    [1, Number.NaN],
  ])('limit %d with uncertainty %d is a mistake', (limit, uncertainty) => {
    expect(() => judgeCheck(0, uncertainty, limit)).toThrow(expect.objectContaining({ code: 'rules-out-of-range' }));
  });
});
