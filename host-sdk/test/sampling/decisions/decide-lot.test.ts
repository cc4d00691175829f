import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundAcceptance } from '../../../src/sampling/decisions/bound-acceptance.js';
import { decideLot, runningDecision } from '../../../src/sampling/decisions/decide-lot.js';
import {
  commonRiskPoints,
  dispenserDecisionRules,
  scaleDecisionRules,
  shanghaiMeterDecisionRules,
} from '../../../src/sampling/decisions/decision-rules.js';
import { doubleBounds } from '../../../src/sampling/decisions/double-bounds.js';
import { posteriorAtMost } from '../../../src/sampling/decisions/posterior.js';
import type { PlanStep } from '../../../src/sampling/decisions/run-plan.js';
import { acceptanceProbability } from '../../../src/sampling/plans/acceptance.js';
import { planDouble } from '../../../src/sampling/plans/plan-double.js';
import { planSequential, sequentialOutcome } from '../../../src/sampling/plans/sequential-plan.js';
import { planSingle } from '../../../src/sampling/plans/single-plan.js';
import { combinedBounds, stratumBounds } from '../../../src/sampling/results/stratum-bounds.js';
import { logChoose } from '../../../src/statistics/log-gamma.js';
import { mixedAuditLot } from '../candidates.js';
import { drawn, verifyAll } from '../sample.js';

const refused = (code: string) => expect.objectContaining({ code });
const badFirst = (count: number) => (_: string, index: number) => (index < count ? 'nonconforming' : 'conforming');
const choose = (n: number, k: number): number => (k < 0 || k > n ? 0 : Math.exp(logChoose(n, k)));

describe('the decision on a lot by a single plan', () => {
  const plan = { kind: 'single', ...planSingle(commonRiskPoints, 600) } as const;
  const lot = drawn(600, { plan });

  it('accepts up to its acceptance number, and extends the interval', () => {
    const decision = decideLot(verifyAll(lot, badFirst(plan.acceptanceNumber)), scaleDecisionRules);
    expect(decision).toMatchObject({ outcome: 'accepted', action: 'extend-interval', months: 24, by: 'plan' });
    expect(decision.reasons[1]!.zh).toBe('判定：接收；延长检定周期（24 个月）。');
  });

  it('states the risks of its own N, n and c at the common points (95 % at 1 %, 5 % at 7 %)', () => {
    const { risks } = decideLot(verifyAll(lot, badFirst(0)), scaleDecisionRules);
    expect(risks.producerRisk).toBeCloseTo(1 - acceptanceProbability(plan, 6, 600), 9);
    expect(risks.consumerRisk).toBeCloseTo(acceptanceProbability(plan, 42, 600), 9);
    expect(risks.producerRisk).toBeLessThanOrEqual(0.05);
    expect(risks.consumerRisk).toBeLessThanOrEqual(0.05);
  });

  it('n 109, c 3 has the published risks 2.43 % at 1 % and 4.85 % at 7 % in a very large lot', () => {
    const large = drawn(30_000, { plan: { kind: 'single', sampleSize: 109, acceptanceNumber: 3 } });
    const { risks } = decideLot(verifyAll(large, badFirst(1)), scaleDecisionRules);
    expect(risks.producerRisk).toBeCloseTo(0.0243, 3);
    expect(risks.consumerRisk).toBeCloseTo(0.0485, 3);
  });

  it('keeps it conditionally when refused, and rejects it only when the sample shows more than is tolerable', () => {
    const conditional = decideLot(verifyAll(lot, badFirst(plan.acceptanceNumber + 1)), scaleDecisionRules);
    expect(conditional).toMatchObject({ outcome: 'conditional', action: 'shorten-interval', months: 6 });
    const rejected = decideLot(verifyAll(lot, badFirst(20)), scaleDecisionRules);
    expect(rejected).toMatchObject({ outcome: 'rejected', action: 'verify-all' });
    expect(rejected).not.toHaveProperty('months');
    expect(rejected.bounds!.lower / 600).toBeGreaterThan(0.05);
    expect(decideLot(verifyAll(lot, badFirst(40)), scaleDecisionRules).action).toBe('replace-lot');
  });

  it('Shanghai 2026: a batch that passes goes from 8 to 12 years, one that does not is replaced', () => {
    const passed = decideLot(verifyAll(lot, badFirst(0)), shanghaiMeterDecisionRules);
    expect([passed.action, passed.months]).toEqual(['extend-interval', 12 * 12]);
    expect(shanghaiMeterDecisionRules.months.regular).toBe(8 * 12);
    const failed = decideLot(verifyAll(lot, badFirst(plan.acceptanceNumber + 1)), shanghaiMeterDecisionRules);
    expect(failed).toMatchObject({ outcome: 'rejected', action: 'replace-lot' });
  });

  it('JJG 443: a dispenser stays at 6 months, however good its lot', () => {
    const decision = decideLot(verifyAll(lot, badFirst(0)), dispenserDecisionRules);
    expect(decision).toMatchObject({ outcome: 'accepted', action: 'keep-interval', months: 6 });
  });

  it('does not accept what would be refused if those not reached were nonconforming', () => {
    const c = plan.acceptanceNumber;
    const missing = verifyAll(lot, (_, index) => (index <= c ? 'unreached' : 'conforming'));
    expect(decideLot(missing, scaleDecisionRules)).toMatchObject({
      outcome: 'conditional',
      asReached: 'accept',
      worstCase: 'refuse',
    });
    const fewer = verifyAll(lot, (_, index) => (index < c ? 'unreached' : 'conforming'));
    expect(decideLot(fewer, scaleDecisionRules)).toMatchObject({ outcome: 'accepted', worstCase: 'accept' });
  });

  it('waits for every result', () => {
    const waiting = verifyAll(lot, badFirst(0), ({ results }) => results.length === plan.sampleSize - 1);
    expect(() => decideLot(waiting, scaleDecisionRules)).toThrow(refused('sampling-incomplete'));
  });

  it('needs rules whose confidence keeps the consumer’s risk', () => {
    const state = verifyAll(lot, badFirst(0));
    expect(() => decideLot(state, { ...scaleDecisionRules, confidence: 0.89 })).toThrow(refused('sampling-bad-rules'));
    expect(() => decideLot(state, { ...scaleDecisionRules, tolerable: 0.3 })).toThrow(refused('sampling-bad-rules'));
  });
});

