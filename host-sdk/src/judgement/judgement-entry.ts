import { SdkError } from '../errors.js';
import { buildEstimate } from '../estimates/build-estimate.js';
import { LEVEL } from '../estimation/estimate-layout.js';
import { estimationRules } from '../estimation/estimation-rules.js';
import type { Evidence } from '../estimation/evidence.js';
import { type LearnedPriors, nothingLearned } from '../estimation/learned-priors.js';
import { storedLevels } from '../estimation/level-from-probability.js';
import { evaluateStatus } from '../evaluation/evaluate-status.js';
import type { KeyReports } from '../evaluation/reports-of-key.js';
import { asJson } from '../ledger/as-json.js';
import type { Actor, LedgerDraft, LedgerEntry } from '../ledger/ledger-entry.js';
import type { EvidenceSource } from '../ledger/replay/evidence-source.js';
import { EvidenceMissing, type Recomputer } from '../ledger/replay/recomputer.js';
import type { InstrumentData } from '../registry/records.js';
import { judgementRules } from '../rules/judgement-rules.js';
import { statusRules } from '../rules/status-rules.js';
import { evidenceNamed } from './evidence-named.js';
import { judgeInstrument } from './judge-instrument.js';
import type { Judgement } from './judgement.js';
import { priorsKind } from './priors-entry.js';
import { ruleSetOf } from './rules-named.js';

/** Kind of the ledger entries of judgements. */
export const judgementKind = 'judgement';

export const judgementSubject = (ueid: string): string => `instrument/${ueid}`;

/**
 * What a judgement was made from, as its entry keeps it: with the evidence that the entry names, anyone makes it again. The state of the chain
 * and the register's data are kept as they stood, because both go on changing.
 */
export interface JudgementBasis {
  readonly type: string;
  readonly batch: string;
  readonly data: InstrumentData;
  readonly enrolledAt: number;
  /** Index into `storedLevels` of the level before: hysteresis starts from it. */
  readonly previousLevel: number;
  /** Ledger entry of the learned priors; 0: nothing was learned yet. */
  readonly priorsEntry: number;
  /** When each piece of evidence counts, ms since 1970, in the order in which it was taken in. */
  readonly taken: readonly { readonly source: string; readonly at: number }[];
  /** What the instrument's own reports were judged from. */
  readonly reports: KeyReports;
}

/** A judgement as it goes into the ledger. */
export function judgementDraft(judgement: Judgement, basis: JudgementBasis, actor: Actor): LedgerDraft {
  const { instrument, at, rules } = judgement;
  return {
    kind: judgementKind,
    subject: judgementSubject(instrument),
    at,
    actor,
    rules: rules.join(' '),
    evidence: [...new Set(evidenceOf(judgement, basis))],
    body: asJson({ judgement, basis }),
  };
}

function evidenceOf({ reasons }: Judgement, { taken, priorsEntry }: JudgementBasis): string[] {
  return [
    ...(priorsEntry > 0 ? [`ledger/${priorsEntry}`] : []),
    ...taken.map(({ source }) => source),
    ...reasons.flatMap(({ evidence }) => evidence),
  ];
}

/** Judgements, recomputed from the stored bytes by the rule sets that they name. */
export const judgementRecomputer: Recomputer = {
  kinds: [judgementKind],
  recompute: async (_before, entry, source) => {
    const { basis } = entry.body as unknown as { basis?: JudgementBasis };
    if (!isBasis(basis)) throw unreadable(entry, 'its basis is not there');
    const sets = rulesNamed(entry);
    const priors = await priorsNamed(entry, basis, source);
    const evidence: Evidence[] = [];
    for (const { source: identifier, at } of basis.taken)
      evidence.push(...(await evidenceNamed(identifier, at, basis.data, source)));
    const built = buildEstimate(basis, evidence, priors, sets.estimation);
    built.estimate[LEVEL] = basis.previousLevel;
    const self = evaluateStatus({ ...basis.reports, data: basis.data, now: entry.at, rules: sets.status });
    const judgement = judgeInstrument({
      instrument: entry.subject.slice(judgementSubject('').length),
      type: basis.type,
      batch: basis.batch,
      estimate: built.estimate,
      measurement: built.measurement,
      self,
      now: entry.at,
      priors,
      estimationRules: sets.estimation,
      rules: sets.judgement,
    });
    return asJson({ judgement, basis });
  },
};

function isBasis(basis: JudgementBasis | undefined): basis is JudgementBasis {
  return (
    typeof basis === 'object' &&
    Array.isArray(basis?.taken) &&
    typeof basis.reports === 'object' &&
    typeof basis.data === 'object' &&
    Number.isInteger(basis.previousLevel) &&
    basis.previousLevel >= 0 &&
    basis.previousLevel < storedLevels.length
  );
}

/** The rule sets that an entry names; old versions stay available. */
const rulesNamed = (entry: LedgerEntry) => ({
  status: ruleSetOf(entry, statusRules),
  estimation: ruleSetOf(entry, estimationRules),
  judgement: ruleSetOf(entry, judgementRules),
});

async function priorsNamed(entry: LedgerEntry, basis: JudgementBasis, source: EvidenceSource): Promise<LearnedPriors> {
  if (basis.priorsEntry === 0) return nothingLearned(rulesNamed(entry).estimation.stepGiven);
  for await (const found of source.entries({ kind: priorsKind, from: basis.priorsEntry, to: basis.priorsEntry })) {
    return found.body as unknown as LearnedPriors;
  }
  throw new EvidenceMissing(`ledger/${basis.priorsEntry}`);
}

function unreadable(entry: LedgerEntry, why: string): SdkError {
  const text = `Entry ${entry.number} cannot be recomputed: ${why}. It was not written by this product, or it was changed.`;
  return new SdkError('judgement-entry-unreadable', text, { number: entry.number });
}
