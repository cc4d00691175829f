import { judgementRecomputer } from '../../judgement/judgement-entry.js';
import { priorsRecomputer } from '../../judgement/priors-entry.js';
import { caseStepKind, foldEntry, recomputeCaseStep, stepDraft, stepOfEntry } from '../../replacement/case-entries.js';
import type { CaseState } from '../../replacement/case-state.js';
import { foldLotEntry, recomputeLotEntry, samplingKinds } from '../../sampling/book/lot-entries.js';
import type { LotState } from '../../sampling/book/lot-state.js';
import { type SamplingRules, samplingRules } from '../../sampling/book/named-rules.js';
import { differences } from './difference.js';
import type { Recomputer } from './recomputer.js';

/** Steps of cases 案件 of out-of-tolerance replacement 失准更换. */
export const caseStepRecomputer: Recomputer<CaseState> = {
  kinds: [caseStepKind],
  fold: foldEntry,
  recompute: (before, entry) => {
    const { id, step, rules } = stepOfEntry(entry);
    const { body } = stepDraft(id, before, step, rules);
    // A body that says something else is shown field by field; one that is the same still has to name the right evidence.
    return differences(entry.body, body, 1).length > 0 ? body : recomputeCaseStep(before, entry);
  },
};

/** Lots, draws, results, decisions, intervals and audits of sampling verification 抽样检定. @param rules that an authority added to */
export function samplingRecomputer(rules: SamplingRules = samplingRules): Recomputer<LotState> {
  return {
    kinds: samplingKinds,
    fold: (before, entry) => foldLotEntry(before, entry, rules),
    recompute: (before, entry) => recomputeLotEntry(before, entry, rules),
  };
}

/** Everything that this program can recompute from entries and evidence alone. */
export const recomputers: readonly Recomputer[] = [
  caseStepRecomputer,
  samplingRecomputer(),
  judgementRecomputer,
  priorsRecomputer,
];
