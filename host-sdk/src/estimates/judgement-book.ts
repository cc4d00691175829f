import type { LearnedPriors } from '../estimation/learned-priors.js';
import type { Judgement } from '../judgement/judgement.js';
import { type JudgementBasis, judgementDraft } from '../judgement/judgement-entry.js';
import { priorsDraft, priorsKind } from '../judgement/priors-entry.js';
import type { Actor, LedgerDraft, LedgerEntry } from '../ledger/ledger-entry.js';
import type { EntryQuery } from '../ledger/replay/evidence-source.js';
import type { Instrument } from '../registry/records.js';
import type { SqlTransaction } from '../store/sql.js';
import type { EstimateBook } from './estimate-book.js';

/** The ledger as far as judgements need it. */
export interface JudgementLedger {
  append(draft: LedgerDraft, transaction?: SqlTransaction): Promise<LedgerEntry>;
  entries(query: EntryQuery): AsyncIterable<LedgerEntry>;
}

/** Judgements 状态评价 that go into the ledger: each names the rule sets and the evidence that it was made from, and can be made again. */
export class JudgementBook {
  readonly #estimates: EstimateBook;
  readonly #ledger: JudgementLedger;
  readonly #actor: Actor;

  /** @param actor who judges: the software, in the name of an authority */
  constructor(parts: { estimates: EstimateBook; ledger: JudgementLedger; actor: Actor }) {
    this.#estimates = parts.estimates;
    this.#ledger = parts.ledger;
    this.#actor = parts.actor;
  }

  /** Learns populations, and writes what was learned into the ledger in the same transaction. */
  async learn(now?: number): Promise<LearnedPriors> {
    return this.#estimates.learn(now, async (transaction, priors) => {
      await this.#ledger.append(priorsDraft(priors, this.#actor, this.#estimates.estimationRules), transaction);
    });
  }

  /**
   * Judges an instrument and writes the judgement into the ledger.
   * @throws {SdkError} `judgement-priors-missing`, `ledger-*`, `store-*`
   */
  async judge(instrument: Instrument, now?: number): Promise<{ judgement: Judgement; entry: LedgerEntry }> {
    const { judgement, basis } = await this.#estimates.judgeWithBasis(instrument, now);
    const priorsEntry = await this.#entryOfPriors(judgement.priors);
    const whole: JudgementBasis = { ...basis, priorsEntry };
    return { judgement, entry: await this.#ledger.append(judgementDraft(judgement, whole, this.#actor)) };
  }

  /** Number of the entry that holds a version of the learned priors. What was learned without a ledger is written into it now. */
  async #entryOfPriors(version: number): Promise<number> {
    if (version === 0) return 0;
    for await (const { number, body } of this.#ledger.entries({ kind: priorsKind })) {
      if ((body as { version?: number }).version === version) return number;
    }
    const priors = await this.#estimates.priors(version);
    return (await this.#ledger.append(priorsDraft(priors, this.#actor, this.#estimates.estimationRules))).number;
  }
}
