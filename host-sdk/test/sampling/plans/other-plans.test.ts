import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { acceptanceProbability } from '../../../src/sampling/plans/acceptance.js';
import { doubleOutcome } from '../../../src/sampling/plans/double-plan.js';
import { planSequential, sequentialOutcome, sequentialStep } from '../../../src/sampling/plans/sequential-plan.js';
import { planSingle } from '../../../src/sampling/plans/single-plan.js';
import { planVariables, variablesAcceptance } from '../../../src/sampling/plans/variables-plan.js';

const points = { producerQuality: 0.01, producerRisk: 0.05, consumerQuality: 0.05, consumerRisk: 0.1 };
const outOfRange = expect.objectContaining({ code: 'sampling-out-of-range' });

describe('double plans', () => {
  const plan = { firstSize: 50, firstAcceptance: 0, firstRejection: 4, secondSize: 100, secondAcceptance: 3 };

  it('accept as the sum over every pair of samples says', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 300 }), (thousandths) => {
        const p = thousandths / 1000;
        const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n, k - 1) * (n - k + 1)) / k);
        const exactly = (n: number, k: number): number => choose(n, k) * p ** k * (1 - p) ** (n - k);
        let accepted = exactly(50, 0);
        let second = 0;
        for (let first = 1; first < 4; first++) {
          second += exactly(50, first);
          for (let more = 0; first + more <= 3; more++) accepted += exactly(50, first) * exactly(100, more);
        }
        const outcome = doubleOutcome(plan, p);
        expect(outcome.accepted).toBeCloseTo(accepted, 11);
        expect(outcome.averageSample).toBeCloseTo(50 + 100 * second, 9);
      }),
    );
  });

  it('of a whole lot are exact, and approach those of a process', () => {
    expect(doubleOutcome(plan, 0, 1000)).toEqual({ accepted: 1, acceptedFirst: 1, second: 0, averageSample: 50 });
    expect(doubleOutcome(plan, 200_000, 10_000_000).accepted).toBeCloseTo(doubleOutcome(plan, 0.02).accepted, 5);
    // with one nonconforming in all, the second sample can find none more than that
    expect(doubleOutcome(plan, 1, 150).accepted).toBeCloseTo(1, 12);
    expect(doubleOutcome(plan, 1, 150).second).toBeCloseTo(50 / 150, 12);
  });

  it.each([
    { ...plan, firstRejection: 1 },
    { ...plan, secondAcceptance: 0 },
    { ...plan, secondSize: 0 },
    { ...plan, firstSize: 1.5 },
  ])('that cannot be are refused: %j', (bad) => {
    expect(() => doubleOutcome(bad, 0.1)).toThrow(outOfRange);
  });

  it('larger than their lot are refused', () => {
    expect(() => doubleOutcome(plan, 1, 149)).toThrow(outOfRange);
    expect(() => doubleOutcome(plan, 1001, 1000)).toThrow(outOfRange);
  });
});

