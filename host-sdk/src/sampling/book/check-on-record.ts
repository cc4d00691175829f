import { isDeepStrictEqual } from 'node:util';
import { SdkError } from '../../errors.js';
import { asJson } from '../../ledger/as-json.js';
import type { Verification } from '../../records/verification.js';

/** Verification records by their identifier: a `RecordBook`. */
export interface LotVerifications {
  verification(id: string): Promise<Verification | undefined>;
}

/**
 * A result names its verification record as evidence: that has to be on record, and to say what the result says.
 * @returns why it cannot be taken, `sampling-result-unrecorded`; undefined: it is on record
 */
export async function checkOnRecord(
  verification: Verification,
  records: LotVerifications,
): Promise<SdkError | undefined> {
  const { id, instrument } = verification;
  const record = await records.verification(id);
  if (record !== undefined && isDeepStrictEqual(asJson(record), asJson(verification))) return undefined;
  const why =
    record === undefined
      ? `Verification ${id} is not on record. Import it first, or correct its identifier.`
      : `Verification ${id} is on record with something else. Send what the record says, or correct the record first.`;
  return new SdkError('sampling-result-unrecorded', `Instrument ${instrument}: ${why}`, {
    ueid: instrument,
    verification: id,
  });
}
