import { isDeepStrictEqual } from 'node:util';
import { SdkError } from '../../errors.js';
import { asJson } from '../../ledger/as-json.js';
import type { Actor, JsonValue, LedgerDraft, LedgerEntry } from '../../ledger/ledger-entry.js';
import type { Verification } from '../../records/verification.js';
import type { StatusAudit } from '../audit/audit-status.js';
import type { LotDecision } from '../decisions/decide-lot.js';
import type { IntervalRequest } from '../intervals/adjust-interval.js';
import type { IntervalAdjustment } from '../intervals/interval-adjustment.js';
import { type FixedLot, lotText } from '../lots/fixed-lot.js';
import { readLotText } from '../lots/read-lot-text.js';
import type { SampleResult, Unreached } from '../results/sample-state.js';
import type { LotState } from './lot-state.js';
import { auditStep, decisionStep, drawStep, intervalStep, resultStep, unreachedStep } from './lot-steps.js';
import type { SamplingRules } from './named-rules.js';

/** Kinds of the ledger entries of a lot, in the order of its life. */
export const samplingKinds = ['lot', 'draw', 'sample-result', 'lot-decision', 'interval', 'audit'] as const;
export type SamplingKind = (typeof samplingKinds)[number];

const prefix = 'lot/';
export const lotSubject = (id: string): string => `${prefix}${id}`;

/** What of an entry a lot is folded from. */
export type LotEntry = Pick<LedgerEntry, 'number' | 'kind' | 'subject' | 'at' | 'rules' | 'body'>;

/** What was done with a lot, before it is an entry. */
export type LotStep =
  | { readonly kind: 'lot'; readonly lot: FixedLot }
  | { readonly kind: 'draw'; readonly randomness: string }
  | { readonly kind: 'sample-result'; readonly verification: Verification }
  | { readonly kind: 'sample-result'; readonly ueid: string; readonly reason: string }
  | { readonly kind: 'lot-decision' }
  | { readonly kind: 'interval'; readonly request: IntervalRequest; readonly rules: string }
  | { readonly kind: 'audit'; readonly rules: string };

/** When and by whom a step was taken; evidence besides what follows from it. */
export interface StepContext {
  /** ms since 1970. */
  readonly at: number;
  readonly actor: Actor;
  readonly evidence?: readonly string[];
}

/**
 * A step as it goes into the ledger, with what comes of it.
 *
 * @param state undefined: there is no such lot yet
 * @throws {SdkError} as the steps; `sampling-lot-known`, `sampling-unknown-lot`
 */
export function lotStepDraft(
  state: LotState | undefined,
  id: string,
  step: LotStep,
  { at, actor, evidence = [] }: StepContext,
  rules: SamplingRules,
): LedgerDraft {
  const { body, named, rests = [] } = outcome(state, id, step, at, rules);
  return {
    kind: step.kind,
    subject: lotSubject(id),
    at,
    actor,
    rules: named,
    evidence: [...new Set([...rests, ...evidence])],
    // exactly what will be read again
    body: asJson(body),
  };
}

interface Outcome {
  readonly body: unknown;
  readonly named: string;
  readonly rests?: readonly string[];
}

function outcome(state: LotState | undefined, id: string, step: LotStep, at: number, rules: SamplingRules): Outcome {
  if (step.kind === 'lot') {
    if (state !== undefined) throw new SdkError('sampling-lot-known', `There is a lot ${id} already.`, { lot: id });
    const text = lotText(step.lot);
    const lot = readLotText(text);
    if (lot.digest !== step.lot.digest)
      throw new SdkError('sampling-bad-lot', `Lot ${id} is not what its digest says.`);
    checkFixed(lot, id, at);
    return { body: { text, digest: lot.digest }, named: lot.rules };
  }
  if (state === undefined) throw new SdkError('sampling-unknown-lot', `There is no lot ${id}.`, { lot: id });
  switch (step.kind) {
    case 'draw':
      return { body: drawStep(state, step.randomness, at), named: state.lot.rules, rests: [`ledger/${state.last}`] };
    case 'sample-result': {
      if (!('verification' in step)) {
        const unreached = unreachedStep(state, step.ueid, step.reason, at);
        return { body: { unreached }, named: '', rests: [`instrument/${step.ueid}`] };
      }
      const { verification } = step;
      const result = resultStep(state, verification, at);
      return { body: { verification, result }, named: '', rests: [`record/verification/${verification.id}`] };
    }
    case 'lot-decision':
      return { body: decisionStep(state, rules, at), named: state.lot.decision ?? '', rests: [`ledger/${state.last}`] };
    case 'interval': {
      const { request } = step;
      const adjustment = intervalStep(state, request, step.rules, rules, at);
      return { body: { request, adjustment }, named: step.rules, rests: [`ledger/${state.last}`] };
    }
    case 'audit':
      return { body: auditStep(state, step.rules, rules, at), named: step.rules, rests: [`ledger/${state.last}`] };
  }
}

function checkFixed(lot: FixedLot, id: string, at: number): void {
  if (lot.id !== id || lot.fixedAt !== at) {
    throw new SdkError('sampling-bad-lot', `Lot ${lot.id} was fixed under another name or at another moment.`);
  }
}

/**
 * The next state of a lot. Lot, draw and results are computed anew on the way; decisions, intervals and audits are taken as they were written:
 * `recomputeLotEntry` proves them.
 *
 * @throws {SdkError} `sampling-history-broken`
 */
