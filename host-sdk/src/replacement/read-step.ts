import { SdkError } from '../errors.js';
import { verificationKinds } from '../records/verification-kinds.js';
import {
  type CaseDocument,
  type CaseMeasurement,
  type CaseStep,
  type CaseStepName,
  caseStepFields,
  caseStepText,
  type DocumentKind,
  documentText,
  type Jurisdiction,
  suspicionSources,
} from './case-step.js';

const identifier = /^[A-Za-z0-9._-]{1,64}$/;
const ueid = /^[0-9a-f]{34}$/;
const kid = /^[0-9a-f]{16}$/;
const sha256 = /^[0-9a-f]{64}$/;
/** Names and numbers as people write them: no control characters. */
const word = /^[^\p{C}]{1,100}$/u;
const evidence = /^[\x21-\x7e]{1,200}$/;

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads a step from outside: a form, a message, a ledger entry. Strict and bounded: nothing unknown, nothing too long.
 * Whether it may be taken, `checkStep` says. @throws {SdkError} `case-bad-step`
 */
export function readStep(value: unknown): CaseStep {
  const fields = object(value, 'step', [
    'name',
    'actor',
    'at',
    'key',
    'basis',
    'documents',
    'evidence',
    ...caseStepFields,
  ]);
  const actor = object(fields.actor, 'actor', ['person', 'role', 'authority']);
  return {
    name: oneOf(fields.name, 'name', Object.keys(caseStepText)) as CaseStepName,
    actor: {
      person: matching(actor.person, 'actor.person', word),
      role: matching(actor.role, 'actor.role', word),
      authority: matching(actor.authority, 'actor.authority', word),
    },
    at: whole(fields.at, 'at', 4_102_444_800_000),
    key: matching(fields.key, 'key', identifier),
    basis: whole(fields.basis, 'basis', Number.MAX_SAFE_INTEGER),
    documents: list(fields.documents, 'documents', 0, 100).map(readDocument),
    evidence: list(fields.evidence, 'evidence', 0, 1000).map((one) => matching(one, 'evidence', evidence)),
    ...optional(fields, 'reason', (one) => text(one)),
    ...optional(fields, 'measurement', readMeasurement),
    ...optional(fields, 'seals', (one) => list(one, 'seals', 1, 50).map((seal) => matching(seal, 'seals', word))),
    ...optional(fields, 'source', (one) => oneOf(one, 'source', suspicionSources)),
    ...optional(fields, 'instrument', (one) => matching(one, 'instrument', ueid)),
    ...optional(fields, 'jurisdiction', (one) => readJurisdiction(one, 'jurisdiction')),
    ...optional(fields, 'inspectors', (one) =>
      list(one, 'inspectors', 1, 20).map((person) => matching(person, 'inspectors', word)),
    ),
    ...optional(fields, 'removal', readRemoval),
    ...optional(fields, 'replacement', readReplacement),
    ...optional(fields, 'destination', (one) => readJurisdiction(one, 'destination')),
    ...optional(fields, 'level', (one) => whole(one, 'level', 9)),
  };
}

/** @throws {SdkError} `case-bad-step` */
export function readCaseId(value: unknown): string {
  return matching(value, 'case', identifier);
}

function readDocument(value: unknown): CaseDocument {
  const fields = object(value, 'documents', ['kind', 'sha256']);
  return {
    kind: oneOf(fields.kind, 'documents.kind', Object.keys(documentText)) as DocumentKind,
    sha256: matching(fields.sha256, 'documents.sha256', sha256),
  };
}

function readMeasurement(value: unknown): CaseMeasurement {
  const fields = object(value, 'measurement', [
    'verification',
    'instrument',
    'kind',
    'occasion',
    'outcome',
    'at',
    'person',
  ]);
  return {
    verification: matching(fields.verification, 'measurement.verification', identifier),
    instrument: matching(fields.instrument, 'measurement.instrument', ueid),
    kind: oneOf(fields.kind, 'measurement.kind', verificationKinds),
    occasion: oneOf(fields.occasion, 'measurement.occasion', ['verification', 'in-service'] as const),
    outcome: oneOf(fields.outcome, 'measurement.outcome', ['pass', 'fail'] as const),
    at: whole(fields.at, 'measurement.at', 4_102_444_800_000),
    person: matching(fields.person, 'measurement.person', word),
  };
}

function readJurisdiction(value: unknown, name: string): Jurisdiction {
  const fields = object(value, name, ['authority', 'region']);
  return {
    authority: matching(fields.authority, `${name}.authority`, word),
    region: matching(fields.region, `${name}.region`, word),
  };
}

function readRemoval(value: unknown) {
  const fields = object(value, 'removal', ['kid', 'retireFrom']);
  return {
    kid: matching(fields.kid, 'removal.kid', kid),
    retireFrom: whole(fields.retireFrom, 'removal.retireFrom', 0xffffffff),
  };
}

function readReplacement(value: unknown) {
  const fields = object(value, 'replacement', ['instrument', 'kid']);
  return {
    instrument: matching(fields.instrument, 'replacement.instrument', ueid),
    kid: matching(fields.kid, 'replacement.kid', kid),
  };
}

function optional<N extends string, T>(fields: Fields, name: N, read: (value: unknown) => T): { [K in N]?: T } {
  return fields[name] === undefined ? {} : ({ [name]: read(fields[name]) } as { [K in N]: T });
}

function object(value: unknown, name: string, known: readonly string[]): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw bad(name, 'is no object');
  const strange = Object.keys(value).find((key) => !known.includes(key));
  if (strange !== undefined) throw bad(name, `has an unknown field ${JSON.stringify(strange.slice(0, 40))}`);
  return value as Fields;
}

function list(value: unknown, name: string, least: number, most: number): readonly unknown[] {
  if (!Array.isArray(value) || value.length < least || value.length > most) {
    throw bad(name, `is no list of ${least} to ${most}`);
  }
  return value;
}

function matching(value: unknown, name: string, pattern: RegExp): string {
  if (typeof value !== 'string' || value.length > 200 || !pattern.test(value)) {
    throw bad(name, `does not match ${pattern.source}`);
  }
  return value;
}

function text(value: unknown): string {
  if (
    typeof value !== 'string' ||
    value.trim() === '' ||
    value.length > 2000 ||
    /(?![\n\t])[\p{Cc}\p{Cs}]/u.test(value)
  ) {
    throw bad('reason', 'is no text of 1 to 2 000 characters');
  }
  return value;
}

function whole(value: unknown, name: string, most: number): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > most) {
    throw bad(name, `is no whole number from 0 to ${most}`);
  }
  // −0 is 0 in the ledger.
  return value + 0;
}

function oneOf<T extends string>(value: unknown, name: string, known: readonly T[]): T {
  if (typeof value !== 'string' || !(known as readonly string[]).includes(value)) {
    throw bad(name, `is none of ${known.join(', ')}`);
  }
  return value as T;
}

const bad = (name: string, what: string): SdkError =>
  new SdkError('case-bad-step', `Step of a case: ${name} ${what}. Correct the step; nothing was changed.`, { name });
