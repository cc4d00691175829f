import { findings, type LotState, lotOutcomeText, type StratumFindings, sampleOf } from '@hengzhun/host-sdk';
import type { LotSummary } from '../../api/lots.js';

const sum = (strata: readonly StratumFindings[], name: Exclude<keyof StratumFindings, 'name'>): number =>
  strata.reduce((total, one) => total + one[name], 0);

/** A lot as the list shows it. */
export function lotSummary(state: LotState, now: number): LotSummary {
  const { lot, decision, drawnAt, due } = state;
  const sample = sampleOf(state);
  const found = sample === undefined ? [] : findings(sample);
  const outcome = decision?.outcome;
  return {
    id: lot.id,
    stage: decision !== undefined ? 'decided' : sample !== undefined ? 'drawn' : 'fixed',
    common: { ...lot.common },
    rules: lot.rules,
    decisionRules: lot.decision ?? null,
    fixedAt: lot.fixedAt,
    drawnAt: drawnAt ?? null,
    due: due ?? null,
    overdue: due !== undefined && decision === undefined && now > due && sum(found, 'outstanding') > 0,
    size: lot.members.length,
    sample: lot.strata.reduce((total, one) => total + one.sample, 0),
    looked: sum(found, 'looked'),
    nonconforming: sum(found, 'nonconforming'),
    unreached: sum(found, 'unreached'),
    outstanding: sum(found, 'outstanding'),
    outcome: outcome === undefined ? null : { name: outcome, text: lotOutcomeText[outcome] },
  };
}
