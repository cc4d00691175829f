import { concatBytes } from '../bytes.js';
import { inLists } from '../store/in-list.js';
import { forUpdate } from '../store/lock-rows.js';
import type { SqlTransaction, SqlValue } from '../store/sql.js';
import type { ChainState } from './chain-state.js';
import { packLengths, type Segment } from './segment.js';

/** Something suspicious, as it is stored: counted per kind, place and content, so that a flood costs no space. */
export interface Incident {
  /** Key that it is attributed to; 0: none. */
  readonly key: number;
  readonly code: string;
  /** 0: not known. */
  readonly sequence: number;
  /** First 16 bytes of the frame's digest, or of SHA-256 over what was refused. */
  readonly digest: Uint8Array;
  readonly connection: number;
  readonly count: number;
  readonly firstAt: number;
  readonly lastAt: number;
  readonly detail: string;
}

/** A refused packet, as it is stored. */
export interface Refused {
  /** First 16 bytes of SHA-256 over the bytes. */
  readonly hash: Uint8Array;
  readonly code: string;
  readonly detail: string;
  readonly key: number | null;
  readonly connection: number;
  readonly count: number;
  readonly firstAt: number;
  readonly lastAt: number;
  readonly bytes: Uint8Array;
}

/** Proof that a frame was made after a nonce was sent. */
export interface Anchor {
  readonly key: number;
  readonly sequence: number;
  readonly sentAt: number;
  readonly receivedAt: number;
  readonly nonce: Uint8Array;
}

/** A chain's state, also as its text, with the level that it gives. */
export interface WrittenChain {
  readonly key: number;
  readonly state: ChainState;
  readonly text: string;
  readonly level: string;
}