describe('plans by variables', () => {
  it('with a known deviation: size and constant of the closed formulae', () => {
    const plan = planVariables(points, 'known');
    // n = ((zα + zβ) / (z1 − z2))², with the normal quantiles of 1 %, 5 %, 5 % and 10 %
    const [z1, z2, a, b] = [2.3263478740408408, 1.6448536269514722, 1.6448536269514722, 1.2815515655446004];
    expect(plan.sampleSize).toBe(Math.ceil(((a + b) / (z1 - z2)) ** 2));
    expect(plan.acceptanceConstant).toBeCloseTo((z1 * b + z2 * a) / (a + b), 1);
  });

  it.each(['known', 'unknown'] as const)(
    'deviation %s: keep both risks, and one instrument fewer would not',
    (deviation) => {
      const plan = planVariables(points, deviation);
      expect(plan.producerRisk).toBeLessThanOrEqual(0.05 + 1e-9);
      expect(plan.consumerRisk).toBeLessThanOrEqual(0.1 + 1e-9);
      for (let k = 1; k < 3; k += 0.001) {
        const fewer = { sampleSize: plan.sampleSize - 1, acceptanceConstant: k, deviation };
        const keeps = variablesAcceptance(fewer, 0.01) >= 0.95 && variablesAcceptance(fewer, 0.05) <= 0.1;
        expect(keeps, `k = ${k}`).toBe(false);
      }
    },
  );

  it('need fewer instruments than by attributes, and more when the deviation is unknown', () => {
    const known = planVariables(points, 'known').sampleSize;
    const unknown = planVariables(points, 'unknown').sampleSize;
    expect(known).toBeLessThan(unknown);
    expect(unknown).toBeLessThan(planSingle(points).sampleSize);
  });

  it('with an unknown deviation accept as often as samples do that are drawn', () => {
    const plan = { sampleSize: 10, acceptanceConstant: 1.7, deviation: 'unknown' as const };
    // a generator of our own, so that the test is the same everywhere
    let state = 12345;
    const uniform = (): number => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return (state + 0.5) / 2 ** 32;
    };
    const normal = (): number => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
    let accepted = 0;
    const draws = 40_000;
    for (let i = 0; i < draws; i++) {
      const sample = Array.from({ length: 10 }, normal);
      const mean = sample.reduce((sum, one) => sum + one, 0) / 10;
      const deviation = Math.sqrt(sample.reduce((sum, one) => sum + (one - mean) ** 2, 0) / 9);
      // the limit lies where 5 % are beyond it
      if ((1.6448536269514722 - mean) / deviation >= 1.7) accepted++;
    }
    const expected = variablesAcceptance(plan, 0.05);
    expect(Math.abs(accepted / draws - expected)).toBeLessThan(4 * Math.sqrt((expected * (1 - expected)) / draws));
  });

  it('need qualities with something on both sides', () => {
    expect(() => planVariables({ ...points, producerQuality: 0 }, 'known')).toThrow(outOfRange);
    expect(() => planVariables({ ...points, producerRisk: 0.6, consumerRisk: 0.5 }, 'known')).toThrow(outOfRange);
  });
});

describe('sequential plans', () => {
  const plan = planSequential(points);

  it('have Wald’s slope, and lines at least as far apart as his', () => {
    // h1 = ln((1 − α)/β)/g, h2 = ln((1 − β)/α)/g, g = ln(p2 (1 − p1)/(p1 (1 − p2)))
    const g = Math.log((0.05 * 0.99) / (0.01 * 0.95));
    const [h1, h2] = [Math.log(0.95 / 0.1) / g, Math.log(0.9 / 0.05) / g];
    expect(plan.acceptanceIntercept).toBeGreaterThanOrEqual(h1);
    expect(plan.acceptanceIntercept).toBeLessThan(h1 * 1.1);
    expect(plan.rejectionIntercept).toBeGreaterThanOrEqual(h2);
    expect(plan.rejectionIntercept).toBeLessThan(h2 * 1.1);
    expect(plan.slope).toBeCloseTo(Math.log(0.99 / 0.95) / g, 12);
  });

  it('keep both risks, and look at fewer than the single plan on average', () => {
    const single = planSingle(points);
    const good = sequentialOutcome(plan, 0.01);
    const bad = sequentialOutcome(plan, 0.05);
    expect(1 - good.accepted).toBeLessThanOrEqual(0.05);
    expect(bad.accepted).toBeLessThanOrEqual(0.1);
    expect([plan.producerRisk, plan.consumerRisk]).toEqual([1 - good.accepted, bad.accepted]);
    expect(good.averageSample).toBeLessThan(single.sampleSize);
    expect(bad.averageSample).toBeLessThan(single.sampleSize);
    expect(acceptanceProbability(single, 0.01)).toBeGreaterThan(0.95);
  });

  it('end: at their limit everything is decided', () => {
    for (let found = 0; found <= plan.limit; found++) {
      expect(sequentialStep(plan, plan.limit, found)).not.toBe('continue');
    }
    expect(sequentialOutcome(plan, 0)).toMatchObject({ accepted: 1 });
    expect(sequentialOutcome(plan, 1).accepted).toBe(0);
  });
});
