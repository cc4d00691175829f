import { describe, expect, it } from 'vitest';
import { estimationRules } from '../../src/estimation/estimation-rules.js';
import type { MeasurementEvidence } from '../../src/estimation/evidence.js';
import { incrementsOf } from '../../src/estimation/increments.js';
import { symptomBit } from '../../src/estimation/symptoms.js';

const day = 86_400_000;
const point = (nominal: number, error: number, limit = 10_000) => ({
  nominal,
  nozzle: -1,
  flow: 0,
  limit,
  error,
  uncertainty: 300,
});
const measured = (days: number, how: MeasurementEvidence['how'], error: number, left?: number) => ({
  evidence: {
    kind: 'measurement' as const,
    at: days * day,
    how,
    found: [point(5_000_000, error / 2), point(15_000_000, error)],
    ...(left === undefined ? {} : { left: [point(15_000_000, left)] }),
    source: 's',
  },
  symptoms: 0,
});
const increments = (measurements: Parameters<typeof incrementsOf>[0]['measurements']) =>
  incrementsOf({ type: 't', batch: 'b', measurements }, estimationRules);

describe('increments between measurements', () => {
  it('are of the greatest load, in limits, from what was left to what was found', () => {
    const [first, second, ...others] = increments([
      measured(0, 'initial-verification', 1000),
      measured(365.25, 'subsequent-verification', 6000, -500),
      measured(730.5, 'subsequent-verification', 2000),
    ]);
    expect(others).toEqual([]);
    expect(first).toMatchObject({ years: 1, change: 0.5 });
    expect(second!.change).toBeCloseTo(0.25, 12);
    // Two statements of 0.03 limits, and what each leaves out.
    expect(first!.variance).toBeCloseTo(2 * 0.03 ** 2 + 2 * estimationRules.unstatedSpread ** 2, 12);
  });

  it('of frequent checks are of at least the learning interval: closer ones tell of reading and not of the instrument', () => {
    const weekly = Array.from({ length: 53 }, (_, week) => measured(7 * week, 'reference-check', 50 * week));
    const list = increments(weekly);
    expect(list).toHaveLength(5);
    for (const { years, change } of list) {
      expect(years * 365.25).toBeGreaterThanOrEqual(estimationRules.learningInterval);
      expect(change / years).toBeCloseTo((50 / 10_000 / 7) * 365.25, 6);
    }
  });

  it('lead from verification to verification and from check to check, because two people do otherwise', () => {
    const list = increments([
      measured(0, 'subsequent-verification', 0),
      measured(10, 'reference-check', 2000),
      measured(100, 'reference-check', 2100),
      measured(200, 'subsequent-verification', 400),
    ]);
    expect(list.map(({ change }) => Number(change.toFixed(6)))).toEqual([0.01, 0.04]);
    // What a trader's checks have in common is no part of their difference.
    expect(list[0]!.variance).toBeLessThan(list[1]!.variance);
  });

  it('end where somebody adjusted, for checks too, and count the symptoms of all that they span', () => {
    const mask = symptomBit('overload');
    const list = increments([
      measured(0, 'reference-check', 0),
      { ...measured(20, 'reference-check', 100), symptoms: mask },
      measured(70, 'reference-check', 200),
      measured(80, 'subsequent-verification', 9000, 0),
      measured(90, 'reference-check', 0),
    ]);
    expect(list).toHaveLength(1);
    expect(list[0]).toMatchObject({ change: 0.02, symptoms: mask });
  });

  it('tell how the other points went along, in proportion to the load', () => {
    const [one] = increments([measured(0, 'initial-verification', 0), measured(365, 'subsequent-verification', 6000)]);
    expect(one!.along).toHaveLength(1);
    expect(one!.along![0]).toMatchObject({ own: 0.3, leading: expect.closeTo(0.2, 12) });
  });
});