const insertSegment = `INSERT INTO segments (key, first, branch, last, covered_by, connection, earliest, latest, lengths, bytes)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
const upsertChain = `INSERT INTO chains (key, highest, level, last_received, state) VALUES (?, ?, ?, ?, ?)
  ON CONFLICT (key) DO UPDATE SET highest = excluded.highest, level = excluded.level,
    last_received = excluded.last_received, state = excluded.state`;
const upsertIncident = `INSERT INTO incidents (key, code, sequence, digest, connection, count, first_at, last_at, detail)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (key, code, sequence, digest) DO UPDATE SET count = incidents.count + excluded.count,
    last_at = CASE WHEN excluded.last_at > incidents.last_at THEN excluded.last_at ELSE incidents.last_at END`;
const upsertRefused = `INSERT INTO refused (hash, code, detail, key, connection, count, first_at, last_at, bytes)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (hash, code) DO UPDATE SET count = refused.count + excluded.count,
    last_at = CASE WHEN excluded.last_at > refused.last_at THEN excluded.last_at ELSE refused.last_at END`;
const insertAnchor = `INSERT INTO anchors (key, sequence, sent_at, received_at, nonce) VALUES (?, ?, ?, ?, ?)
  ON CONFLICT (key, sequence) DO NOTHING`;

// A division by zero is the only error that an expression can raise; `isConflict` knows it.
const insistOnChain = `SELECT 1 / CASE WHEN EXISTS (SELECT 1 FROM revisions r, chains c
  WHERE r.name = 'registry' AND r.value = ? AND c.key = ? AND c.state = ?) THEN 1 ELSE 0 END`;

/** All SQL of the ingest, within one transaction. */
export class IngestSql {
  constructor(private readonly transaction: SqlTransaction) {}

  /** Grows with every change of the registry, whoever made it. */
  async registryRevision(): Promise<number> {
    return Number((await this.transaction.get("SELECT value FROM revisions WHERE name = 'registry'"))![0]);
  }

  /** Holds the keys until the transaction's end: nobody else changes their chains or ends them. @param keys ascending */
  async lock(keys: readonly number[]): Promise<void> {
    const clause = forUpdate(this.transaction);
    if (clause === '') return;
    for (const { list, parameters } of inLists(keys)) {
      await this.transaction.all(`SELECT id FROM keys WHERE id IN (${list}) ORDER BY id ${clause}`, parameters);
    }
  }

  /** The registry's revision and the states of the chains of these keys, as text; a chain without frames is left out. */
  async chains(keys: readonly number[]): Promise<{ revision: number; states: Map<number, string> }> {
    const states = new Map<number, string>();
    if (keys.length === 0) return { revision: await this.registryRevision(), states };
    let revision = 0;
    for (const { list, parameters } of inLists(keys)) {
      const sql = `SELECT r.value, c.key, c.state FROM revisions r LEFT JOIN chains c ON c.key IN (${list}) WHERE r.name = 'registry'`;
      for (const [value, key, state] of await this.transaction.all(sql, parameters)) {
        revision = Number(value);
        if (key !== null) states.set(Number(key), String(state));
      }
    }
    return { revision, states };
  }

  /** Without waiting: ends the transaction as a conflict unless the registry and the states of the chains stand like this. PostgreSQL only. */
  insist(revision: number, states: ReadonlyMap<number, string>): Promise<void> {
    return this.transaction.runMany(
      insistOnChain,
      [...states].map(([key, text]) => [revision, key, text]),
    );
  }

  writeSegments(segments: readonly { key: number; segment: Segment }[]): Promise<void> {
    const rows = segments.map(({ key, segment: { frames, ...one } }): SqlValue[] => {
      const bytes = frames.length === 1 ? frames[0]! : concatBytes(frames);
      const { first, branch, last, coveredBy, connection, earliest, latest } = one;
      // A whole interval: bounds never move inwards.
      const interval = [Math.floor(earliest), Math.ceil(latest)];
      return [key, first, branch, last, coveredBy, connection, ...interval, packLengths(frames), bytes];
    });
    return this.transaction.runMany(insertSegment, rows);
  }
  writeChains(chains: readonly WrittenChain[]): Promise<void> {
    const rows = chains.map(({ key, state, text, level }): SqlValue[] => {
      return [key, state.highest, level, Math.ceil(state.lastReceived), text];
    });
    return this.transaction.runMany(upsertChain, rows);
  }
  /** No two of the same key, code, sequence and digest. */
  writeIncidents(incidents: readonly Incident[]): Promise<void> {
    const rows = incidents.map(({ key, code, sequence, digest, connection, count, firstAt, lastAt, detail }) => {
      return [key, code, sequence, digest, connection, count, Math.floor(firstAt), Math.ceil(lastAt), detail];
    });
    return this.transaction.runMany(upsertIncident, rows);
  }
  /** No two of the same hash and code. */
  writeRefused(refused: readonly Refused[]): Promise<void> {
    const rows = refused.map(({ hash, code, detail, key, connection, count, firstAt, lastAt, bytes }) => {
      return [hash, code, detail, key, connection, count, Math.floor(firstAt), Math.ceil(lastAt), bytes];
    });
    return this.transaction.runMany(upsertRefused, rows);
  }
  writeAnchors(anchors: readonly Anchor[]): Promise<void> {
    const rows = anchors.map(({ key, sequence, sentAt, receivedAt, nonce }) => {
      return [key, sequence, Math.floor(sentAt), Math.ceil(receivedAt), nonce];
    });
    return this.transaction.runMany(insertAnchor, rows);
  }

  async refusedSince(at: number): Promise<number> {
    return Number((await this.transaction.get('SELECT count(*) FROM refused WHERE first_at >= ?', [at]))![0]);
  }
  async insertConnection(link: string, connection: number, source: number, at: number): Promise<number> {
    const sql = 'INSERT INTO connections (link, connection, source, opened_at) VALUES (?, ?, ?, ?) RETURNING id';
    return Number((await this.transaction.get(sql, [link, connection, source, Math.floor(at)]))![0]);
  }
  async addLosses(connection: number, discarded: number, discardedBytes: number, dropped: number): Promise<void> {
    const sql =
      'UPDATE connections SET discarded = discarded + ?, discarded_bytes = discarded_bytes + ?, dropped = dropped + ? WHERE id = ?';
    await this.transaction.run(sql, [discarded, discardedBytes, dropped, connection]);
  }
}
