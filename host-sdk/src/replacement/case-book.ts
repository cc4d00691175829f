import { type Clock, systemClock } from '../clock.js';
import { SdkError } from '../errors.js';
import type { Actor, LedgerEntry } from '../ledger/ledger-entry.js';
import type { EnrolmentRecord } from '../registry/records.js';
import type { SqlDatabase, SqlTransaction } from '../store/sql.js';
import { type AttachedFile, type AttachmentsWithFiles, withFiles } from './attached-files.js';
import { caseStepKind, caseSubject, foldEntry, stepDraft, stepOfEntry } from './case-entries.js';
import type { CaseOutcome } from './case-outcome.js';
import type { CaseLedger } from './case-ports.js';
import { type CaseRefusal, refuse } from './case-refusals.js';
import type { CaseRules } from './case-rules.js';
import { caseRules } from './case-rules-1.js';
import { type CaseQuery, type CaseSummary, insertCase, selectCases, updateCase } from './case-sql.js';
import type { CaseState } from './case-state.js';
import type { CaseStep } from './case-step.js';
import { casesDue, type DueCase } from './cases-due.js';
import { checkStep } from './check-step.js';
import { caseDeadlines } from './deadlines.js';
import { type CaseSurroundings, checkSurroundings } from './edge-checks.js';
import { readCaseId, readStep } from './read-step.js';
import { repeatedStep } from './repeated-step.js';
import { caseIdFor, type Suspicion } from './suspicion.js';
import { provisionalCalendar, type WorkingCalendar } from './working-days.js';

export interface CaseBookOptions extends CaseSurroundings {
  readonly database: SqlDatabase;
  readonly ledger: CaseLedger;
  readonly clock?: Clock;
  readonly rules?: CaseRules;
  readonly calendar?: WorkingCalendar;
}

/** Another writer was faster: the transaction is undone, and one looks again. */
class Overtaken extends Error {}

const ATTEMPTS = 20;
/** Two working days before its deadline a case is due; with the longest holidays between that is less than this. */
const REMINDER = 16 * 86_400_000;

/**
 * Cases 案件 of out-of-tolerance replacement 失准更换. Each step is a ledger entry; the case is the fold of its entries. Entry, place in the list, files
 * that came with the step and what a replacement does to the registry are one transaction. All methods reject with the codes of the store besides those named.
 */
export class CaseBook {
  readonly #options: CaseBookOptions;
  readonly #database: SqlDatabase;
  readonly #ledger: CaseLedger;
  readonly #clock: Clock;
  readonly #rules: CaseRules;
  readonly #calendar: WorkingCalendar;

  constructor(options: CaseBookOptions) {
    this.#options = options;
    this.#database = options.database;
    this.#ledger = options.ledger;
    this.#clock = options.clock ?? systemClock;
    this.#rules = options.rules ?? caseRules;
    this.#calendar = options.calendar ?? provisionalCalendar;
  }

