import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { curveSvg } from '../../../src/sampling/plans/curve-svg.js';
import { planCurves } from '../../../src/sampling/plans/curves.js';
import { doubleOutcome } from '../../../src/sampling/plans/double-plan.js';
import { planDouble } from '../../../src/sampling/plans/plan-double.js';
import { lotQualities, type RiskPoints } from '../../../src/sampling/plans/risk-points.js';
import { planSingle } from '../../../src/sampling/plans/single-plan.js';

const moduleF: RiskPoints = { producerQuality: 0.01, producerRisk: 0.05, consumerQuality: 0.07, consumerRisk: 0.05 };

/** The smallest average sample of every plan there is, one by one. */
function bruteForce(points: RiskPoints, lotSize: number | undefined, largestTotal: number): number | undefined {
  const { good, bad } = lotQualities(points, lotSize);
  let least: number | undefined;
  for (let firstSize = 1; firstSize < largestTotal; firstSize++) {
    for (let secondSize = 1; firstSize + secondSize <= largestTotal; secondSize++) {
      for (let firstAcceptance = 0; firstAcceptance < firstSize; firstAcceptance++) {
        for (let secondAcceptance = firstAcceptance + 1; secondAcceptance < largestTotal; secondAcceptance++) {
          const plan = {
            firstSize,
            firstAcceptance,
            firstRejection: secondAcceptance + 1,
            secondSize,
            secondAcceptance,
          };
          const outcome = doubleOutcome(plan, good, lotSize);
          if (1 - outcome.accepted > points.producerRisk) continue;
          if (doubleOutcome(plan, bad, lotSize).accepted > points.consumerRisk) continue;
          least = Math.min(least ?? Number.POSITIVE_INFINITY, outcome.averageSample);
        }
      }
    }
  }
  return least;
}

describe('a double plan that is known', () => {
  it('Montgomery, Introduction to Statistical Quality Control, §15.3.1: n1 50, c1 1, n2 100, c2 3 at 5 %', () => {
    const plan = { firstSize: 50, firstAcceptance: 1, firstRejection: 4, secondSize: 100, secondAcceptance: 3 };
    const { accepted, acceptedFirst } = doubleOutcome(plan, 0.05);
    expect(acceptedFirst).toBeCloseTo(0.279, 3);
    // the book cuts 0.0097 + 0.0013 to 0.009 + 0.001, and adds them to 0.289
    expect(accepted - acceptedFirst).toBeCloseTo(0.261 * 0.0371 + 0.22 * 0.0059, 4);
    expect(accepted).toBeCloseTo(0.289, 2);
  });
});

describe('the double plan chosen from risk points', () => {
  it.each([
    [{ producerQuality: 0.05, producerRisk: 0.2, consumerQuality: 0.4, consumerRisk: 0.2 }, undefined, 16],
    [{ producerQuality: 0.1, producerRisk: 0.3, consumerQuality: 0.5, consumerRisk: 0.2 }, undefined, 14],
    [{ producerQuality: 0.1, producerRisk: 0.1, consumerQuality: 0.5, consumerRisk: 0.1 }, 30, 18],
    [{ producerQuality: 0.05, producerRisk: 0.1, consumerQuality: 0.45, consumerRisk: 0.1 }, 20, 16],
  ] as const)('has the smallest average sample of all: %j, lot %s', (points, lotSize, largestTotal) => {
    const least = bruteForce(points, lotSize, largestTotal);
    expect(planDouble(points, lotSize, { largestTotal }).averageSample).toBeCloseTo(least!, 12);
  });

  it('keeps both risks exactly and needs fewer instruments on average than the single plan', () => {
    for (const lotSize of [undefined, 600, 5000]) {
      const plan = planDouble(moduleF, lotSize);
      const { good, bad } = lotQualities(moduleF, lotSize);
      const atGood = doubleOutcome(plan, good, lotSize);
      expect(plan.producerRisk).toBe(1 - atGood.accepted);
      expect(plan.consumerRisk).toBe(doubleOutcome(plan, bad, lotSize).accepted);
      expect(plan.producerRisk).toBeLessThanOrEqual(0.05);
      expect(plan.consumerRisk).toBeLessThanOrEqual(0.05);
      expect(plan.averageSample).toBe(atGood.averageSample);
      expect(plan.averageSample).toBeLessThan(planSingle(moduleF, lotSize).sampleSize);
    }
  });

  it('keeps them for lots of any size', () => {
    fc.assert(
      fc.property(fc.integer({ min: 60, max: 3000 }), (lotSize) => {
        const plan = planDouble(moduleF, lotSize);
        expect(plan.producerRisk).toBeLessThanOrEqual(0.05);
        expect(plan.consumerRisk).toBeLessThanOrEqual(0.05);
        expect(plan.firstSize + plan.secondSize).toBeLessThanOrEqual(lotSize);
      }),
      { numRuns: 15 },
    );
  });

  it('has its curves, and its average sample in a picture', () => {
    const plan = { kind: 'double', ...planDouble(moduleF, 600) } as const;
    const curve = planCurves(plan, 0.1, 61, 600);
    expect(curve.find(({ quality }) => quality === 0.01)!.accepted).toBeGreaterThanOrEqual(0.95);
    expect(curve.find(({ quality }) => quality === 0.07)!.accepted).toBeLessThanOrEqual(0.05);
    expect(curveSvg(curve, 'averageSample', 'zh')).toContain('平均样本量');
  });

  it('is refused where there is none', () => {
    expect(() => planDouble(moduleF, undefined, { largestTotal: 60 })).toThrow(
      expect.objectContaining({ code: 'sampling-no-plan' }),
    );
    expect(() => planDouble(moduleF, 100, { largestTotal: 101 })).toThrow(
      expect.objectContaining({ code: 'sampling-out-of-range' }),
    );
  });
});
