import { SdkError } from '../errors.js';
import { type Histories, learnFromHistories } from '../estimates/learn-from-histories.js';
import { readLearningBasis } from '../estimates/learning-basis.js';
import { type EstimationRules, estimationRules } from '../estimation/estimation-rules.js';
import type { Evidence } from '../estimation/evidence.js';
import type { LearnedPriors } from '../estimation/learned-priors.js';
import { asJson } from '../ledger/as-json.js';
import type { Actor, LedgerDraft, LedgerEntry } from '../ledger/ledger-entry.js';
import type { EvidenceSource } from '../ledger/replay/evidence-source.js';
import { EvidenceMissing, type Recomputer } from '../ledger/replay/recomputer.js';
import { ruleSetName } from '../rules/rule-set-name.js';
import { evidenceNamed } from './evidence-named.js';
import { ruleSetOf } from './rules-named.js';

/** Kind of the ledger entries of what was learned of populations. */
export const priorsKind = 'priors';
export const priorsSubject = 'population/all';

/** What has been learned of populations as it goes into the ledger: its evidence are the lists of what it was learned from. */
export function priorsDraft(priors: LearnedPriors, actor: Actor, rules: EstimationRules): LedgerDraft {
  const { madeAt: at, basis: evidence = [] } = priors;
  return {
    kind: priorsKind,
    subject: priorsSubject,
    at,
    actor,
    rules: ruleSetName(rules),
    evidence,
    body: asJson(priors),
  };
}

/** Learned populations, learned again from the stored bytes by the rule set that their entry names. The state is the version before. */
export const priorsRecomputer: Recomputer<number> = {
  kinds: [priorsKind],
  fold: (before, entry) => versionOf(entry, before),
  recompute: async (before, entry, source) => {
    const version = versionOf(entry, before);
    const rules = ruleSetOf(entry, estimationRules);
    const priors = await learnFromHistories(historiesNamed(entry, source), rules, version, entry.at);
    return asJson({ ...priors, basis: entry.evidence });
  },
};

/** Versions only ever grow. @throws {SdkError} `judgement-entry-unreadable` */
function versionOf(entry: LedgerEntry, before = 0): number {
  const version = (entry.body as { version?: unknown } | null)?.version;
  if (Number.isSafeInteger(version) && (version as number) > before) return version as number;
  const text = `Entry ${entry.number} cannot be recomputed: its version does not come after ${before}. It was not written by this product, or it was changed.`;
  throw new SdkError('judgement-entry-unreadable', text, { number: entry.number });
}

function historiesNamed(entry: LedgerEntry, source: EvidenceSource): Histories {
  return async function* (only) {
    for (const identifier of entry.evidence) {
      const bytes = await source.find(identifier);
      if (bytes === undefined) throw new EvidenceMissing(identifier);
      for (const { taken, ...basis } of readLearningBasis(bytes)) {
        if (only !== undefined && !only.has(basis.ueid)) continue;
        const evidence: Evidence[] = [];
        for (const [name, at] of taken) evidence.push(...(await evidenceNamed(name, at, basis.data, source)));
        yield { ...basis, evidence };
      }
    }
  };
}
