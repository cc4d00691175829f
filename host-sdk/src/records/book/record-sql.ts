import { createHash } from 'node:crypto';
import { equalBytes, toHex } from '../../bytes.js';
import { SdkError } from '../../errors.js';
import type { SqlReader, SqlTransaction, SqlValue } from '../../store/sql.js';
import type { RecordKind, RecordTypes } from '../kinds/kinds.js';
import { type RecordName, recordIdentifier } from './record-identifier.js';

/** A record as it stands in the store: one version, which never changes. */
export interface StoredRecord<K extends RecordKind = RecordKind> extends RecordName {
  readonly kind: K;
  /** `record/<kind>/<id>/<version>`: how evidence names it. */
  readonly identifier: string;
  /** What it is about: UEID of an instrument, code of a region, identifier of an authority, number of a type approval; undefined: nothing. */
  readonly subject: string | undefined;
  /** When it was, and when this version came into the store, ms since 1970. */
  readonly at: number;
  readonly recordedAt: number;
  /** SHA-256 of its canonical JSON (RFC 8785), hex. */
  readonly hash: string;
  readonly data: RecordTypes[K];
}

/** Where a page of a list ended: the next one begins after it. */
export interface RecordCursor {
  readonly at: number;
  readonly kind: RecordKind;
  readonly id: string;
}

/** Which records: newest versions only. Conditions hold together. */
export interface RecordQuery<K extends RecordKind = RecordKind> {
  readonly kind?: K;
  readonly subject?: string;
  /** At or after, and before, ms since 1970. */
  readonly from?: number;
  readonly until?: number;
  /** `next` of the page before. */
  readonly after?: RecordCursor;
  /** 1 to 1 000; default 100. */
  readonly limit?: number;
}

const columns = 'kind, id, version, subject, at, recorded_at, hash, data';

/** SHA-256 of a record's canonical text. */
export const hashOf = (text: string): Uint8Array => new Uint8Array(createHash('sha256').update(text).digest());

/** The newest version, or the one that is named. */
export async function selectRecord<K extends RecordKind>(
  sql: SqlReader,
  kind: K,
  id: string,
  version?: number,
): Promise<StoredRecord<K> | undefined> {
  const [where, more] = version === undefined ? ['', []] : [' AND version = ?', [version]];
  const text = `SELECT ${columns} FROM records WHERE kind = ? AND id = ?${where} ORDER BY version DESC LIMIT 1`;
  const row = await sql.get(text, [kind, id, ...more]);
  return row === undefined ? undefined : readRow<K>(row);
}

export async function selectVersions<K extends RecordKind>(
  sql: SqlReader,
  kind: K,
  id: string,
): Promise<StoredRecord<K>[]> {
  const text = `SELECT ${columns} FROM records WHERE kind = ? AND id = ? ORDER BY version`;
  return (await sql.all(text, [kind, id])).map((row) => readRow<K>(row));
}

/** In the order of time, of kinds and of identifiers. */
export async function selectRecords<K extends RecordKind>(
  sql: SqlReader,
  query: RecordQuery<K>,
  limit: number,
): Promise<StoredRecord<K>[]> {
  const conditions = ['version = (SELECT max(version) FROM records n WHERE n.kind = r.kind AND n.id = r.id)'];
  const values: SqlValue[] = [];
  const where = (condition: string, ...given: SqlValue[]) => {
    conditions.push(condition);
    values.push(...given);
  };
  if (query.kind !== undefined) where('kind = ?', query.kind);
  if (query.subject !== undefined) where('subject = ?', query.subject);
  if (query.from !== undefined) where('at >= ?', query.from);
  if (query.until !== undefined) where('at < ?', query.until);
  if (query.after !== undefined) where('(at, kind, id) > (?, ?, ?)', query.after.at, query.after.kind, query.after.id);
  const text = `SELECT ${columns} FROM records r WHERE ${conditions.join(' AND ')} ORDER BY at, kind, id LIMIT ?`;
  return (await sql.all(text, [...values, limit])).map((row) => readRow<K>(row));
}

/** @returns false: this version is there already */
export async function insertRecord(
  sql: SqlTransaction,
  name: RecordName,
  subject: string | null,
  at: number,
  recordedAt: number,
  text: string,
): Promise<boolean> {
  const statement = `INSERT INTO records (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`;
  const { kind, id, version } = name;
  return (await sql.run(statement, [kind, id, version, subject, at, recordedAt, hashOf(text), text])) === 1;
}

/** @throws {SdkError} `record-damaged` */
function readRow<K extends RecordKind>(row: SqlValue[]): StoredRecord<K> {
  const [kind, id, version, subject, at, recordedAt, hash, data] = row;
  const name = { kind: kind as K, id: String(id), version: Number(version) };
  const identifier = recordIdentifier(name);
  if (!equalBytes(hash as Uint8Array, hashOf(String(data)))) {
    const text = `${identifier} is not what its hash was made of. Check the store and restore a copy.`;
    throw new SdkError('record-damaged', text, { record: identifier });
  }
  return {
    ...name,
    identifier,
    subject: subject === null ? undefined : String(subject),
    at: Number(at),
    recordedAt: Number(recordedAt),
    hash: toHex(hash as Uint8Array),
    data: JSON.parse(String(data)) as RecordTypes[K],
  };
}
