import { isDeepStrictEqual } from 'node:util';
import { SdkError } from '../errors.js';
import { asJson } from '../ledger/as-json.js';
import type { JsonValue, LedgerDraft, LedgerEntry } from '../ledger/ledger-entry.js';
import { ruleSetName } from '../rules/rule-set-name.js';
import { applyStep } from './apply-step.js';
import type { CaseRules } from './case-rules.js';
import { caseRulesNamed } from './case-rules-1.js';
import type { CaseState } from './case-state.js';
import type { CaseStep } from './case-step.js';
import { readCaseId, readStep } from './read-step.js';

/** Kind of the ledger entries of cases. */
export const caseStepKind = 'case-step';

const prefix = 'case/';
export const caseSubject = (id: string): string => `${prefix}${id}`;

/** What of an entry a case is folded from. */
export type CaseEntry = Pick<
  LedgerEntry,
  'number' | 'kind' | 'subject' | 'at' | 'actor' | 'rules' | 'evidence' | 'body'
>;

/**
 * A step as it goes into the ledger: its documents are evidence as `attachment/<sha256>`, its measurement as `record/verification/<id>`, and the
 * entry that it was decided on as `ledger/<number>`. The body names the phases that it leads from and to.
 * @param state that the step is taken in, undefined: none yet @throws {SdkError} `case-bad-step`: it may not be taken
 */
export function stepDraft(id: string, state: CaseState | undefined, step: CaseStep, rules: CaseRules): LedgerDraft {
  const { name, actor, at, evidence, ...rest } = step;
  const result = applyStep(id, state, step, (state?.last ?? 0) + 1, rules);
  if (result.state === undefined) {
    const why = result.refusals.map(({ text }) => text.en).join(' ');
    throw new SdkError('case-bad-step', `The step ${name} may not be taken: ${why}`);
  }
  const named = [
    ...(step.basis > 0 ? [`ledger/${step.basis}`] : []),
    ...step.documents.map(({ sha256 }) => `attachment/${sha256}`),
    ...verificationOf(step),
  ];
  const body = { step: name, from: state?.phase ?? null, to: result.state.phase, ...rest, evidence };
  return {
    kind: caseStepKind,
    subject: caseSubject(id),
    at,
    actor,
    rules: ruleSetName(rules),
    evidence: [...new Set([...named, ...evidence])],
    // Exactly what will be read again.
    body: asJson(body),
  };
}

const verificationOf = ({ measurement }: CaseStep): string[] =>
  measurement === undefined ? [] : [`record/verification/${measurement.verification}`];

/** The step that an entry records. @throws {SdkError} `case-history-broken` */
export function stepOfEntry(entry: CaseEntry): { id: string; step: CaseStep; rules: CaseRules } {
  const rules = caseRulesNamed(entry.rules);
  if (entry.kind !== caseStepKind || !entry.subject.startsWith(prefix)) throw broken(entry, 'is no step of a case');
  if (rules === undefined) throw broken(entry, `names the rule set ${entry.rules.slice(0, 60)}, which is unknown here`);
  const body = entry.body;
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw broken(entry, 'has no body');
  const { step: name, from: _from, to: _to, ...rest } = body as Record<string, JsonValue>;
  try {
    const id = readCaseId(entry.subject.slice(prefix.length));
    return { id, step: readStep({ ...rest, name, actor: entry.actor, at: entry.at }), rules };
  } catch (cause) {
    throw broken(entry, (cause as Error).message, cause);
  }
}

/**
 * The next state of a case. The entry has to be what the step that it records makes of it, in every word.
 * @throws {SdkError} `case-history-broken`: or the step was not legal by the rule set that it names
 */
export function foldEntry(state: CaseState | undefined, entry: CaseEntry): CaseState {
  const { id, step, rules } = stepOfEntry(entry);
  if (state !== undefined && state.id !== id) throw broken(entry, `belongs to the case ${id} and not to ${state.id}`);
  const result = applyStep(id, state, step, entry.number, rules);
  if (result.state === undefined) {
    throw broken(entry, `was not legal by ${entry.rules}: ${result.refusals.map(({ text }) => text.en).join(' ')}`);
  }
  const { evidence, body } = stepDraft(id, state, step, rules);
  if (!isDeepStrictEqual({ evidence, body }, { evidence: entry.evidence, body: entry.body })) {
    throw broken(entry, 'says something else than its step makes of it');
  }
  return result.state;
}

/**
 * The body that an entry of a case should have, from the case as it stood before it: what `replay` compares.
 * @throws {SdkError} `case-history-broken`: the step was not legal then
 */
export function recomputeCaseStep(state: CaseState | undefined, entry: CaseEntry): JsonValue {
  foldEntry(state, entry);
  const { id, step, rules } = stepOfEntry(entry);
  return stepDraft(id, state, step, rules).body;
}

/** The case that its entries, in order, make; undefined: there are none. @throws {SdkError} `case-history-broken` */
export function foldCase(entries: Iterable<CaseEntry>): CaseState | undefined {
  let state: CaseState | undefined;
  for (const entry of entries) state = foldEntry(state, entry);
  return state;
}

const broken = (entry: CaseEntry, what: string, cause?: unknown): SdkError =>
  new SdkError('case-history-broken', `Ledger entry ${entry.number} ${what}`, { number: entry.number }, cause);