describe('the decision by other plans', () => {
  it('double: the first sample decides when it can', () => {
    const plan = { kind: 'double', ...planDouble(commonRiskPoints, 600) } as const;
    const lot = drawn(600, { plan });
    const decided = (state: typeof lot) => runningDecision(state)!.worstCase.step !== 'continue';
    const first = verifyAll(lot, badFirst(plan.firstAcceptance), decided);
    expect(first.results).toHaveLength(plan.firstSize);
    expect(decideLot(first, scaleDecisionRules)).toMatchObject({ outcome: 'accepted' });
    const second = verifyAll(lot, badFirst(plan.firstAcceptance + 1), decided);
    expect(second.results).toHaveLength(plan.firstSize + plan.secondSize);
    const decision = decideLot(second, scaleDecisionRules);
    expect(decision.risks.producerRisk).toBeCloseTo(plan.producerRisk, 8);
    expect(decision.risks.consumerRisk).toBeCloseTo(plan.consumerRisk, 8);
    // the bounds of the first end are those of a single sample of its size
    const found = { size: 600, looked: plan.firstSize, nonconforming: plan.firstAcceptance, unreached: 0 };
    expect(decideLot(first, scaleDecisionRules).bounds).toMatchObject(
      stratumBounds(found, scaleDecisionRules.confidence),
    );
    expect(decision.bounds!.lower).toBeGreaterThanOrEqual(plan.firstAcceptance + 1);
    expect(decision.bounds!.upper).toBeLessThan(
      stratumBounds({ ...found, nonconforming: plan.firstAcceptance + 1 }, scaleDecisionRules.confidence).upper,
    );
  });

  it('double: its bounds hold with their confidence for every lot, over every pair of samples', () => {
    const plan = { firstSize: 5, firstAcceptance: 0, firstRejection: 3, secondSize: 4, secondAcceptance: 2 };
    const [size, confidence] = [20, 0.9];
    for (let marked = 0; marked <= size; marked++) {
      let [missed, exaggerated] = [0, 0];
      for (let first = 0; first <= 5; first++) {
        const probability = (choose(marked, first) * choose(size - marked, 5 - first)) / choose(size, 5);
        const isSecond = first > 0 && first < 3;
        for (let more = 0; more <= (isSecond ? 4 : 0); more++) {
          const rest = marked - first;
          const chance = isSecond ? (choose(rest, more) * choose(15 - rest, 4 - more)) / choose(15, 4) : 1;
          if (probability * chance < 1e-15) continue;
          const end: PlanStep = { step: 'accept', looked: isSecond ? 9 : 5, nonconforming: first + more };
          const { lower, upper } = doubleBounds(plan, size, { worst: end, best: end }, confidence);
          if (upper < marked) missed += probability * chance;
          if (lower > marked) exaggerated += probability * chance;
        }
      }
      expect(missed).toBeLessThanOrEqual(0.05 + 1e-12);
      expect(exaggerated).toBeLessThanOrEqual(0.05 + 1e-12);
    }
  });

  it('sequential: a running decision, instrument by instrument', () => {
    const sequential = planSequential(commonRiskPoints);
    const plan = { kind: 'sequential', ...sequential } as const;
    const lot = drawn(2000, { plan });
    const decided = (state: typeof lot) => runningDecision(state)!.worstCase.step !== 'continue';
    expect(runningDecision(lot)!.asReached).toEqual({ step: 'continue', looked: 0, nonconforming: 0 });
    const good = verifyAll(lot, badFirst(0), decided);
    // d = 0 ≤ slope n − h1 for the first time
    expect(good.results).toHaveLength(Math.ceil(plan.acceptanceIntercept / plan.slope));
    expect(decideLot(good, scaleDecisionRules)).toMatchObject({ outcome: 'accepted', bounds: null });
    const bad = verifyAll(lot, badFirst(9), decided);
    expect(decideLot(bad, scaleDecisionRules)).toMatchObject({ outcome: 'rejected', action: 'verify-all' });
    expect(bad.results.length).toBeLessThan(10);
  });

  it('sequential in a lot: exact by every order of a small one, and that of a process in a large one', () => {
    const plan = { slope: 0.25, acceptanceIntercept: 0.9, rejectionIntercept: 1.2, limit: 6, limitAcceptance: 1 };
    const lotSize = 8;
    for (let marked = 0; marked <= lotSize; marked++) {
      let [accepted, looked, orders] = [0, 0, 0];
      for (let bits = 0; bits < 2 ** lotSize; bits++) {
        const order = Array.from({ length: lotSize }, (_, i) => (bits >> i) & 1);
        if (order.reduce((sum, one) => sum + one, 0) !== marked) continue;
        orders++;
        for (let n = 1, d = 0; ; n++) {
          d += order[n - 1]!;
          const accepts = d <= plan.slope * n - plan.acceptanceIntercept;
          const refuses = d >= plan.slope * n + plan.rejectionIntercept;
          if (!accepts && !refuses && n < plan.limit) continue;
          if (accepts || (!refuses && d <= plan.limitAcceptance)) accepted++;
          looked += n;
          break;
        }
      }
      const outcome = sequentialOutcome(plan, marked, lotSize);
      expect(outcome.accepted).toBeCloseTo(accepted / orders, 12);
      expect(outcome.averageSample).toBeCloseTo(looked / orders, 12);
    }
    const sequential = planSequential(commonRiskPoints);
    expect(sequentialOutcome(sequential, 400_000, 10_000_000).accepted).toBeCloseTo(
      sequentialOutcome(sequential, 0.04).accepted,
      4,
    );
  });
});

