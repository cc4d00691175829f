import { toHex } from '../bytes.js';
import type { Level } from '../evaluation/levels.js';
import type { ChainState } from '../ingest/chain-state.js';
import { inLists } from './in-list.js';
import type { SqlReader, SqlValue } from './sql.js';

/** A packet that was refused, as it was received. */
export interface StoredRefusal {
  /** `refused/<hash>`. */
  readonly id: string;
  readonly code: string;
  readonly detail: string;
  /** kid of the key that it is attributed to; undefined: unknown. */
  readonly kid: string | undefined;
  readonly link: string;
  readonly count: number;
  readonly firstAt: number;
  readonly lastAt: number;
  readonly bytes: Uint8Array;
}

/** Something suspicious, counted. */
export interface StoredIncident {
  readonly kid: string | undefined;
  readonly code: string;
  /** 0: not about one number. */
  readonly sequence: number;
  readonly count: number;
  readonly firstAt: number;
  readonly lastAt: number;
  readonly detail: string;
}

/** What a store holds in all. */
export interface StoreSummary {
  readonly instruments: number;
  readonly keys: number;
  readonly frames: number;
  readonly refused: number;
  readonly incidents: number;
}

/** Refused packets, oldest first. */
export async function* queryRefused(database: SqlReader, kid?: string): AsyncGenerator<StoredRefusal, void, undefined> {
  const sql = `SELECT r.id, r.hash, r.code, r.detail, k.kid, c.link, r.count, r.first_at, r.last_at, r.bytes
    FROM refused r JOIN connections c ON c.id = r.connection LEFT JOIN keys k ON k.id = r.key
    WHERE r.id > ? ORDER BY r.id LIMIT 256`;
  let page: SqlValue[][];
  let after = 0;
  do {
    page = await database.all(sql, [after]);
    for (const [id, hash, code, detail, key, link, count, firstAt, lastAt, bytes] of page) {
      after = Number(id);
      const owner = key === null ? undefined : toHex(key as Uint8Array);
      if (kid !== undefined && kid !== owner) continue;
      yield {
        id: `refused/${toHex(hash as Uint8Array)}`,
        code: String(code),
        detail: String(detail),
        kid: owner,
        link: String(link),
        count: Number(count),
        firstAt: Number(firstAt),
        lastAt: Number(lastAt),
        bytes: bytes as Uint8Array,
      };
    }
  } while (page.length === 256);
}

/** Incidents, newest first, at most `limit`. */
export async function queryIncidents(
  database: SqlReader,
  kid: string | undefined,
  limit: number,
): Promise<StoredIncident[]> {
  const only = kid === undefined ? '' : 'WHERE k.kid = ?';
  const sql = `SELECT k.kid, i.code, i.sequence, i.count, i.first_at, i.last_at, i.detail
    FROM incidents i LEFT JOIN keys k ON k.id = i.key ${only} ORDER BY i.last_at DESC, i.key, i.code, i.sequence, i.digest LIMIT ?`;
  const rows = await database.all(sql, [...(kid === undefined ? [] : [Buffer.from(kid, 'hex')]), limit]);
  return rows.map(([key, code, sequence, count, firstAt, lastAt, detail]) => ({
    kid: key === null ? undefined : toHex(key as Uint8Array),
    code: String(code),
    sequence: Number(sequence),
    count: Number(count),
    firstAt: Number(firstAt),
    lastAt: Number(lastAt),
    detail: String(detail),
  }));
}

export async function querySummary(database: SqlReader): Promise<StoreSummary> {
  const [instruments, keys, frames, refused, incidents] = (await database.get(
    `SELECT (SELECT count(*) FROM instruments), (SELECT count(*) FROM keys),
      (SELECT coalesce(sum(length(lengths) / 2), 0) FROM segments), (SELECT coalesce(sum(count), 0) FROM refused),
      (SELECT count(*) FROM incidents)`,
  ))!;
  return {
    instruments: Number(instruments),
    keys: Number(keys),
    frames: Number(frames),
    refused: Number(refused),
    incidents: Number(incidents),
  };
}

/** Number of keys by the level that their last ingest gave them. */
export async function queryLevels(database: SqlReader): Promise<Partial<Record<Level, number>>> {
  const rows = await database.all('SELECT level, count(*) FROM chains GROUP BY level');
  return Object.fromEntries(rows.map(([level, count]) => [String(level), Number(count)]));
}

/** What is remembered of a key's chain, by the key's row. */
export async function queryChain(database: SqlReader, key: number): Promise<ChainState | undefined> {
  const row = await database.get('SELECT state FROM chains WHERE key = ?', [key]);
  return row === undefined ? undefined : (JSON.parse(String(row[0])) as ChainState);
}

/** The same of many keys; those of which nothing is remembered are left out. */
export async function queryChains(database: SqlReader, keys: readonly number[]): Promise<Map<number, ChainState>> {
  const chains = new Map<number, ChainState>();
  for (const { list, parameters } of inLists(keys)) {
    const rows = await database.all(`SELECT key, state FROM chains WHERE key IN (${list})`, parameters);
    for (const [key, state] of rows) chains.set(Number(key), JSON.parse(String(state)) as ChainState);
  }
  return chains;
}
