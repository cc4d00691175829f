import { SdkError, type SdkErrorCode } from '../../errors.js';
import type { LedgerEntry } from '../../ledger/ledger-entry.js';
import { lockLedger } from '../../ledger/ledger-sql.js';
import type { Verification } from '../../records/verification.js';
import { ruleSetName } from '../../rules/rule-set-name.js';
import type { SqlDatabase, SqlReader, SqlTransaction } from '../../store/sql.js';
import { auditRules } from '../audit/audit-rules.js';
import type { IntervalRequest } from '../intervals/adjust-interval.js';
import { intervalRules } from '../intervals/interval-rules.js';
import type { FixedLot } from '../lots/fixed-lot.js';
import { checkOnRecord, type LotVerifications } from './check-on-record.js';
import { foldLotEntry, type LotStep, lotStepDraft, lotSubject, type StepContext } from './lot-entries.js';
import type { LotState } from './lot-state.js';
import { type SamplingRules, samplingRules } from './named-rules.js';

/** What the book needs of a ledger: `Ledger`. */
export interface LotLedger {
  append(draft: ReturnType<typeof lotStepDraft>, transaction: SqlTransaction): Promise<LedgerEntry>;
  entries(
    query: { readonly subject?: string; readonly kind?: string; readonly from?: number },
    reader?: SqlReader,
  ): AsyncIterable<LedgerEntry>;
}

export interface SamplingBookOptions {
  /** The database that the ledger is in. */
  readonly database: SqlDatabase;
  readonly ledger: LotLedger;
  /** Sets of rules that entries may name; none: `samplingRules`. */
  readonly rules?: SamplingRules;
  /** Absent: whether the verification of a result is on record is not looked at. */
  readonly verifications?: LotVerifications;
}

/** What became of one of several results. */
export type ResultOutcome =
  | { readonly verification: string; readonly outcome: 'taken'; readonly entry: number }
  | {
      readonly verification: string;
      readonly outcome: 'refused';
      readonly code: SdkErrorCode;
      readonly message: string;
    };

/** Lots are kept in memory so far as they were read, this many of them; what others wrote since is read each time. */
const KEPT = 50;

/**
 * Lots of sampling verification 抽样检定 in the ledger. Each step is an entry about `lot/<id>`, and a lot is the fold of its entries: a step is
 * decided on what stands in the ledger at that moment, with all other writers waiting, and is durable when the promise resolves. All methods
 * reject with the codes of ledger and store besides those named.
 */
export class SamplingBook {
  readonly #database: SqlDatabase;
  readonly #ledger: LotLedger;
  readonly #rules: SamplingRules;
  readonly #verifications: LotVerifications | undefined;
  readonly #read = new Map<string, LotState>();

  constructor({ database, ledger, rules = samplingRules, verifications }: SamplingBookOptions) {
    this.#database = database;
    this.#ledger = ledger;
    this.#rules = rules;
    this.#verifications = verifications;
  }

  /** Fixes a lot, from `fixLot`, at `context.at`. @throws {SdkError} `sampling-lot-known`, `sampling-bad-lot` */
  fix(lot: FixedLot, context: StepContext): Promise<LotState> {
    return this.#take(lot.id, { kind: 'lot', lot }, context);
  }

  /** Draws, once. @throws {SdkError} `sampling-unknown-lot`, `sampling-out-of-order`, `sampling-too-early` */
  draw(id: string, randomness: string, context: StepContext): Promise<LotState> {
    return this.#take(id, { kind: 'draw', randomness }, context);
  }

  /** Takes the result of one drawn instrument. @throws {SdkError} as `takeResult`; `sampling-unknown-lot`, `sampling-result-unrecorded` */
  async result(id: string, verification: Verification, context: StepContext): Promise<LotState> {
    const [unrecorded] = await this.#notOnRecord([verification]);
    if (unrecorded !== undefined) throw unrecorded;
    return this.#take(id, { kind: 'sample-result', verification }, context);
  }

