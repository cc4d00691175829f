import { concatBytes } from '../bytes.js';
import type { SqlDatabase, Statement } from '../store/database.js';
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
  readonly at: number;
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
  readonly at: number;
  readonly bytes: Uint8Array;
}

/** All SQL that the ingest writes. */
export class IngestSql {
  readonly #segment: Statement;
  readonly #chain: Statement;
  readonly #chainRow: Statement;
  readonly #incident: Statement;
  readonly #refused: Statement;
  readonly #refusedToday: Statement;
  readonly #connection: Statement;
  readonly #anchor: Statement;
  readonly #losses: Statement;
  readonly #version: Statement;

  constructor(database: SqlDatabase) {
    this.#segment = database.prepare(
      `INSERT INTO segments (key, first, branch, last, covered_by, connection, earliest, latest, lengths, bytes)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#chain = database.prepare(
      `INSERT INTO chains (key, highest, level, last_received, state) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (key) DO UPDATE SET highest = excluded.highest, level = excluded.level,
         last_received = excluded.last_received, state = excluded.state`,
    );
    this.#chainRow = database.prepare('SELECT state FROM chains WHERE key = ?');
    this.#incident = database.prepare(
      `INSERT INTO incidents (key, code, sequence, digest, connection, count, first_at, last_at, detail)
       VALUES (?, ?, ?, ?, ?, 1, ?, ?, ?)
       ON CONFLICT (key, code, sequence, digest) DO UPDATE SET count = count + 1, last_at = max(last_at, excluded.last_at)`,
    );
    this.#refused = database.prepare(
      `INSERT INTO refused (hash, code, detail, key, connection, count, first_at, last_at, bytes) VALUES (?, ?, ?, ?, ?, 1, ?, ?, ?)
       ON CONFLICT (hash, code) DO UPDATE SET count = count + 1, last_at = max(last_at, excluded.last_at)`,
    );
    this.#refusedToday = database.prepare('SELECT count(*) FROM refused WHERE first_at >= ?');
    this.#connection = database.prepare(
      'INSERT INTO connections (link, connection, source, opened_at) VALUES (?, ?, ?, ?)',
    );
    this.#anchor = database.prepare(
      'INSERT INTO anchors (key, sequence, sent_at, received_at, nonce) VALUES (?, ?, ?, ?, ?) ON CONFLICT (key, sequence) DO NOTHING',
    );
    this.#losses = database.prepare(
      'UPDATE connections SET discarded = discarded + ?, discarded_bytes = discarded_bytes + ?, dropped = dropped + ? WHERE id = ?',
    );
    this.#version = database.prepare('PRAGMA data_version');
  }

  /** Changes whenever another connection has written to the store. */
  dataVersion(): number {
    return Number(this.#version.get([])![0]);
  }
  insertSegment(key: number, { frames, ...segment }: Segment): void {
    const { first, branch, last, coveredBy, connection, earliest, latest } = segment;
    const bytes = frames.length === 1 ? frames[0]! : concatBytes(frames);
    this.#segment.run([key, first, branch, last, coveredBy, connection, earliest, latest, packLengths(frames), bytes]);
  }
  chain(key: number): ChainState | undefined {
    const row = this.#chainRow.get([key]);
    return row === undefined ? undefined : (JSON.parse(String(row[0])) as ChainState);
  }
  writeChain(key: number, state: ChainState, level: string): void {
    this.#chain.run([key, state.highest, level, state.lastReceived, JSON.stringify(state)]);
  }
  writeIncident({ key, code, sequence, digest, connection, at, detail }: Incident): void {
    this.#incident.run([key, code, sequence, digest, connection, at, at, detail]);
  }
  writeRefused({ hash, code, detail, key, connection, at, bytes }: Refused): void {
    this.#refused.run([hash, code, detail, key, connection, at, at, bytes]);
  }
  refusedSince(at: number): number {
    return Number(this.#refusedToday.get([at])![0]);
  }
  insertConnection(link: string, connection: number, source: number, at: number): number {
    return this.#connection.run([link, connection, source, at]).lastInsertRowid;
  }
  writeAnchor(key: number, sequence: number, sentAt: number, receivedAt: number, nonce: Uint8Array): void {
    this.#anchor.run([key, sequence, sentAt, receivedAt, nonce]);
  }
  addLosses(connection: number, discarded: number, discardedBytes: number, dropped: number): void {
    this.#losses.run([discarded, discardedBytes, dropped, connection]);
  }
}
