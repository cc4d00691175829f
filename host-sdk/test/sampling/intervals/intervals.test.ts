import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adjustInterval, type IntervalRequest } from '../../../src/sampling/intervals/adjust-interval.js';
import { controlChart, driftUncertainty, fitDrift } from '../../../src/sampling/intervals/control-chart.js';
import { inServiceChecking } from '../../../src/sampling/intervals/in-service-checking.js';
import { inUseTime } from '../../../src/sampling/intervals/in-use-time.js';
import { intervalRules } from '../../../src/sampling/intervals/interval-rules.js';
import { intervalTest } from '../../../src/sampling/intervals/interval-test.js';
import { reliability } from '../../../src/sampling/intervals/reliability.js';
import { staircase } from '../../../src/sampling/intervals/staircase.js';

const rules = intervalRules;
const refused = (code: string) => expect.objectContaining({ code });

describe('interval test, NCSLI RP-1 method A3 (ILAC-G24 §6.6)', () => {
  it.each([
    // NCSL Symposium tutorial on intervals, 2019, assets 1 to 3, as Sandia's suncal publishes them
    [365, 20, 15, 231, 0.9949, 0.6516, 0.8286],
    [365, 20, 14, 205, 0.9993, 0.6, 0.7843],
    [730, 20, 16, 523, 0.9682, 0.7041, 0.8716],
  ])(
    '%d days, %d verified, %d within limits → %d days',
    (days, checks, conforming, expected, rejection, lower, upper) => {
      const result = intervalTest({ days, checks, conforming }, rules);
      expect(result).toMatchObject({ days: expected, from: days, change: 'shortened' });
      expect(result.figures.rejection).toBeCloseTo(rejection, 4);
      expect(result.figures.lower).toBeCloseTo(lower, 4);
      expect(result.figures.upper).toBeCloseTo(upper, 4);
    },
  );

  it('42 of 50 with a target of 0.9 → 329 days (suncal)', () => {
    const other = { ...rules, target: 0.9, intervalTest: { ...rules.intervalTest, confidence: 0.3 } };
    const result = intervalTest({ days: 365, checks: 50, conforming: 42 }, other);
    expect(result.days).toBe(329);
    expect(result.figures).toMatchObject({
      rejection: expect.closeTo(0.7557, 4),
      lower: expect.closeTo(0.8067, 4),
      upper: expect.closeTo(0.8664, 4),
    });
  });

  it('keeps an interval that meets its target, and extends one that does better', () => {
    expect(intervalTest({ days: 365, checks: 100, conforming: 95 }, rules)).toMatchObject({
      days: 365,
      change: 'kept',
    });
    expect(intervalTest({ days: 365, checks: 200, conforming: 200 }, rules)).toMatchObject({
      days: 410,
      change: 'extended',
    });
  });

  it('never extends for fewer within limits', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 300 }), fc.nat(300), (checks, some) => {
        const conforming = Math.min(some, checks - 1);
        const one = (count: number) => intervalTest({ days: 365, checks, conforming: count }, rules).days;
        expect(one(conforming)).toBeLessThanOrEqual(one(conforming + 1));
      }),
    );
  });

  it('is refused for fewer than ten verifications', () => {
    expect(() => intervalTest({ days: 365, checks: 9, conforming: 9 }, rules)).toThrow(
      refused('sampling-too-little-data'),
    );
    expect(() => intervalTest({ days: 365, checks: 20, conforming: 21 }, rules)).toThrow(
      refused('sampling-out-of-range'),
    );
  });
});

