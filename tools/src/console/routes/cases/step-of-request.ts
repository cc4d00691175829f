import { type Actor, type CaseStep, measurementOf, type RecordBook, SdkError } from '@hengzhun/host-sdk';
import type { CaseStepRequest } from '../../api/cases.js';

/** A step as the SDK takes it. The measurement is what its record says. @throws {SdkError} `record-unknown` */
export async function stepOfRequest(
  { measurement, at, documents = [], evidence = [], ...rest }: CaseStepRequest,
  actor: Actor,
  now: number,
  records: RecordBook,
): Promise<CaseStep> {
  return {
    ...rest,
    ...{ actor, at: at ?? now, documents, evidence },
    ...(measurement !== undefined && { measurement: await measured(measurement, records) }),
  };
}

async function measured(id: string, records: RecordBook) {
  const verification = await records.verification(id);
  if (verification !== undefined) return measurementOf(verification);
  const record = `record/verification/${id}`;
  throw new SdkError('record-unknown', `There is no record ${record}. Keep the check sheet first.`, { record });
}
