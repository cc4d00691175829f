import { randomBytes } from 'node:crypto';
import {
  type CaseStep,
  type CaseStepName,
  type EnrolmentRecord,
  measurementOf,
  type RecordBook,
  SdkError,
} from '@hengzhun/host-sdk';
import { importPublicKey, keyIdentifier, type PublicJwk } from '@hengzhun/protocol';
import { actorOf } from '../cli/actor-of.js';
import { ToolError } from '../errors.js';
import { exitCode } from '../exit-codes.js';
import { readBytes } from '../files.js';
import type { CaseStepOptions, StepOptions } from './step-options.js';

/** Fields that every step has, from the command line; documents come later. @throws {ToolError} `tool-actor-missing` */
export function commonFields(options: StepOptions) {
  const { at = Date.now(), key = `cli-${randomBytes(8).toString('hex')}`, evidence = [], reason } = options;
  return { actor: actorOf(options), at, key, evidence, ...(reason !== undefined && { reason }) };
}

/** Fields of a step in an open case, and the record that enrols the new instrument where there is one. */
export async function stepOfOptions(
  name: CaseStepName,
  options: CaseStepOptions,
  records: RecordBook,
): Promise<{ step: Omit<CaseStep, 'basis' | 'documents'>; enrolment?: EnrolmentRecord }> {
  const { seal, inspector, source, removeKey, retireFrom, toAuthority, toRegion, level, measurement } = options;
  const enrolment = options.enrolment === undefined ? undefined : readEnrolment(options.enrolment);
  const replacement = replacementOf(options, enrolment);
  const step = {
    name,
    ...commonFields(options),
    ...(seal && { seals: seal }),
    ...(inspector && { inspectors: inspector }),
    ...(source && { source }),
    ...pair('removal', '--remove-key', removeKey, '--retire-from', retireFrom, (kid, from) => ({
      kid,
      retireFrom: from,
    })),
    ...(replacement && { replacement }),
    ...pair('destination', '--to-authority', toAuthority, '--to-region', toRegion, (authority, region) => ({
      authority,
      region,
    })),
    ...(level !== undefined && { level }),
    ...(measurement !== undefined && { measurement: await measured(measurement, records) }),
  };
  return { step, ...(enrolment && { enrolment }) };
}

/** The measurement that a verification record holds. @throws {SdkError} `record-unknown` */
async function measured(id: string, records: RecordBook) {
  const verification = await records.verification(id);
  if (verification !== undefined) return measurementOf(verification);
  const record = `record/verification/${id}`;
  throw new SdkError('record-unknown', `There is no record ${record}. Import it, or save the check sheet first.`, {
    record,
  });
}

/** Two options that make one field: both, or none. @throws {ToolError} `tool-missing-option` */
function pair<N extends string, A, B, T>(
  field: N,
  firstName: string,
  first: A | undefined,
  secondName: string,
  second: B | undefined,
  make: (first: A, second: B) => T,
): { [K in N]?: T } {
  if (first === undefined && second === undefined) return {};
  if (first === undefined || second === undefined) {
    const what = first === undefined ? firstName : secondName;
    throw new ToolError('tool-missing-option', { what }, exitCode.usage);
  }
  return { [field]: make(first, second) } as { [K in N]: T };
}

function replacementOf({ newInstrument, newKey }: CaseStepOptions, enrolment: EnrolmentRecord | undefined) {
  const instrument = newInstrument ?? enrolment?.ueid;
  const kid = newKey ?? (enrolment && kidOf(enrolment));
  return pair('replacement', '--new-instrument', instrument, '--new-key', kid, (one, two) => ({
    instrument: one,
    kid: two,
  })).replacement;
}

function kidOf({ publicKey }: EnrolmentRecord): string | undefined {
  // A point in hexadecimal is checked by the registry: then --new-key says which key is meant.
  if (typeof publicKey !== 'object') return undefined;
  return Buffer.from(keyIdentifier(importPublicKey(publicKey as PublicJwk))).toString('hex');
}

/** @throws {ToolError} `tool-bad-json`, and those of reading a file */
function readEnrolment(file: string): EnrolmentRecord {
  const text = readBytes(file, 1_000_000).toString('utf8');
  try {
    const value = JSON.parse(text) as EnrolmentRecord;
    if (typeof value !== 'object' || value === null || typeof value.ueid !== 'string') throw new Error('ueid');
    return value;
  } catch (cause) {
    throw new ToolError('tool-bad-json', { path: file, reason: (cause as Error).message }, exitCode.io, cause);
  }
}