  /**
   * Takes the results that can be taken, all in one transaction, and says of the others why not.
   *
   * @throws {SdkError} `sampling-unknown-lot`, `sampling-out-of-order` before the draw
   */
  async results(id: string, verifications: readonly Verification[], context: StepContext): Promise<ResultOutcome[]> {
    const unrecorded = await this.#notOnRecord(verifications);
    const { state, outcomes } = await this.#database.transaction(async (transaction) => {
      const outcomes: ResultOutcome[] = [];
      let now = await this.#state(id, transaction);
      if (now?.draw === undefined) {
        const code = now === undefined ? 'sampling-unknown-lot' : 'sampling-out-of-order';
        throw new SdkError(code, `There is no drawn lot ${id.slice(0, 64)}.`);
      }
      for (const [index, verification] of verifications.entries()) {
        try {
          if (unrecorded[index] !== undefined) throw unrecorded[index];
          now = await this.#append(id, now, { kind: 'sample-result', verification }, context, transaction);
          outcomes.push({ verification: verification.id, outcome: 'taken', entry: now.last });
        } catch (error) {
          // what the store or the ledger could not do ends everything; what the lot does not take is an answer
          if (
            !(error instanceof SdkError) ||
            (!error.code.startsWith('sampling-result-') && !REFUSALS.has(error.code))
          ) {
            throw error;
          }
          const { code, message } = error;
          outcomes.push({ verification: verification.id, outcome: 'refused', code, message });
        }
      }
      return { state: now, outcomes };
    });
    this.#keep(id, state);
    return outcomes;
  }

  /** Says that a drawn instrument cannot be reached 无法检定. @throws {SdkError} as `takeUnreached`; `sampling-unknown-lot` */
  unreached(id: string, ueid: string, reason: string, context: StepContext): Promise<LotState> {
    return this.#take(id, { kind: 'sample-result', ueid, reason }, context);
  }

  /** Decides by the rules that were fixed with the lot. @throws {SdkError} as `decideLot`; `sampling-out-of-order`, … */
  decide(id: string, context: StepContext): Promise<LotState> {
    return this.#take(id, { kind: 'lot-decision' }, context);
  }

  /** Adjusts the interval of a decided lot. @throws {SdkError} as `adjustInterval`; `sampling-out-of-order`, … */
  adjust(
    id: string,
    request: IntervalRequest,
    context: StepContext,
    rules: string = ruleSetName(intervalRules),
  ): Promise<LotState> {
    return this.#take(id, { kind: 'interval', request, rules }, context);
  }

  /** Audits the status evaluation by the lot's sample. @throws {SdkError} as `auditStatus`; `sampling-out-of-order`, … */
  audit(id: string, context: StepContext, rules: string = ruleSetName(auditRules)): Promise<LotState> {
    return this.#take(id, { kind: 'audit', rules }, context);
  }

  /** A lot as it stands; undefined: there is none. @throws {SdkError} `sampling-history-broken` */
  async find(id: string): Promise<LotState | undefined> {
    const state = await this.#state(id, this.#database);
    if (state !== undefined) this.#keep(id, state);
    return state;
  }

  /** Every lot there is, in the order in which they were fixed. */
  async *lots(): AsyncGenerator<{ readonly id: string; readonly fixedAt: number; readonly entry: number }> {
    for await (const { subject, at, number } of this.#ledger.entries({ kind: 'lot' })) {
      yield { id: subject.slice(lotSubject('').length), fixedAt: at, entry: number };
    }
  }

  /** For each verification why the records do not let it be taken. Before a transaction: inside it they would have to be read by it. */
  async #notOnRecord(all: readonly Verification[]): Promise<(SdkError | undefined)[]> {
    const records = this.#verifications;
    if (records === undefined) return [];
    const found: (SdkError | undefined)[] = [];
    for (const one of all) found.push(await checkOnRecord(one, records));
    return found;
  }

  async #take(id: string, step: LotStep, context: StepContext): Promise<LotState> {
    const state = await this.#database.transaction(async (transaction) =>
      this.#append(id, await this.#state(id, transaction), step, context, transaction),
    );
    // only now is it on disk
    this.#keep(id, state);
    return state;
  }

  async #append(
    id: string,
    state: LotState | undefined,
    step: LotStep,
    context: StepContext,
    transaction: SqlTransaction,
  ): Promise<LotState> {
    const draft = lotStepDraft(state, id, step, context, this.#rules);
    return foldLotEntry(state, await this.#ledger.append(draft, transaction), this.#rules);
  }

  /** What is known of a lot, and what was written about it since. */
  async #state(id: string, reader: SqlReader): Promise<LotState | undefined> {
    // nobody writes between this look and the end of the transaction
    if ('run' in reader) await lockLedger(reader as SqlTransaction);
    let state = this.#read.get(id);
    const from = state === undefined ? {} : { from: state.last + 1 };
    for await (const entry of this.#ledger.entries({ subject: lotSubject(id), ...from }, reader)) {
      state = foldLotEntry(state, entry, this.#rules);
    }
    return state;
  }

  #keep(id: string, state: LotState): void {
    this.#read.delete(id);
    this.#read.set(id, state);
    // the one that was not asked for longest
    if (this.#read.size > KEPT) this.#read.delete(this.#read.keys().next().value!);
  }
}

const REFUSALS: ReadonlySet<SdkErrorCode> = new Set([
  'sampling-not-random',
  'sampling-out-of-order',
  'sampling-too-early',
]);
