import {
  type FixedLot,
  findings,
  type LotDecision,
  type LotDecisionRules,
  type LotState,
  lotActionText,
  lotOutcomeText,
  planCurves,
  ruleSetName,
  runningDecision,
  type StatusAudit,
  sampleOf,
  samplingRules,
  stratumBounds,
} from '@hengzhun/host-sdk';
import type { CurvePoint, LotAnswer } from '../../api/lots.js';
import type { ConsoleContext } from '../../context.js';
import { drawnMembers } from './drawn-members.js';
import { lotSummary } from './lot-summary.js';
import { nextLotSteps } from './next-lot-steps.js';
import { planText, shownPlan } from './plan-text.js';

/** A lot with everything that is known of it. */
export async function lotPage(
  state: LotState,
  { store, clock }: Pick<ConsoleContext, 'store' | 'clock'>,
): Promise<LotAnswer> {
  const { lot, last, draw, decision, audits, intervals } = state;
  const now = clock.now();
  const sample = sampleOf(state);
  const found = sample === undefined ? [] : findings(sample);
  const rules = samplingRules.decisions.find((one) => ruleSetName(one) === lot.decision);
  const { confidence = 0.9, points } = rules ?? ({} as Partial<LotDecisionRules>);
  const running = sample === undefined || decision !== undefined ? undefined : runningDecision(sample);
  return {
    summary: lotSummary(state, now),
    last,
    digest: lot.digest,
    randomness: { ...lot.randomness, value: draw?.randomness ?? null },
    plan: lot.plan === undefined ? null : shownPlan(lot.plan),
    planText: lot.plan === undefined ? null : planText(lot.plan),
    curve: curveOf(lot, points?.consumerQuality),
    points: points ?? null,
    strata: lot.strata.map((stratum) => {
      const one = found.find(({ name }) => name === stratum.name);
      return {
        ...stratum,
        looked: one?.looked ?? 0,
        nonconforming: one?.nonconforming ?? 0,
        unreached: one?.unreached ?? 0,
        outstanding: one?.outstanding ?? 0,
        bounds:
          one === undefined || one.looked + one.unreached === 0
            ? null
            : { ...stratumBounds(one, confidence), confidence },
      };
    }),
    running: running ?? null,
    ...(sample === undefined ? { drawn: [], drawnTotal: 0 } : await drawnMembers(sample, store.registry)),
    decision: decision === undefined ? null : shownDecision(decision),
    audits: audits.map(shownAudit),
    intervals: intervals.map(({ method, from, days, change, assumes, rules: name }) => ({
      ...{ method, from, days, change, rules: name, reasons: [assumes] },
    })),
    next: nextLotSteps(state, now),
  };
}

const curves = new Map<string, readonly CurvePoint[]>();

/** The plan's curves for this very lot; sequential plans are those of a process. Computed once: a lot never changes. */
function curveOf({ digest, plan, members }: FixedLot, consumerQuality = 0.1): CurvePoint[] {
  if (plan === undefined) return [];
  const known = curves.get(digest);
  if (known !== undefined) return [...known];
  const size = plan.kind === 'single' || plan.kind === 'double' ? members.length : undefined;
  const curve = planCurves(plan, Math.min(1, 2 * consumerQuality), 101, size);
  curves.set(digest, curve);
  if (curves.size > 50) curves.delete(curves.keys().next().value!);
  return curve;
}

function shownDecision(decision: LotDecision): NonNullable<LotAnswer['decision']> {
  const { outcome, action, months, by, asReached, worstCase, estimate, bounds, posterior, risks, rules, reasons } =
    decision;
  return {
    ...{ by, asReached, worstCase, estimate, bounds, posterior, risks, rules },
    outcome: { name: outcome, text: lotOutcomeText[outcome] },
    action: { name: action, text: lotActionText[action] },
    months: months ?? null,
    reasons: [...reasons],
  };
}

function shownAudit({
  rules,
  confidence,
  total,
  rates,
  calibration,
  reasons,
}: StatusAudit): LotAnswer['audits'][number] {
  return {
    ...{ rules, confidence, total, brier: calibration.brier, logScore: calibration.logScore },
    missed: rates.missed,
    falseAlarm: rates.falseAlarm,
    silentShare: rates.silentShare,
    reliability: calibration.rows.map((row) => ({ ...row })),
    reasons: [...reasons],
  };
}