  /**
   * Opens a case of an instrument, or merges the suspicion into the open one 并案.
   * @param id of the case, if one is opened; absent: made from region, date, instrument and key
   * @param files as of `take`
   * @throws {SdkError} `case-bad-step`, `attachment-…`; `case-busy`: others write faster than this, again and again
   */
  async suspect(
    suspicion: Suspicion,
    id: string = caseIdFor(suspicion),
    files: readonly AttachedFile[] = [],
  ): Promise<CaseOutcome> {
    const { instrument, jurisdiction, ...shared } = suspicion;
    const opening = { ...shared, instrument, jurisdiction, name: 'open', basis: 0 } as const;
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const summaries = await this.list({ instrument, limit: 1000 });
      for (const { id: known } of summaries) {
        const state = await this.get(known);
        if (!Object.hasOwn(state.keys, suspicion.key)) continue;
        const first = state.suspicions[0]?.entry === state.keys[suspicion.key];
        const again = first ? opening : ({ ...shared, name: 'add-suspicion', basis: 0 } as const);
        return this.take(known, again, undefined, files);
      }
      const open = summaries.find((one) => one.open);
      // A suspicion decides nothing: it may be added to whatever the case has become meanwhile.
      const outcome =
        open === undefined
          ? await this.take(id, opening, undefined, files)
          : await this.take(open.id, { ...shared, name: 'add-suspicion', basis: open.last }, undefined, files);
      if (outcome.outcome !== 'refused' || !outcome.refusals.some(isOvertaken)) return outcome;
    }
    throw busy(id);
  }

  /**
   * Takes a step, durably, or says everything that it lacks. The same step again (by its key) changes nothing.
   * @param enrolment `record-replacement` only: the record that enrols the new instrument; absent: it is enrolled already
   * @param files documents of the step that are not in the attachment store yet: they are kept when it is taken, and not when it is refused
   * @throws {SdkError} `case-bad-step`, `case-history-broken`, `case-busy`; of a record that cannot be enrolled those of `Registry.enrol`, of a
   *   file that cannot be kept those of `AttachmentStore.put`
   */
  async take(
    id: string,
    given: CaseStep,
    enrolment?: EnrolmentRecord,
    files: readonly AttachedFile[] = [],
  ): Promise<CaseOutcome> {
    readCaseId(id);
    const step = readStep(given);
    const brought = withFiles(this.#options.attachments, files, step);
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const { state, entries } = await this.#read(id);
      const known = state === undefined || !Object.hasOwn(state.keys, step.key) ? undefined : state.keys[step.key];
      if (state !== undefined && known !== undefined) return repeatedStep(state, known, step, entries);
      const refusals = [...checkStep(state, step, this.#rules)];
      if (refusals.length === 0) refusals.push(...(await this.#lookAround(id, state, step, enrolment, brought)));
      if (refusals.length > 0) return { outcome: 'refused', refusals, case: state };
      try {
        return await this.#write(id, state, step, enrolment, brought);
      } catch (cause) {
        // Whatever the other writer did, the step is now a repetition, stale, or still good.
        if (!(cause instanceof Overtaken)) throw cause;
      }
    }
    throw busy(id);
  }

  async #lookAround(
    id: string,
    state: CaseState | undefined,
    step: CaseStep,
    enrolment: EnrolmentRecord | undefined,
    { attachments }: AttachmentsWithFiles,
  ) {
    const surroundings = { ...this.#options, ...(attachments && { attachments }) };
    const refusals = await checkSurroundings(state, step, enrolment, this.#clock.now(), surroundings);
    if (step.name === 'open' || step.name === 'reopen') {
      const instrument = step.instrument ?? state!.instrument;
      const open = (await this.list({ instrument, open: true })).find((one) => one.id !== id);
      if (open !== undefined) refusals.push(refuse('case-already-open', open.id));
    }
    return refusals;
  }

  #write(
    id: string,
    state: CaseState | undefined,
    step: CaseStep,
    enrolment: EnrolmentRecord | undefined,
    brought: AttachmentsWithFiles,
  ): Promise<CaseOutcome> {
    return this.#database.transaction(async (transaction) => {
      // Before the ledger is locked: others need not wait until large files are across.
      await brought.keep(transaction);
      const entry = await this.#ledger.append(stepDraft(id, state, step, this.#rules), transaction);
      const next = foldEntry(state, entry);
      const placed =
        state === undefined
          ? await insertCase(transaction, next, this.#dueAt(next))
          : await updateCase(transaction, next, this.#dueAt(next), state.last);
      if (!placed) throw new Overtaken();
      if (step.name === 'record-replacement') await this.#replace(next, enrolment, transaction);
      return { outcome: 'taken', case: next, entry: entry.number };
    });
  }

  /** The new instrument is enrolled and the old key ends; what the old instrument signed before stays evidence. */
  async #replace(state: CaseState, enrolment: EnrolmentRecord | undefined, transaction: SqlTransaction): Promise<void> {
    const { registry } = this.#options;
    if (enrolment !== undefined) await registry.enrol(enrolment, transaction);
    const { kid, retireFrom } = state.removal!;
    await registry.retireKey(kid, retireFrom, `replaced: case ${state.id}`, transaction);
  }

  /** @throws {SdkError} `case-unknown`, `case-history-broken` */
  async get(id: string): Promise<CaseState> {
    const state = await this.find(id);
    if (state === undefined) throw new SdkError('case-unknown', `There is no case ${id.slice(0, 64)}.`);
    return state;
  }

  /** The fold of the case's ledger entries; undefined: there are none. @throws {SdkError} `case-history-broken` */
  async find(id: string): Promise<CaseState | undefined> {
    return (await this.#read(id)).state;
  }

  async #read(id: string): Promise<{ state: CaseState | undefined; entries: LedgerEntry[] }> {
    let state: CaseState | undefined;
    const entries: LedgerEntry[] = [];
    for await (const entry of this.#ledger.entries({ subject: caseSubject(id) })) {
      state = foldEntry(state, entry);
      entries.push(entry);
    }
    return { state, entries };
  }

  /** The steps of a case as they were taken, oldest first. */
  async history(id: string): Promise<readonly { readonly entry: LedgerEntry; readonly step: CaseStep }[]> {
    const { entries } = await this.#read(id);
    return entries.map((entry) => ({ entry, step: stepOfEntry(entry).step }));
  }

  /** Cases by state, region, authority, instrument or deadline, in the order of their identifiers, page by page. */
  async list(query: CaseQuery = {}): Promise<CaseSummary[]> {
    return selectCases(this.#database, query);
  }

  /** Which cases want attention, the most overdue first. @param now ms since 1970 */
  async due(now: number = this.#clock.now()): Promise<readonly DueCase[]> {
    const states: CaseState[] = [];
    let after = '';
    for (;;) {
      const page = await this.list({ open: true, dueBy: now + REMINDER, after, limit: 1000 });
      for (const { id } of page) states.push(await this.get(id));
      if (page.length < 1000) return casesDue(states, now, this.#rules, this.#calendar);
      after = page.at(-1)!.id;
    }
  }

  /** Records every escalation that is due, once. @returns those that were recorded now: who is to be told stands in each */
  async escalate(actor: Actor, now: number = this.#clock.now()): Promise<readonly DueCase[]> {
    const recorded: DueCase[] = [];
    for (const due of await this.due(now)) {
      if (!due.toEscalate) continue;
      const { level } = due.escalation;
      const { id, last } = due.case;
      const key = `escalate-${last}-${level}`;
      const step = { name: 'escalate', actor, at: now, key, basis: last, documents: [], evidence: [], level } as const;
      // Refused: somebody took a step meanwhile, and the next look says whether it is still due.
      if ((await this.take(id, step)).outcome === 'taken') recorded.push(due);
    }
    return recorded;
  }

  /** Makes the list anew from the ledger: after a restored copy, or when a year's holidays are announced. @returns the number of cases */
  async rebuild(): Promise<number> {
    const states = new Map<string, CaseState>();
    for await (const entry of this.#ledger.entries({ kind: caseStepKind })) {
      const { id } = stepOfEntry(entry);
      states.set(id, foldEntry(states.get(id), entry));
    }
    return this.#database.transaction(async (transaction) => {
      await transaction.run('DELETE FROM cases');
      for (const state of states.values()) await insertCase(transaction, state, this.#dueAt(state));
      return states.size;
    });
  }

  #dueAt(state: CaseState): number | undefined {
    return caseDeadlines(state, this.#rules, this.#calendar)[0]?.end;
  }
}

const isOvertaken = ({ code }: CaseRefusal): boolean => code === 'case-step-stale' || code === 'case-already-open';

const busy = (id: string): SdkError =>
  new SdkError('case-busy', `The case ${id} is written by others again and again. Try once more.`);
