import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  judgeVolumeRuns,
  maximumPermissibleVolumeError,
  standardVolumeAtMeter,
  volumeError,
  volumeExpansion,
} from '../../src/index.js';

describe('JJG 443: error of a dispenser against a standard measure', () => {
  // Worked example: neck 2 mL/mm, 66 mm for 20 L, read at 31 mm; petrol, 24 degrees in both.
  const standard = 20 - ((66 - 31) * 2) / 1000;
  const reading = { standard, meterTemperature: 24, standardTemperature: 24, fuelExpansion: volumeExpansion.petrol };

  it('V_B 19.930 L becomes V_Bt 19.934 L, E = +0.33 %: not within ±0.30 %', () => {
    expect(standard).toBeCloseTo(19.93, 9);
    expect(standardVolumeAtMeter(reading)).toBeCloseTo(19.934, 3);
    const error = volumeError({ ...reading, indicated: 20 });
    expect(error * 100).toBeCloseTo(0.33, 2);
    expect(judgeVolumeRuns([error, error]).errorWithin).toBe(false);
  });

  it('three runs +0.43, +0.36, +0.58 %: mean 0.46 %, E_n 0.13 %, neither within its limit', () => {
    const judgement = judgeVolumeRuns([0.0043, 0.0036, 0.0058]);
    expect(judgement.meanError * 100).toBeCloseTo(0.46, 2);
    expect(judgement.repeatability * 100).toBeCloseTo(0.13, 2);
    expect(judgement).toMatchObject({ errorWithin: false, repeatabilityWithin: false });
  });

  it('is within its limits for good runs, and says so for the limits themselves', () => {
    expect(judgeVolumeRuns([0.001, 0.0012, 0.0011])).toMatchObject({ errorWithin: true, repeatabilityWithin: true });
    expect(judgeVolumeRuns([-0.003, -0.003])).toMatchObject({ errorWithin: true, repeatabilityWithin: true });
  });

  it('fuel that is warmer at the meter had the greater volume there', () => {
    const warmer = { ...reading, meterTemperature: 25 };
    expect(standardVolumeAtMeter(warmer) / standardVolumeAtMeter(reading) - 1).toBeCloseTo(12e-4, 6);
  });

  it.each([1, 7])('%i runs are not judged', (runs) => {
    expect(() => judgeVolumeRuns(Array(runs).fill(0))).toThrow(expect.objectContaining({ code: 'rules-out-of-range' }));
  });
});

describe('OIML R 117-1: small volumes, class 0.5', () => {
  // Volume in mL, limit in mL: the steps of the table for the system (0.5 %).
  it.each([
    [50, 2],
    [100, 2],
    [150, 3],
    [200, 4],
    [300, 4],
    [400, 4],
    [600, 6],
    [1000, 10],
    [1500, 10],
    [2000, 10],
    [20_000, 100],
  ])('%i mL: ±%d mL', (volume, limit) => {
    expect(maximumPermissibleVolumeError(volume)).toBeCloseTo(limit, 9);
    expect(maximumPermissibleVolumeError(volume, 'meter')).toBeCloseTo(0.6 * limit, 9);
  });

  it('never falls with the volume, and is never tighter than the share', () => {
    const volume = fc.double({ min: 0.001, max: 100_000, noNaN: true });
    fc.assert(
      fc.property(volume, volume, (a, b) => {
        const [less, more] = a < b ? [a, b] : [b, a];
        expect(maximumPermissibleVolumeError(less)).toBeLessThanOrEqual(maximumPermissibleVolumeError(more) + 1e-9);
        expect(maximumPermissibleVolumeError(less)).toBeGreaterThanOrEqual(0.005 * less - 1e-9);
      }),
    );
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('%d mL is no volume', (volume) => {
    expect(() => maximumPermissibleVolumeError(volume)).toThrow(
      expect.objectContaining({ code: 'rules-out-of-range' }),
    );
  });
});
