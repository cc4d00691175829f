import { toDay } from '../estimation/estimate-layout.js';
import type { EstimationRules } from '../estimation/estimation-rules.js';
import { type LearnedPriors, priorOf } from '../estimation/learned-priors.js';
import { emptyProspect, type Prospect, prospectOf } from '../estimation/prospect.js';
import type { Level } from '../evaluation/levels.js';
import type { JudgementRules } from '../rules/judgement-rules.js';
import type { SqlReader } from '../store/sql.js';
import { fleetLevel } from './fleet-level.js';
import { unpackEstimate } from './stored-estimate.js';

/** Rows read at a time: the whole fleet never has to fit into memory. */
const page = 512;

/** By what a fleet is evaluated. */
export interface FleetRules {
  readonly priors: LearnedPriors;
  readonly estimation: EstimationRules;
  readonly judgement: JudgementRules;
}

/**
 * Called for each instrument. `prospect` is used again for the next one: copy what you keep.
 * @param instrument identifier of its row
 */
export type FleetVisitor = (instrument: number, prospect: Prospect, level: Level, type: string, batch: string) => void;

/**
 * Brings the level, error, uncertainty and probability of every instrument to a day from their stored estimates, without words: those are
 * made on demand by `judge`.
 *
 * @param now ms since 1970
 * @returns number of instruments
 * @throws {SdkError} `store-*`
 */
export async function evaluateFleet(
  database: SqlReader,
  now: number,
  { priors, estimation, judgement }: FleetRules,
  visit: FleetVisitor,
): Promise<number> {
  const day = toDay(now);
  const prospect = emptyProspect();
  const sql = 'SELECT instrument, type, batch, state FROM estimates WHERE instrument > ? ORDER BY instrument LIMIT ?';
  let count = 0;
  let after = 0;
  for (;;) {
    const rows = await database.all(sql, [after, page]);
    for (const row of rows) {
      const estimate = unpackEstimate(row[3] as Uint8Array);
      const type = row[1] as string;
      const batch = row[2] as string;
      prospectOf(estimate, day, priorOf(priors, type, batch), priors.calibrations, estimation, prospect);
      const level = fleetLevel(estimate, prospect.probability, day, judgement);
      after = row[0] as number;
      visit(after, prospect, level, type, batch);
    }
    count += rows.length;
    if (rows.length < page) return count;
  }
}
