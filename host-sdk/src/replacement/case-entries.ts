import { SdkError } from '../errors.js';
import type { JsonValue, LedgerDraft, LedgerEntry } from '../ledger/ledger-entry.js';
import { applyStep } from './apply-step.js';
import type { CaseRules } from './case-rules.js';
import { caseRulesName, caseRulesNamed } from './case-rules-1.js';
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
 * A step as it goes into the ledger; its documents are evidence as `attachment/<sha256>`, its measurement as `record/verification/<id>`, and
 * the entry that it was decided on as `ledger/<number>`.
 */
export function stepDraft(id: string, step: CaseStep, rules: CaseRules): LedgerDraft {
  const { name, actor, at, evidence, ...rest } = step;
  const named = [
    ...(step.basis > 0 ? [`ledger/${step.basis}`] : []),
    ...step.documents.map(({ sha256 }) => `attachment/${sha256}`),
    ...verificationOf(step),
  ];
  return {
    kind: caseStepKind,
    subject: caseSubject(id),
    at,
    actor,
    rules: caseRulesName(rules),
    evidence: [...new Set([...named, ...evidence])],
    body: { step: name, ...rest, evidence } as unknown as JsonValue,
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
  const { step: name, ...rest } = body as Record<string, JsonValue>;
  try {
    const id = readCaseId(entry.subject.slice(prefix.length));
    return { id, step: readStep({ ...rest, name, actor: entry.actor, at: entry.at }), rules };
  } catch (cause) {
    throw broken(entry, (cause as Error).message, cause);
  }
}

/** The next state of a case. @throws {SdkError} `case-history-broken`: the step was not legal by the rule set that it names */
export function foldEntry(state: CaseState | undefined, entry: CaseEntry): CaseState {
  const { id, step, rules } = stepOfEntry(entry);
  if (state !== undefined && state.id !== id) throw broken(entry, `belongs to the case ${id} and not to ${state.id}`);
  const result = applyStep(id, state, step, entry.number, rules);
  if (result.state === undefined) {
    throw broken(entry, `was not legal by ${entry.rules}: ${result.refusals.map(({ text }) => text.en).join(' ')}`);
  }
  return result.state;
}

/** The case that its entries, in order, make; undefined: there are none. @throws {SdkError} `case-history-broken` */
export function foldCase(entries: Iterable<CaseEntry>): CaseState | undefined {
  let state: CaseState | undefined;
  for (const entry of entries) state = foldEntry(state, entry);
  return state;
}

const broken = (entry: CaseEntry, what: string, cause?: unknown): SdkError =>
  new SdkError('case-history-broken', `Ledger entry ${entry.number} ${what}`, { number: entry.number }, cause);
