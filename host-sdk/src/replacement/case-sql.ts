import type { SqlReader, SqlTransaction, SqlValue } from '../store/sql.js';
import { type CasePhase, type CaseResult, openPhases } from './case-phases.js';
import type { CaseState } from './case-state.js';
import type { Jurisdiction } from './case-step.js';

/** A case as the list shows it. Derived from the ledger: `CaseBook.rebuild` makes the table anew. */
export interface CaseSummary {
  readonly id: string;
  /** UEID, hex. */
  readonly instrument: string;
  readonly jurisdiction: Jurisdiction;
  readonly phase: CasePhase;
  readonly open: boolean;
  /** Number of its newest ledger entry. */
  readonly last: number;
  readonly openedAt: number;
  readonly changedAt: number;
  /** When its next deadline ends, ms since 1970. */
  readonly dueAt: number | undefined;
  readonly result: CaseResult | undefined;
}

/** Which cases. Conditions hold together. */
export interface CaseQuery {
  readonly instrument?: string;
  readonly phase?: CasePhase;
  /** Region code or its beginning: `31` finds 310115. */
  readonly region?: string;
  readonly authority?: string;
  readonly open?: boolean;
  /** Next deadline ends at or before this moment, ms since 1970. */
  readonly dueBy?: number;
  /** Only identifiers after this one: for the next page. */
  readonly after?: string;
  /** 1 to 1 000; default 100. */
  readonly limit?: number;
}

const columns = 'id, instrument, region, authority, phase, open, last, opened_at, changed_at, due_at, result';

export async function selectCases(database: SqlReader, query: CaseQuery): Promise<CaseSummary[]> {
  const conditions: string[] = [];
  const values: SqlValue[] = [];
  const where = (condition: string, ...given: SqlValue[]) => {
    conditions.push(condition);
    values.push(...given);
  };
  if (query.instrument !== undefined) where('instrument = ?', query.instrument);
  if (query.phase !== undefined) where('phase = ?', query.phase);
  if (query.region !== undefined) where('substr(region, 1, ?) = ?', query.region.length, query.region);
  if (query.authority !== undefined) where('authority = ?', query.authority);
  if (query.open !== undefined) where('open = ?', query.open ? 1 : 0);
  if (query.dueBy !== undefined) where('due_at <= ?', query.dueBy);
  if (query.after !== undefined) where('id > ?', query.after);
  const limit = Math.min(Math.max(Math.trunc(query.limit ?? 100), 1), 1000);
  const clause = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
  const rows = await database.all(`SELECT ${columns} FROM cases ${clause} ORDER BY id LIMIT ?`, [...values, limit]);
  return rows.map(readRow);
}

/** @returns false: there is a case of this identifier, or an open one of this instrument, already */
export async function insertCase(sql: SqlTransaction, state: CaseState, dueAt: number | undefined): Promise<boolean> {
  const text = `INSERT INTO cases (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`;
  return (await sql.run(text, rowOf(state, dueAt))) === 1;
}

/** @returns false: the case went on since `basis` */
export async function updateCase(
  sql: SqlTransaction,
  state: CaseState,
  dueAt: number | undefined,
  basis: number,
): Promise<boolean> {
  const [id, ...rest] = rowOf(state, dueAt);
  const text = `UPDATE cases SET instrument = ?, region = ?, authority = ?, phase = ?, open = ?, last = ?, opened_at = ?, changed_at = ?,
    due_at = ?, result = ? WHERE id = ? AND last = ?`;
  return (await sql.run(text, [...rest, id!, basis])) === 1;
}

function rowOf(state: CaseState, dueAt: number | undefined): SqlValue[] {
  const { id, instrument, jurisdiction, phase, last, openedAt, changedAt, result } = state;
  const open = openPhases.includes(phase) ? 1 : 0;
  const { region, authority } = jurisdiction;
  return [id, instrument, region, authority, phase, open, last, openedAt, changedAt, dueAt ?? null, result ?? null];
}

function readRow(row: SqlValue[]): CaseSummary {
  const [id, instrument, region, authority, phase, open, last, openedAt, changedAt, dueAt, result] = row;
  return {
    id: String(id),
    instrument: String(instrument),
    jurisdiction: { region: String(region), authority: String(authority) },
    phase: phase as CasePhase,
    open: Number(open) === 1,
    last: Number(last),
    openedAt: Number(openedAt),
    changedAt: Number(changedAt),
    dueAt: dueAt === null ? undefined : Number(dueAt),
    result: result === null ? undefined : (result as CaseResult),
  };
}
