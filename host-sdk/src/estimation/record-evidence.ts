import type { RepairRecord } from '../records/kinds/repair.js';
import type { Verification } from '../records/verification.js';
import type { InstrumentData } from '../registry/records.js';
import type { Evidence } from './evidence.js';
import { repairEvidence } from './repair-evidence.js';
import { verificationEvidence } from './verification-evidence.js';

/** What a record of a kind that is evidence says; undefined: nothing. @param source `record/<kind>/<id>/<version>` */
export function recordEvidence(record: unknown, data: InstrumentData, source: string): Evidence | undefined {
  if (source.startsWith('record/verification/')) return verificationEvidence(record as Verification, data, source);
  return source.startsWith('record/repair/') ? repairEvidence(record as RepairRecord, source) : undefined;
}
