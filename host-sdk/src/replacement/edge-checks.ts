import { isDeepStrictEqual } from 'node:util';
import { toHex } from '../bytes.js';
import { SdkError } from '../errors.js';
import { readIdentifier } from '../ledger/replay/evidence-identifier.js';
import { checkPublicKey } from '../registry/public-key.js';
import type { EnrolmentRecord } from '../registry/records.js';
import type { CaseAttachments, CaseEvidence, CaseRegistry, CaseVerifications } from './case-ports.js';
import { type CaseRefusal, refuse } from './case-refusals.js';
import type { CaseState } from './case-state.js';
import type { CaseStep } from './case-step.js';
import { checkAttachedSheet } from './check-attached-sheet.js';
import { measurementOf } from './measurement-of.js';

/** Where the things lie that a step names. */
export interface CaseSurroundings {
  readonly registry: CaseRegistry;
  readonly attachments?: CaseAttachments;
  readonly verifications?: CaseVerifications;
  /** Absent: whether there is what `evidence` names is not looked at. */
  readonly evidence?: CaseEvidence;
}

/** What a step names has to be there, and has to be what the step says. The pure rules cannot know: they see the step alone. */
export async function checkSurroundings(
  state: CaseState | undefined,
  step: CaseStep,
  enrolment: EnrolmentRecord | undefined,
  now: number,
  { registry, attachments, verifications, evidence }: CaseSurroundings,
): Promise<CaseRefusal[]> {
  const refusals: CaseRefusal[] = [];
  if (step.at > now) refusals.push(refuse('case-step-in-future', new Date(step.at).toISOString()));
  for (const { sha256 } of attachments === undefined ? [] : step.documents) {
    if ((await attachments!.info(sha256)) === undefined) refusals.push(refuse('case-attachment-missing', sha256));
  }
  if (attachments !== undefined) refusals.push(...(await checkAttachedSheet(step, attachments)));
  for (const identifier of evidence === undefined ? [] : step.evidence) {
    if (!(await isThere(identifier, evidence!, attachments)))
      refusals.push(refuse('case-evidence-unknown', identifier));
  }
  const { measurement, removal, replacement } = step;
  if (measurement !== undefined && verifications !== undefined) {
    const record = await verifications.verification(measurement.verification);
    if (record === undefined || !isDeepStrictEqual(measurementOf(record), measurement)) {
      refusals.push(refuse('case-measurement-unknown', measurement.verification));
    }
  }
  if (removal !== undefined) {
    const owner = await registry.find(removal.kid);
    if (owner?.ueid !== state?.instrument) refusals.push(refuse('case-key-unknown', removal.kid));
  }
  if (replacement !== undefined) refusals.push(...(await checkReplacement(replacement, enrolment, registry)));
  else if (enrolment !== undefined) refusals.push(refuse('case-field-unexpected', 'enrolment'));
  return refusals;
}

async function isThere(identifier: string, evidence: CaseEvidence, attachments?: CaseAttachments): Promise<boolean> {
  const named = readIdentifier(identifier);
  // An attachment need not be read to say that it is there, and a file that comes with the step is not kept yet.
  const known = named?.kind === 'attachment' && (await attachments?.info(named.sha256));
  return Boolean(known) || (await evidence.find(identifier)) !== undefined;
}

/** The record that is to be enrolled, or the instrument that is enrolled already, is the one of the step. */
async function checkReplacement(
  replacement: { readonly instrument: string; readonly kid: string },
  enrolment: EnrolmentRecord | undefined,
  registry: CaseRegistry,
): Promise<CaseRefusal[]> {
  if (enrolment === undefined) {
    const found = await registry.find(replacement.instrument);
    const key = found?.keys.find(({ kid }) => kid === replacement.kid);
    return key?.status === 'active' ? [] : [refuse('case-replacement-unknown', replacement.kid)];
  }
  if (enrolment.ueid !== replacement.instrument)
    return [refuse('case-replacement-unknown', enrolment.ueid.slice(0, 40))];
  let kid: string;
  try {
    kid = toHex(checkPublicKey(enrolment.publicKey).kid);
  } catch (error) {
    if (error instanceof SdkError) return [refuse('case-replacement-unknown', error.message)];
    throw error;
  }
  return kid === replacement.kid ? [] : [refuse('case-replacement-unknown', kid)];
}
