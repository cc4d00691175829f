import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { acceptanceProbability } from '../../../src/sampling/plans/acceptance.js';
import { planSingle } from '../../../src/sampling/plans/single-plan.js';
import { bisect } from '../../../src/statistics/bisect.js';

describe('published points of single plans (attributes, binomial)', () => {
  it('n 80, c 1: Pa(1 %) = 80.92 %, and the limiting quality at Pa 5 % is 5.793 %', () => {
    const plan = { sampleSize: 80, acceptanceNumber: 1 };
    expect(acceptanceProbability(plan, 0.01)).toBeCloseTo(0.8092, 4);
    const limiting = bisect((p) => 1 - acceptanceProbability(plan, p), 0.95, 0, 1);
    expect(limiting).toBeCloseTo(0.05793, 5);
  });

  it('n 109, c 3: producer risk 2.43 % at 1 %, consumer risk 4.85 % at 7 %', () => {
    const plan = { sampleSize: 109, acceptanceNumber: 3 };
    expect(1 - acceptanceProbability(plan, 0.01)).toBeCloseTo(0.0243, 4);
    expect(acceptanceProbability(plan, 0.07)).toBeCloseTo(0.0485, 4);
  });

  it('PRQ 1 %, CRQ 5 %, α 5 %, β 10 % gives n 132, c 3 with the risks 0.04425251 and 0.0992283', () => {
    const plan = planSingle({ producerQuality: 0.01, producerRisk: 0.05, consumerQuality: 0.05, consumerRisk: 0.1 });
    expect(plan).toMatchObject({ sampleSize: 132, acceptanceNumber: 3 });
    expect(plan.producerRisk).toBeCloseTo(0.04425251, 8);
    expect(plan.consumerRisk).toBeCloseTo(0.0992283, 7);
  });

  it('MID module F (95 % at 1 %, 5 % at 7 %): no plan with a smaller sample keeps it', () => {
    const plan = planSingle({ producerQuality: 0.01, producerRisk: 0.05, consumerQuality: 0.07, consumerRisk: 0.05 });
    for (let sampleSize = 1; sampleSize < plan.sampleSize; sampleSize++) {
      for (let acceptanceNumber = 0; acceptanceNumber <= 6 && acceptanceNumber <= sampleSize; acceptanceNumber++) {
        const one = { sampleSize, acceptanceNumber };
        const keeps = acceptanceProbability(one, 0.01) >= 0.95 && acceptanceProbability(one, 0.07) <= 0.05;
        expect(keeps, `${sampleSize}, ${acceptanceNumber}`).toBe(false);
      }
    }
  });
});

describe('plans for lots', () => {
  const qualities = { producerQuality: 0.01, producerRisk: 0.05, consumerQuality: 0.07, consumerRisk: 0.05 };

  it('keep both risks exactly, with a sample no greater than the process needs', () => {
    const process = planSingle(qualities);
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 20_000 }), (lotSize) => {
        const plan = planSingle(qualities, lotSize);
        expect(plan.producerRisk).toBeLessThanOrEqual(0.05);
        expect(plan.consumerRisk).toBeLessThanOrEqual(0.05);
        expect(plan.sampleSize).toBeLessThanOrEqual(process.sampleSize + 1);
      }),
      { numRuns: 50 },
    );
  });

  it('approach the process as the lot grows', () => {
    const { sampleSize, acceptanceNumber } = planSingle(qualities, 50_000_000);
    expect({ sampleSize, acceptanceNumber }).toEqual({
      sampleSize: planSingle(qualities).sampleSize,
      acceptanceNumber: planSingle(qualities).acceptanceNumber,
    });
  });

  it('of a lot smaller than any sample look at every instrument', () => {
    expect(planSingle(qualities, 10)).toMatchObject({ acceptanceNumber: 0, producerRisk: 0 });
  });
});

describe('what is not a plan is refused with what is wrong', () => {
  const good = { producerQuality: 0.01, producerRisk: 0.05, consumerQuality: 0.05, consumerRisk: 0.1 };
  it.each([
    [{ ...good, producerRisk: 0 }, undefined, /producerRisk lies between 0 and 1/],
    [{ ...good, consumerRisk: Number.NaN }, undefined, /consumerRisk/],
    [{ ...good, consumerQuality: 0.01 }, undefined, /must be better/],
    [{ ...good, consumerQuality: 1.5 }, undefined, /must be better/],
    [good, 0, /A lot holds 1/],
    [good, 2.5, /A lot holds 1/],
  ])('%j, lot %s', (points, lotSize, message) => {
    expect(() => planSingle(points, lotSize)).toThrow(
      expect.objectContaining({ code: 'sampling-out-of-range', message: expect.stringMatching(message) }),
    );
  });

  it('so is a sample that is no part of its lot', () => {
    const refused = expect.objectContaining({ code: 'sampling-out-of-range' });
    expect(() => acceptanceProbability({ sampleSize: 11, acceptanceNumber: 0 }, 0, 10)).toThrow(refused);
    expect(() => acceptanceProbability({ sampleSize: 5, acceptanceNumber: 6 }, 0.1)).toThrow(refused);
    expect(() => acceptanceProbability({ sampleSize: 5, acceptanceNumber: 1 }, 11, 10)).toThrow(refused);
    expect(() => acceptanceProbability({ sampleSize: 5, acceptanceNumber: 1 }, 1.1)).toThrow(refused);
  });

  it('points that no sample of a small lot can keep apart say so', () => {
    const close = { producerQuality: 0.04, producerRisk: 0.01, consumerQuality: 0.05, consumerRisk: 0.01 };
    expect(() => planSingle(close, 20)).not.toThrow();
    expect(() => planSingle({ ...close, producerQuality: 0.0499999 }, undefined)).toThrow(
      expect.objectContaining({ code: 'sampling-no-plan' }),
    );
  });
});
