import type { Evidence } from '../estimation/evidence.js';
import type { Instrument } from '../registry/records.js';
import { longestList } from '../store/in-list.js';
import type { SqlReader } from '../store/sql.js';
import { recordedEvidenceOf } from './stored-records.js';
import { type KeyWindow, reportsOf, sizesOf } from './stored-reports.js';

/** An instrument whose evidence is wanted: what was received, or recorded, after `after`, ms since 1970. */
export interface Wanted {
  readonly instrument: Instrument;
  readonly after: number;
}

/** Bytes of frames in memory at once, save for one instrument that has more. */
const mostBytes = 4 << 20;

/**
 * All evidence of many instruments that the store holds until a moment (ms since 1970), each in the order of time: verifications and repairs
 * whose records were in force, and what status frames say. Frames of a key that was revoked do not count from where it was. Few questions for many instruments, in
 * bounded memory. Those that are given come back in their order.
 */
export async function* storedEvidenceOfMany<T extends Wanted>(
  database: SqlReader,
  wanted: readonly T[],
  until: number,
): AsyncGenerator<{ readonly wanted: T; readonly evidence: Evidence[] }> {
  for (let from = 0; from < wanted.length; from += longestList) {
    const page = wanted.slice(from, from + longestList);
    const recorded = await recordedEvidenceOf(database, page, until);
    const sizes = await sizesOf(database, page.flatMap(windowsOf), until);
    for (const part of partsOf(page, ({ instrument }) =>
      instrument.keys.reduce((sum, { id }) => sum + (sizes.get(id) ?? 0), 0),
    )) {
      const windows = part.flatMap(windowsOf).filter(({ key }) => sizes.has(key.id));
      const reports = await reportsOf(database, windows, until);
      for (const one of part) {
        const { ueid, keys } = one.instrument;
        const evidence = [...(recorded.get(ueid) ?? []), ...keys.flatMap(({ id }) => reports.get(id) ?? [])];
        // Sorting keeps the order of equal times: a record before the report of the same moment.
        yield { wanted: one, evidence: evidence.sort((a, b) => a.at - b.at) };
      }
    }
  }
}

/** The same of one instrument. */
export async function storedEvidence(
  database: SqlReader,
  instrument: Instrument,
  { after, until }: { readonly after: number; readonly until: number },
): Promise<Evidence[]> {
  for await (const { evidence } of storedEvidenceOfMany(database, [{ instrument, after }], until)) return evidence;
  return [];
}

const windowsOf = ({ instrument, after }: Wanted): KeyWindow[] => instrument.keys.map((key) => ({ key, after }));

/** Cuts a list where a part would become too large. */
function* partsOf<T>(list: readonly T[], sizeOf: (one: T) => number): Generator<T[]> {
  let part: T[] = [];
  let bytes = 0;
  for (const one of list) {
    const size = sizeOf(one);
    if (part.length > 0 && bytes + size > mostBytes) {
      yield part;
      part = [];
      bytes = 0;
    }
    part.push(one);
    bytes += size;
  }
  if (part.length > 0) yield part;
}
