import type { Level } from '../evaluation/levels.js';
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
  const row = await database.get('SELECT type, batch, taken_until, level, state FROM estimates WHERE instrument = ?', [
    instrument,
  ]);
  if (row === undefined) return undefined;
  const [type, batch, takenUntil, level, state] = row;
  return {
    instrument,
    type: String(type),
    batch: String(batch),
    takenUntil: Number(takenUntil),
    level: String(level) as Level,
    // A copy: whoever takes evidence in changes it.
    estimate: unpackEstimate(state as Uint8Array).slice(),
  };
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