describe('exponential reliability', () => {
  it('15 of 20 at 365 days, target 0.95: 365 ln 0.95 / ln 0.75 = 65 days', () => {
    const result = reliability({ days: 365, groups: [{ days: 365, checks: 20, conforming: 15 }] }, rules);
    expect(result.calculated).toBeCloseTo((365 * Math.log(0.95)) / Math.log(0.75), 6);
    expect(result.days).toBe(65);
  });

  it('has the greatest likelihood (NCSLI RP-1, table D-1: weeks, verifications, share within limits)', () => {
    const weeks = [4, 7, 10, 13, 21, 28, 40, 48];
    const checks = [4, 6, 14, 13, 22, 49, 18, 6];
    const conforming = [4, 5, 9, 8, 12, 20, 9, 2];
    const groups = weeks.map((one, i) => ({ days: 7 * one, checks: checks[i]!, conforming: conforming[i]! }));
    const { figures } = reliability({ days: 180, groups }, rules);
    const likelihood = (rate: number): number =>
      groups.reduce(
        (sum, one) =>
          sum -
          one.conforming * rate * one.days +
          (one.checks - one.conforming) * Math.log(1 - Math.exp(-rate * one.days)),
        0,
      );
    for (const factor of [0.9, 0.99, 1.01, 1.1]) {
      expect(likelihood(figures.rate!)).toBeGreaterThan(likelihood(figures.rate! * factor));
    }
  });

  it('says nothing when nothing failed', () => {
    const groups = [{ days: 365, checks: 20, conforming: 20 }];
    expect(() => reliability({ days: 365, groups }, rules)).toThrow(refused('sampling-too-little-data'));
  });
});

describe('control chart (ILAC-G24 §6.3), computed as NASA-HDBK-8739.19-5 §7', () => {
  // table 7-2
  const times = [70, 86, 104, 135, 167, 173];
  const drifts = [0.1, 0.11, 0.251, 0.299, 0.403, 0.615];
  const changes = times.map((days, i) => ({ days, change: drifts[i]! }));
  const chart = { ...rules, chartConfidence: 0.9 };

  it('table 7-3: the fitted drift', () => {
    const { coefficients, covariance, scatter } = fitDrift(changes, 2);
    expect(coefficients[0]).toBeCloseTo(0.00015741, 8);
    expect(coefficients[1]).toBeCloseTo(0.00001674, 8);
    expect(covariance[0]![0]).toBeCloseTo(0.00000101, 8);
    expect(covariance[1]![1]).toBeCloseTo(4.549e-11, 14);
    expect(covariance[0]![1]).toBeCloseTo(-6.607e-9, 12);
    expect(scatter).toBeCloseTo(0.0708, 4);
  });

  it('table 7-7: the uncertainty reaches 0.5 after 327.15 days, from 0.28', () => {
    expect(Math.hypot(0.28, driftUncertainty(fitDrift(changes, 2), 327.15))).toBeCloseTo(0.5, 4);
  });

  it('tables 7-4 and 7-5: limits 9 and 11 from 10.03, 90 % → 140.1 days; the upper one alone → 171.75 days', () => {
    const input = { days: 180, changes, start: 10.03, uncertainty: 0.28, upper: 11, order: 2 } as const;
    expect(controlChart({ ...input, lower: 9 }, chart).calculated).toBeCloseTo(140.1, 1);
    expect(controlChart(input, chart).calculated).toBeCloseTo(171.75, 2);
  });

  it('is refused with too little, or when the error is outside from the start', () => {
    const input = { days: 180, changes, start: 9.03, uncertainty: 0.28, lower: 9, order: 2 } as const;
    expect(() => controlChart(input, chart)).toThrow(refused('sampling-out-of-range'));
    expect(() => controlChart({ ...input, start: 10.03, changes: changes.slice(2) }, chart)).toThrow(
      refused('sampling-too-little-data'),
    );
    const { lower, ...without } = input;
    expect(() => controlChart(without, chart)).toThrow(refused('sampling-out-of-range'));
  });

  it('of an error that does not move is the longest there is', () => {
    const still = changes.map(({ days }) => ({ days, change: 0 }));
    const input = { days: 180, changes: still, start: 0, uncertainty: 0.1, lower: -1, upper: 1, order: 1 } as const;
    expect(controlChart(input, rules).days).toBe(rules.longest);
  });
});

describe('staircase (ILAC-G24 §6.2)', () => {
  it('extends within 80 % of the limit, keeps up to the limit, reduces beyond', () => {
    expect(staircase({ days: 360, worst: 0.8 }, rules)).toMatchObject({ days: 396, change: 'extended' });
    expect(staircase({ days: 360, worst: 0.9 }, rules)).toMatchObject({ days: 360, change: 'kept' });
    expect(staircase({ days: 360, worst: 1.01 }, rules)).toMatchObject({ change: 'shortened' });
  });

  it('stays in place, on average, when the target is met: (1 + a)^R (1 − b)^(1 − R) = 1', () => {
    const { reduction } = staircase({ days: 360, worst: 0 }, rules).figures;
    expect(1.1 ** 0.95 * reduction! ** 0.05).toBeCloseTo(1, 9);
  });

  it('goes from longest to shortest and no further', () => {
    expect(staircase({ days: rules.longest, worst: 0 }, rules).days).toBe(rules.longest);
    expect(staircase({ days: rules.shortest, worst: 2 }, rules).days).toBe(rules.shortest);
  });
});

