import type { Verification } from '../../src/records/verification.js';
import { scaleDecisionRules } from '../../src/sampling/decisions/decision-rules.js';
import { drawStrata } from '../../src/sampling/draws/draw-strata.js';
import { fixLot, type LotDesign } from '../../src/sampling/lots/fix-lot.js';
import type { FixedLot } from '../../src/sampling/lots/fixed-lot.js';
import { decisionLotRules } from '../../src/sampling/lots/lot-rules.js';
import { planSingle } from '../../src/sampling/plans/single-plan.js';
import { outstanding } from '../../src/sampling/results/findings.js';
import type { SampleState } from '../../src/sampling/results/sample-state.js';
import { takeResult, takeUnreached } from '../../src/sampling/results/take-result.js';
import { candidates, mixedLot } from './candidates.js';

export const DAY = 86_400_000;
export const fixedAt = Date.UTC(2026, 11, 1);
export const drawnAt = fixedAt + 2 * DAY;

/** A sampling verification that found an error of `ratio` times the limit. */
export function verification(instrument: string, ratio: number, changes: Partial<Verification> = {}): Verification {
  return {
    id: `v-${instrument}`,
    instrument,
    kind: 'sampling-verification',
    at: drawnAt + DAY,
    occasion: 'in-service',
    points: [{ quantity: 'mass', nominal: 1_000_000, error: ratio * 3000, uncertainty: 300, limit: 3000 }],
    outcome: Math.abs(ratio) > 1 ? 'fail' : 'pass',
    standards: ['F2-1'],
    person: '张三',
    authority: '上海市计量院',
    ...changes,
  };
}

/** A lot of 300 scales of one kind, sampled by a single plan. */
export const alikeLot = (id = 'lot-1', source = 'the lottery of 2 December'): FixedLot =>
  fixLot(candidates(300, { model: 'ACS-15', maker: '甲', manufactured: '2024', region: '沪' }), {
    id,
    rules: decisionLotRules,
    decision: scaleDecisionRules,
    at: fixedAt,
    randomness: { source, notBefore: fixedAt + DAY },
    plan: { kind: 'single', ...planSingle(scaleDecisionRules.points, 300) },
    reserveShare: 0.1,
  });

/** A drawn lot of `count` instruments without results. */
export function drawn(count: number, changes: Partial<LotDesign>, randomness = 'numbers of a lottery'): SampleState {
  const lot = fixLot(candidates(count), {
    id: 'lot-1',
    rules: mixedLot,
    at: fixedAt,
    randomness: { source: 'the lottery of 2 December', notBefore: fixedAt + DAY },
    reserveShare: 0.2,
    ...changes,
  });
  return { lot, draw: drawStrata(lot, randomness), drawnAt, due: drawnAt + 60 * DAY, results: [], unreached: [] };
}

/** Verifies one after the other until nothing is outstanding (or `until` says that it is enough). */
export function verifyAll(
  start: SampleState,
  find: (ueid: string, index: number) => 'conforming' | 'nonconforming' | 'unreached',
  until: (state: SampleState) => boolean = () => false,
): SampleState {
  let state = start;
  let index = 0;
  for (const { name } of start.lot.strata) {
    for (let next = outstanding(state, name)[0]; next !== undefined; next = outstanding(state, name)[0]) {
      if (until(state)) return state;
      const found = find(next, index++);
      const now = drawnAt + 2 * DAY;
      state =
        found === 'unreached'
          ? { ...state, unreached: [...state.unreached, takeUnreached(state, next, '停业', now)] }
          : {
              ...state,
              results: [
                ...state.results,
                takeResult(state, verification(next, found === 'conforming' ? 0.5 : 1.4), now),
              ],
            };
    }
  }
  return state;
}
