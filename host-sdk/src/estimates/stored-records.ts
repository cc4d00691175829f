import type { Evidence } from '../estimation/evidence.js';
import { recordEvidence } from '../estimation/record-evidence.js';
import { inLists } from '../store/in-list.js';
import type { SqlReader } from '../store/sql.js';
import type { Wanted } from './stored-evidence.js';

/**
 * What was measured with standards, and repaired, by instrument (UEID, hex), in the order of time: of each record the version in force at `until`. A
 * repair comes before a verification of the same moment, which is the one after it.
 */
export async function recordedEvidenceOf(
  database: SqlReader,
  wanted: readonly Wanted[],
  until: number,
): Promise<Map<string, Evidence[]>> {
  const found = new Map<string, Evidence[]>();
  const byUeid = new Map(wanted.map((one) => [one.instrument.ueid, one]));
  const earliest = Math.min(...wanted.map(({ after }) => after));
  for (const { list, parameters } of inLists([...byUeid.keys()])) {
    const rows = await database.all(
      `SELECT subject, kind, id, version, data, recorded_at FROM records r
       WHERE kind IN ('verification', 'repair') AND subject IN (${list}) AND recorded_at > ? AND recorded_at <= ?
         AND version = (SELECT max(version) FROM records n WHERE n.kind = r.kind AND n.id = r.id AND n.recorded_at <= ?)
       ORDER BY at, kind, id`,
      [...parameters, earliest, until, until],
    );
    for (const [subject, kind, id, version, json, recordedAt] of rows) {
      const { instrument, after } = byUeid.get(String(subject))!;
      if (Number(recordedAt) <= after) continue;
      const source = `record/${kind}/${id}/${version}`;
      const evidence = recordEvidence(JSON.parse(String(json)), instrument.data, source);
      if (evidence === undefined) continue;
      const known = found.get(instrument.ueid);
      if (known === undefined) found.set(instrument.ueid, [evidence]);
      else known.push(evidence);
    }
  }
  return found;
}