describe('time in use (ILAC-G24 §6.4)', () => {
  it('is tested in units of use, and ends for the most used instrument', () => {
    const input = { days: 365, use: 73_000, checks: 20, conforming: 15, usePerDay: [100, 200, 50] };
    const result = inUseTime(input, rules);
    expect(result.figures.use).toBeCloseTo(73_000 * 10 ** (-0.2 * 0.9949), -2);
    expect(result.days).toBe(231);
  });

  it('needs the use', () => {
    const input = { days: 365, use: 73_000, checks: 20, conforming: 15, usePerDay: [] };
    expect(() => inUseTime(input, rules)).toThrow(refused('sampling-too-little-data'));
    expect(() => inUseTime({ ...input, usePerDay: [0] }, rules)).toThrow(refused('sampling-out-of-range'));
  });
});

describe('in-service checking (ILAC-G24 §6.5)', () => {
  const check = (days: number, ratio: number) => ({ days, ratio, uncertainty: 0.1 });

  it('goes on as long as checks stay away from the limit', () => {
    const result = inServiceChecking({ days: 365, checks: [check(0, 0), check(100, 0.1), check(200, 0.15)] }, rules);
    // (0.8 − 0.25) / (0.1 / 100 days) = 550 days after the last check
    expect(result.days).toBe(750);
    expect(result.figures).toMatchObject({ due: 0, nextCheck: 275 });
  });

  it('makes the verification due at once when one comes near it', () => {
    const result = inServiceChecking({ days: 365, checks: [check(0, 0), check(100, -0.75), check(200, 0)] }, rules);
    expect(result).toMatchObject({ days: 100, change: 'shortened', figures: { due: 1, nextCheck: 0 } });
  });

  it('needs two checks, in their order', () => {
    expect(() => inServiceChecking({ days: 365, checks: [check(0, 0)] }, rules)).toThrow(
      refused('sampling-too-little-data'),
    );
    expect(() => inServiceChecking({ days: 365, checks: [check(9, 0), check(9, 0)] }, rules)).toThrow(
      refused('sampling-out-of-range'),
    );
  });
});

describe('every method', () => {
  const requests: IntervalRequest[] = [
    { method: 'staircase', days: 365, worst: 0.5 },
    { method: 'interval-test', days: 365, checks: 20, conforming: 15 },
    { method: 'reliability', days: 365, groups: [{ days: 365, checks: 20, conforming: 15 }] },
    { method: 'in-use-time', days: 365, use: 1000, checks: 20, conforming: 15, usePerDay: [10] },
    {
      method: 'in-service-checking',
      days: 365,
      checks: [
        { days: 0, ratio: 0, uncertainty: 0.1 },
        { days: 9, ratio: 0, uncertainty: 0.1 },
      ],
    },
    {
      method: 'control-chart',
      days: 365,
      changes: [1, 2, 3, 4].map((i) => ({ days: 100 * i, change: 0.1 * i + 0.01 * (i % 2) })),
      start: 0,
      uncertainty: 0.01,
      upper: 1,
      order: 1,
    },
  ];
  it.each(requests)('$method says what it assumes and by which rules', (request) => {
    const result = adjustInterval(request, rules);
    expect(result).toMatchObject({ method: request.method, rules: 'hengzhun-interval@1', from: 365 });
    expect(result.assumes.zh).toMatch(/[一-鿿]/);
    expect(result.days).toBe(Math.round(result.days));
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
    expect(() => adjustInterval({ ...request, days: 0 }, rules)).toThrow(refused('sampling-out-of-range'));
    expect(() => adjustInterval(request, { ...rules, target: 1 })).toThrow(refused('sampling-bad-rules'));
  });
});