describe('the decision on a divided lot by exact bounds', () => {
  const lot = drawn(400, { rules: mixedAuditLot, allocation: { flagged: 90, unflagged: 120, silent: 50 } });

  it('accepts a good one, and states the risks', () => {
    const decision = decideLot(verifyAll(lot, badFirst(0)), scaleDecisionRules);
    expect(decision).toMatchObject({ by: 'bounds', outcome: 'accepted', posterior: null, estimate: 0 });
    expect(decision.bounds!.upper).toBeLessThan(28);
    expect(decision.risks.consumerRisk).toBeLessThanOrEqual(0.05);
    expect(decideLot(verifyAll(lot, badFirst(80)), scaleDecisionRules).outcome).toBe('rejected');
  });

  it('has the probability of acceptance that counting every sample gives', () => {
    const strata = [
      { name: 'a', size: 9, looked: 5 },
      { name: 'b', size: 6, looked: 4 },
    ];
    for (const confidence of [0.6, 0.9]) {
      for (const [nonconforming, a, b] of [
        [0, 0, 0],
        [2, 1, 1],
        [5, 3, 2],
        [10, 6, 4],
      ] as const) {
        let accepted = 0;
        for (let x = 0; x <= 5; x++) {
          for (let y = 0; y <= 4; y++) {
            const found = [
              { size: 9, looked: 5, nonconforming: x, unreached: 0 },
              { size: 6, looked: 4, nonconforming: y, unreached: 0 },
            ];
            const weight =
              (choose(a, x) * choose(9 - a, 5 - x) * choose(b, y) * choose(6 - b, 4 - y)) /
              (choose(9, 5) * choose(6, 4));
            if (weight > 1e-12 && combinedBounds(found, confidence).upper < 7) accepted += weight;
          }
        }
        expect(boundAcceptance(strata, nonconforming, 7, confidence)).toBeCloseTo(accepted, 9);
      }
    }
  });

  it('keeps the consumer’s risk whatever the spread over the strata', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 4, max: 20 }),
        fc.integer({ min: 4, max: 20 }),
        fc.integer({ min: 2, max: 15 }),
        (first, second, limit) => {
          const [n, m] = [Math.ceil(first / 2), Math.ceil(second / 2)];
          for (let a = 0; a <= first; a++) {
            const b = limit - a;
            if (b < 0 || b > second) continue;
            let accepted = 0;
            for (let x = 0; x <= n; x++) {
              for (let y = 0; y <= m; y++) {
                const found = [
                  { size: first, looked: n, nonconforming: x, unreached: 0 },
                  { size: second, looked: m, nonconforming: y, unreached: 0 },
                ];
                const weight =
                  (choose(a, x) * choose(first - a, n - x) * choose(b, y) * choose(second - b, m - y)) /
                  (choose(first, n) * choose(second, m));
                if (weight > 0 && combinedBounds(found, 0.9).upper < limit) accepted += weight;
              }
            }
            expect(accepted).toBeLessThanOrEqual(0.05 + 1e-9);
          }
        },
      ),
      { numRuns: 30 },
    );
  });
});

