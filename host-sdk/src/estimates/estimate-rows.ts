import type { Level } from '../evaluation/levels.js';
import { inLists } from '../store/in-list.js';
import type { SqlReader, SqlTransaction } from '../store/sql.js';
import { packEstimate, unpackEstimate } from './stored-estimate.js';

/** An estimate as it stands in the store. */
export interface EstimateRow {
  /** Identifier of the instrument's row. */
  readonly instrument: number;
  readonly type: string;
  readonly batch: string;
  /** Evidence that was received or recorded until here is in it, ms since 1970. */
  readonly takenUntil: number;
  readonly level: Level;
  readonly estimate: Float64Array;
}

/** The stored estimate of an instrument; undefined: none yet. */
export async function readEstimate(database: SqlReader, instrument: number): Promise<EstimateRow | undefined> {
  return (await readEstimates(database, [instrument])).get(instrument);
}

/** Stored estimates by the instruments' rows; those that have none are left out. */
export async function readEstimates(
  database: SqlReader,
  instruments: readonly number[],
): Promise<Map<number, EstimateRow>> {
  const found = new Map<number, EstimateRow>();
  for (const { list, parameters } of inLists(instruments)) {
    const sql = `SELECT instrument, type, batch, taken_until, level, state FROM estimates WHERE instrument IN (${list})`;
    for (const [row, type, batch, takenUntil, level, state] of await database.all(sql, parameters)) {
      const instrument = Number(row);
      found.set(instrument, {
        instrument,
        type: String(type),
        batch: String(batch),
        takenUntil: Number(takenUntil),
        level: String(level) as Level,
        // A copy: whoever takes evidence in changes it.
        estimate: unpackEstimate(state as Uint8Array).slice(),
      });
    }
  }
  return found;
}

/** Writes estimates, each in the place of the one before. */
export async function writeEstimates(transaction: SqlTransaction, rows: readonly EstimateRow[]): Promise<void> {
  await transaction.runMany(
    `INSERT INTO estimates (instrument, type, batch, taken_until, level, state) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (instrument) DO UPDATE SET type = excluded.type, batch = excluded.batch, taken_until = excluded.taken_until,
       level = excluded.level, state = excluded.state`,
    rows.map(({ instrument, type, batch, takenUntil, level, estimate }) => [
      instrument,
      type,
      batch,
      takenUntil,
      level,
      packEstimate(estimate),
    ]),
  );
}
