import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asStated, calibrated, logOdds } from '../../src/estimation/calibration.js';
import { type CalibrationSample, learnCalibration } from '../../src/estimation/learn-calibration.js';

/** Samples of which exactly the true share was out of tolerance at each stated probability. */
const samples = (count: number, truth: (stated: number) => number, fresh = true): CalibrationSample[] =>
  Array.from({ length: count }, (_, i) => {
    const probability = (i + 0.5) / count;
    return { probability, verified: truth(probability), fresh };
  });
const shifted = (offset: number, slope: number) => (stated: number) =>
  1 / (1 + Math.exp(-(offset + slope * logOdds(stated))));

describe('calibration by random samples (logistic regression on log odds: Cox, Biometrika 45, 1958)', () => {
  it('leaves alone what is stated well, and what no sample speaks of', () => {
    const { fresh, stale } = learnCalibration(samples(2000, (stated) => stated));
    expect(fresh.offset).toBeCloseTo(0, 2);
    expect(fresh.slope).toBeCloseTo(1, 2);
    expect(stale).toEqual(asStated.stale);
    expect(learnCalibration([])).toEqual(asStated);
  });

  it.each([
    [-0.6, 1],
    [0.5, 0.8],
    [-0.2, 1.2],
  ])('finds an offset of %d and a slope of %d again, each kind by itself', (offset, slope) => {
    const list = [...samples(4000, shifted(offset, slope)), ...samples(4000, (stated) => stated, false)];
    const { fresh, stale } = learnCalibration(list);
    expect(fresh.offset).toBeCloseTo(offset, 1);
    expect(fresh.slope).toBeCloseTo(slope, 1);
    expect(stale.offset).toBeCloseTo(0, 2);
  });

  it('moves little for few samples, and always ends', () => {
    const few = learnCalibration([{ probability: 0.9, verified: 0, fresh: true }]).fresh;
    expect(calibrated(0.9, few)).toBeGreaterThan(0.8);
    const odd = learnCalibration(samples(500, (stated) => (stated > 0.5 ? 0 : 1))).fresh;
    expect(Number.isFinite(odd.offset) && Number.isFinite(odd.slope)).toBe(true);
  });

  it('keeps the order of probabilities, and what it does not change to the last digit', () => {
    const chance = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(chance, chance, fc.double({ min: -3, max: 3, noNaN: true }), (a, b, offset) => {
        expect(calibrated(a, asStated.fresh)).toBe(a);
        const [low, high] = [Math.min(a, b), Math.max(a, b)].map((one) => calibrated(one, { offset, slope: 0.7 }));
        expect(low!).toBeLessThanOrEqual(high!);
        expect(low!).toBeGreaterThanOrEqual(0);
        expect(high!).toBeLessThanOrEqual(1);
      }),
    );
  });
});
