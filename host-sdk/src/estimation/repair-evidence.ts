import type { RepairRecord } from '../records/kinds/repair.js';
import type { RepairEvidence } from './evidence.js';
import { renewedBy } from './measuring-parts.js';

/** A repair 维修 as evidence, also where it touched nothing that measures: a record that is corrected later says so. @param source of the record */
export function repairEvidence({ at, adjusted, parts = [] }: RepairRecord, source: string): RepairEvidence {
  return { kind: 'repair', at, adjusted, renewed: renewedBy(parts), source };
}