describe('bounds of the nonconforming share', () => {
  it('hold with their confidence even when exactly the nonconforming ones cannot be reached', () => {
    const [size, sample, confidence] = [14, 6, 0.9];
    for (let marked = 0; marked <= size; marked++) {
      for (const hidden of [0, 1, 2, 6]) {
        let [tooHigh, tooLow] = [0, 0];
        for (let found = Math.max(0, sample - size + marked); found <= Math.min(sample, marked); found++) {
          const probability = (choose(marked, found) * choose(size - marked, sample - found)) / choose(size, sample);
          const unreached = Math.min(found, hidden);
          const { lower, upper } = stratumBounds(
            { size, looked: sample - unreached, nonconforming: found - unreached, unreached },
            confidence,
          );
          if (lower > marked) tooHigh += probability;
          if (upper < marked) tooLow += probability;
        }
        expect(tooHigh).toBeLessThanOrEqual(0.05 + 1e-12);
        expect(tooLow).toBeLessThanOrEqual(0.05 + 1e-12);
      }
    }
  });

  it('have a posterior that the sum over every lot gives', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.nat(60), fc.nat(60), fc.nat(60), (lot, s, x, most) => {
        const sample = Math.min(s, lot);
        const count = Math.min(x, sample);
        const weight = (marked: number): number => choose(marked, count) * choose(lot - marked, sample - count);
        let [below, all] = [0, 0];
        for (let marked = 0; marked <= lot; marked++) {
          all += weight(marked);
          if (marked <= most) below += weight(marked);
        }
        expect(posteriorAtMost(most, count, sample, lot)).toBeCloseTo(below / all, 9);
      }),
    );
  });
});
