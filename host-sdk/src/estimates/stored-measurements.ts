import type { MeasurementEvidence } from '../estimation/evidence.js';
import { verificationEvidence } from '../estimation/verification-evidence.js';
import type { Verification } from '../records/verification.js';
import { inLists } from '../store/in-list.js';
import type { SqlReader } from '../store/sql.js';
import type { Wanted } from './stored-evidence.js';

/** What was measured with standards, by instrument (UEID, hex), in the order of time: of each record the version in force at `until`. */
export async function measurementsOf(
  database: SqlReader,
  wanted: readonly Wanted[],
  until: number,
): Promise<Map<string, MeasurementEvidence[]>> {
  const found = new Map<string, MeasurementEvidence[]>();
  const byUeid = new Map(wanted.map((one) => [one.instrument.ueid, one]));
  const earliest = Math.min(...wanted.map(({ after }) => after));
  for (const { list, parameters } of inLists([...byUeid.keys()])) {
    const rows = await database.all(
      `SELECT subject, id, version, data, recorded_at FROM records r
       WHERE kind = 'verification' AND subject IN (${list}) AND recorded_at > ? AND recorded_at <= ?
         AND version = (SELECT max(version) FROM records n WHERE n.kind = r.kind AND n.id = r.id AND n.recorded_at <= ?)
       ORDER BY at, id`,
      [...parameters, earliest, until, until],
    );
    for (const [subject, id, version, json, recordedAt] of rows) {
      const { instrument, after } = byUeid.get(String(subject))!;
      if (Number(recordedAt) <= after) continue;
      const source = `record/verification/${id}/${version}`;
      const evidence = verificationEvidence(JSON.parse(String(json)) as Verification, instrument.data, source);
      const known = found.get(instrument.ueid);
      if (known === undefined) found.set(instrument.ueid, [evidence]);
      else known.push(evidence);
    }
  }
  return found;
}