export function foldLotEntry(state: LotState | undefined, entry: LotEntry, rules: SamplingRules): LotState {
  const body = entry.body as Record<string, unknown>;
  if (entry.kind === 'lot') {
    const lot = lotOfEntry(state, entry);
    return { lot, last: entry.number, changedAt: entry.at, results: [], unreached: [], intervals: [], audits: [] };
  }
  if (entry.kind === 'draw' || entry.kind === 'sample-result') {
    if (!isDeepStrictEqual(recomputeLotEntry(state, entry, rules), entry.body)) {
      throw broken(entry, 'says something else than what comes of it');
    }
  }
  if (state === undefined) throw broken(entry, 'belongs to no lot');
  if (typeof body !== 'object' || body === null) throw broken(entry, 'has no body');
  if (entry.at < state.changedAt) throw broken(entry, 'is dated before the entry before it');
  const next = { ...state, last: entry.number, changedAt: entry.at };
  switch (entry.kind) {
    case 'draw':
      return { ...next, draw: body.draw as LotState['draw'] & object, drawnAt: entry.at, due: body.due as number };
    case 'sample-result': {
      if (body.unreached !== undefined)
        return { ...next, unreached: [...state.unreached, body.unreached as Unreached] };
      const result = body.result as SampleResult;
      // reached after all
      const unreached = state.unreached.filter(({ ueid }) => ueid !== result.ueid);
      return { ...next, results: [...state.results, result], unreached };
    }
    case 'lot-decision':
      if (state.draw === undefined || state.decision !== undefined) throw broken(entry, 'decides out of order');
      return { ...next, decision: entry.body as unknown as LotDecision };
    case 'interval':
      if (state.decision === undefined) throw broken(entry, 'adjusts an interval before the decision');
      return { ...next, intervals: [...state.intervals, body.adjustment as IntervalAdjustment] };
    case 'audit':
      if (state.draw === undefined) throw broken(entry, 'audits before the draw');
      return { ...next, audits: [...state.audits, entry.body as unknown as StatusAudit] };
    default:
      throw broken(entry, `is of the kind "${entry.kind.slice(0, 40)}", which no lot has`);
  }
}

/** @throws {SdkError} `sampling-history-broken` */
function lotOfEntry(state: LotState | undefined, entry: LotEntry): FixedLot {
  if (state !== undefined) throw broken(entry, 'fixes the lot once more');
  const body = entry.body as { text?: unknown; digest?: unknown } | null;
  try {
    const lot = readLotText(body?.text as string);
    checkFixed(lot, entry.subject.slice(prefix.length), entry.at);
    if (body?.digest !== lot.digest || lot.rules !== entry.rules || !entry.subject.startsWith(prefix)) {
      throw new TypeError('digest, rules or subject are not those of the text');
    }
    return lot;
  } catch (cause) {
    throw broken(entry, `fixes no lot: ${(cause as Error).message}`, cause);
  }
}

/** The lot that its entries, in order, make; undefined: there are none. @throws {SdkError} `sampling-history-broken` */
export function foldLot(entries: Iterable<LotEntry>, rules: SamplingRules): LotState | undefined {
  let state: LotState | undefined;
  for (const entry of entries) state = foldLotEntry(state, entry, rules);
  return state;
}

/**
 * The body that an entry of a lot should have, from the lot as it stood before it.
 *
 * @throws {SdkError} `sampling-history-broken` where the step was not allowed then
 */
export function recomputeLotEntry(state: LotState | undefined, entry: LotEntry, rules: SamplingRules): JsonValue {
  const id = entry.subject.slice(prefix.length);
  if (!entry.subject.startsWith(prefix)) throw broken(entry, 'is about no lot');
  if (entry.kind === 'lot') {
    const lot = lotOfEntry(state, entry);
    return { text: lotText(lot), digest: lot.digest };
  }
  try {
    const { body, named } = outcome(state, id, stepOf(entry), entry.at, rules);
    if (named !== entry.rules) throw new TypeError(`its rules are ${named || 'none'}, and not those that it names`);
    return asJson(body);
  } catch (cause) {
    if (cause instanceof SdkError && cause.code === 'sampling-rules-unknown') throw cause;
    throw broken(entry, `was not allowed: ${(cause as Error).message}`, cause);
  }
}

function stepOf({ kind, rules, body }: LotEntry): LotStep {
  const fields = body as Record<string, never>;
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new TypeError('it has no body');
  switch (kind) {
    case 'draw':
      return { kind, randomness: (fields.draw as { randomness: string }).randomness };
    case 'sample-result': {
      const { unreached, verification } = fields as unknown as { unreached?: Unreached; verification: Verification };
      return unreached === undefined
        ? { kind, verification }
        : { kind, ueid: unreached.ueid, reason: unreached.reason };
    }
    case 'lot-decision':
      return { kind };
    case 'interval':
      return { kind, request: fields.request!, rules };
    case 'audit':
      return { kind, rules };
    default:
      throw new TypeError(`no lot has entries of the kind "${kind.slice(0, 40)}"`);
  }
}

const broken = (entry: LotEntry, what: string, cause?: unknown): SdkError =>
  new SdkError('sampling-history-broken', `Ledger entry ${entry.number} ${what}.`, { number: entry.number }, cause);
