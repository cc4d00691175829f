import { decodeFrame, frameDigest } from '@hengzhun/protocol';
import { toHex } from '../bytes.js';
import type { Level } from '../evaluation/levels.js';
import { frameId, parseFrameId } from '../frames/frame-id.js';
import type { Proof } from '../ingest/outcome.js';
import { splitFrames } from '../ingest/segment.js';
import type { SqlDatabase, SqlValue } from './database.js';

/** Which frames; everything that is not given does not restrict. */
export interface FrameQuery {
  /** Hex. */
  readonly kid?: string;
  /** First and last sequence number, inclusive. */
  readonly from?: number;
  readonly to?: number;
}

/** A frame as it was received, with its receipt. */
export interface StoredFrame {
  readonly id: string;
  readonly kid: string;
  readonly sequence: number;
  readonly bytes: Uint8Array;
  readonly proof: Proof;
  /** True: another frame with this number came first. */
  readonly forked: boolean;
  readonly link: string;
  /** Row of the connection that brought it. */
  readonly connectionId: number;
  readonly source: 'live' | 'import';
  /** Host time interval of the receipt, ms since 1970. */
  readonly earliest: number;
  readonly latest: number;
}

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

/** Stored frames in the order of keys and sequence numbers, read row by row: a history never has to fit into memory. */
export function* queryFrames(database: SqlDatabase, query: FrameQuery): Generator<StoredFrame> {
  const keys = database.prepare('SELECT id, kid FROM keys ORDER BY id').all([]);
  const rows = database.prepare(
    `SELECT c.id, s.first, s.last, s.branch, s.covered_by, s.earliest, s.latest, s.lengths, s.bytes, c.link, c.source
     FROM segments s JOIN connections c ON c.id = s.connection
     WHERE s.key = ? AND (s.first, s.branch) > (?, ?) AND s.last >= ? AND s.first <= ? ORDER BY s.first, s.branch LIMIT 32`,
  );
  const from = query.from ?? 0;
  const to = query.to ?? 0xffffffff;
  for (const [key, kidBytes] of keys) {
    const kid = toHex(kidBytes as Uint8Array);
    if (query.kid !== undefined && query.kid !== kid) continue;
    let page: SqlValue[][];
    let after: [number, number] = [0, -1];
    do {
      page = rows.all([key!, ...after, from, to]);
      for (const row of page) {
        const first = Number(row[1]);
        const frames = splitFrames(row[7] as Uint8Array, row[8] as Uint8Array);
        for (let i = 0; i < frames.length; i++) {
          const sequence = first + i;
          if (sequence >= from && sequence <= to) yield storedFrame(kid, sequence, frames[i]!, row);
        }
        after = [first, Number(row[3])];
      }
    } while (page.length === 32);
  }
}

function storedFrame(kid: string, sequence: number, bytes: Uint8Array, row: SqlValue[]): StoredFrame {
  const coveredBy = Number(row[4]);
  const digest = toHex(frameDigest(decodeFrame(bytes)));
  return {
    id: frameId(kid, sequence, digest),
    kid,
    sequence,
    bytes,
    proof: coveredBy === sequence ? { how: 'signature-valid' } : { how: 'covered', by: coveredBy },
    forked: row[3] !== 0,
    link: String(row[9]),
    connectionId: Number(row[0]),
    source: row[10] === 1 ? 'import' : 'live',
    earliest: Number(row[5]),
    latest: Number(row[6]),
  };
}

/** The frame with this identifier. */
export function queryFrame(database: SqlDatabase, id: string): StoredFrame | undefined {
  const parts = parseFrameId(id);
  if (parts === undefined) return undefined;
  for (const frame of queryFrames(database, { kid: parts.kid, from: parts.sequence, to: parts.sequence })) {
    if (frame.id === id) return frame;
  }
  return undefined;
}

/** Refused packets, oldest first. */
export function* queryRefused(database: SqlDatabase, kid?: string): Generator<StoredRefusal> {
  const rows = database.prepare(
    `SELECT r.id, r.hash, r.code, r.detail, k.kid, c.link, r.count, r.first_at, r.last_at, r.bytes
     FROM refused r JOIN connections c ON c.id = r.connection LEFT JOIN keys k ON k.id = r.key
     WHERE r.id > ? ORDER BY r.id LIMIT 256`,
  );
  let page: SqlValue[][];
  let after = 0;
  do {
    page = rows.all([after]);
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
export function queryIncidents(database: SqlDatabase, kid: string | undefined, limit: number): StoredIncident[] {
  const sql = `SELECT k.kid, i.code, i.sequence, i.count, i.first_at, i.last_at, i.detail
    FROM incidents i LEFT JOIN keys k ON k.id = i.key WHERE ? IS NULL OR k.kid = ? ORDER BY i.last_at DESC LIMIT ?`;
  const bytes = kid === undefined ? null : Buffer.from(kid, 'hex');
  return database
    .prepare(sql)
    .all([bytes, bytes, limit])
    .map(([key, code, sequence, count, firstAt, lastAt, detail]) => ({
      kid: key === null ? undefined : toHex(key as Uint8Array),
      code: String(code),
      sequence: Number(sequence),
      count: Number(count),
      firstAt: Number(firstAt),
      lastAt: Number(lastAt),
      detail: String(detail),
    }));
}

export function querySummary(database: SqlDatabase): StoreSummary {
  const count = (sql: string) => Number(database.prepare(sql).get([])?.[0] ?? 0);
  return {
    instruments: count('SELECT count(*) FROM instruments'),
    keys: count('SELECT count(*) FROM keys'),
    frames: count('SELECT coalesce(sum(length(lengths) / 2), 0) FROM segments'),
    refused: count('SELECT coalesce(sum(count), 0) FROM refused'),
    incidents: count('SELECT count(*) FROM incidents'),
  };
}

/** Number of keys by the level that their last ingest gave them. */
export function queryLevels(database: SqlDatabase): Partial<Record<Level, number>> {
  const rows = database.prepare('SELECT level, count(*) FROM chains GROUP BY level').all([]);
  return Object.fromEntries(rows.map(([level, count]) => [String(level), Number(count)]));
}
