import { type Clock, systemClock } from '../../clock.js';
import { SdkError } from '../../errors.js';
import { canonicalJson } from '../../ledger/canonical-json.js';
import type { JsonValue } from '../../ledger/ledger-entry.js';
import type { SqlDatabase, SqlTransaction } from '../../store/sql.js';
import { exportRecordsCsv } from '../exchange/export-csv.js';
import type { FoundRecord } from '../exchange/found-record.js';
import { findRecordsCsv } from '../exchange/import-csv.js';
import { exportRecordsJson, findRecordsJson } from '../exchange/json.js';
import { findVerificationXml } from '../exchange/xml/find-verification.js';
import { writeVerificationXml } from '../exchange/xml/write-verification.js';
import {
  type KindOfRecord,
  kindOfRecord,
  type RecordKind,
  type RecordTypes,
  readRecordOf,
  recordKinds,
} from '../kinds/kinds.js';
import { checkReferences, type RecordLookup } from './check-references.js';
import { importFound, type RecordImport } from './import-found.js';
import { lookupIn, rememberingLookup } from './lookup.js';
import { readRecordIdentifier } from './record-identifier.js';
import {
  insertRecord,
  type RecordCursor,
  type RecordQuery,
  type StoredRecord,
  selectRecord,
  selectRecords,
  selectVersions,
} from './record-sql.js';
import type { RecordWarning } from './record-warnings.js';
import { type Traceability, traceability } from './traceability.js';
import { verificationNames } from './verification-names.js';

/** What became of a record. `unchanged`: its newest version says the same. */
export interface PutResult<K extends RecordKind = RecordKind> {
  readonly outcome: 'added' | 'corrected' | 'unchanged';
  readonly record: StoredRecord<K>;
  /** What a person should know although the record was taken. */
  readonly warnings: readonly RecordWarning[];
}

export interface RecordPage<K extends RecordKind = RecordKind> {
  readonly records: readonly StoredRecord<K>[];
  /** Where the next page begins; undefined: there is none. */
  readonly next: RecordCursor | undefined;
}

/**
 * Type approvals, traders, places, authorities, people, reference standards, verifications, seals, repairs. A record never changes: a correction
 * is a new version, and evidence names versions.
 */
export class RecordBook {
  readonly #database: SqlDatabase;
  readonly #clock: Pick<Clock, 'now'>;

  constructor(database: SqlDatabase, clock: Pick<Clock, 'now'> = systemClock) {
    this.#database = database;
    this.#clock = clock;
  }

  /**
   * Takes a record of unknown origin in. The same content again changes nothing; other content under a known identifier is a correction: a new
   * version.
   * @param transaction that it is to be a part of; absent: one of its own
   * @throws {SdkError} `record-bad-field`, `record-unknown-reference`, `registry-unknown-instrument`, `record-standard-expired`,
   *   `record-contradiction`, `record-in-future`, `record-unknown-kind`
   */
  async put<K extends RecordKind>(kind: K, value: unknown, transaction?: SqlTransaction): Promise<PutResult<K>> {
    const record = readRecordOf(kindOfRecord(kind) as K, value);
    const work = (sql: SqlTransaction) => this.#put(sql, kind, record, lookupIn(sql));
    return transaction === undefined ? this.#database.transaction(work) : work(transaction);
  }

  async #put<K extends RecordKind>(
    sql: SqlTransaction,
    kind: K,
    record: RecordTypes[K],
    lookup: RecordLookup,
  ): Promise<PutResult<K>> {
    const { id } = record;
    const now = this.#clock.now();
    const text = canonicalJson(record as unknown as JsonValue);
    const warnings = await checkReferences(kind, record, lookup, now);
    const { subject, at } = recordKinds[kind] as unknown as KindOfRecord<RecordTypes[K]>;
    // Another program may put a version between our look and our insertion: then we look again.
    for (;;) {
      const before = await selectRecord(sql, kind, id);
      if (before !== undefined && canonicalJson(before.data as unknown as JsonValue) === text) {
        return { outcome: 'unchanged', record: before, warnings };
      }
      const version = (before?.version ?? 0) + 1;
      // Whoever asks what was on record at a moment must find versions in their order, though a clock was set back.
      const recordedAt = Math.max(now, before?.recordedAt ?? 0);
      const name = { kind, id, version };
      if (!(await insertRecord(sql, name, subject(record), at?.(record) ?? recordedAt, recordedAt, text))) continue;
      const stored = await selectRecord(sql, kind, id, version);
      return { outcome: before === undefined ? 'added' : 'corrected', record: stored!, warnings };
    }
  }

  /** A record in its newest version, or in one that is named. @throws {SdkError} `record-damaged` */
  async get<K extends RecordKind>(kind: K, id: string, version?: number): Promise<StoredRecord<K> | undefined> {
    return selectRecord(this.#database, kindOfRecord(kind) as K, id, version);
  }

  /** What `record/<kind>/<id>/<version>` names. @throws {SdkError} `record-unknown`, `record-damaged` */
  async named(identifier: string): Promise<StoredRecord> {
    const name = readRecordIdentifier(identifier);
    const found = name && (await selectRecord(this.#database, name.kind, name.id, name.version));
    if (found !== undefined) return found;
    const shown = JSON.stringify(identifier.slice(0, 140));
    throw new SdkError('record-unknown', `There is no record ${shown}. Check the identifier.`, { record: shown });
  }

  /** All versions of a record, the first one first. */
  async versions<K extends RecordKind>(kind: K, id: string): Promise<StoredRecord<K>[]> {
    return selectVersions(this.#database, kindOfRecord(kind) as K, id);
  }

  /** Newest versions in the order of time, page by page. */
  async list<K extends RecordKind = RecordKind>(query: RecordQuery<K> = {}): Promise<RecordPage<K>> {
    const limit = Math.min(Math.max(Math.trunc(query.limit ?? 100) || 1, 1), 1000);
    const records = await selectRecords(this.#database, query, limit + 1);
    const more = records.length > limit;
    if (more) records.pop();
    const { at, kind, id } = records.at(-1) ?? {};
    return { records, next: more ? { at: at!, kind: kind!, id: id! } : undefined };
  }

  /** Newest versions, all of them. */
  async *all<K extends RecordKind = RecordKind>(
    query: RecordQuery<K> = {},
  ): AsyncGenerator<StoredRecord<K>, void, undefined> {
    let after = query.after;
    do {
      const { records, next } = await this.list({ ...query, limit: 1000, ...(after && { after }) });
      yield* records;
      after = next;
    } while (after !== undefined);
  }

  /**
   * Takes in every record of a JSON text: `{ "place": […], "verification": […] }`. A record with a mistake is told by its number and holds up
   * no other, unless that names it. The order makes no difference.
   * @throws {SdkError} `record-bad-format`, `record-unknown-kind`, `record-too-large`
   */
  async importJson(text: string): Promise<RecordImport> {
    return this.#import(findRecordsJson(text));
  }

  /**
   * Takes in every record of a CSV text of one kind, whose first line names the columns.
   * @throws {SdkError} `record-bad-format`, `record-unknown-kind`, `record-too-large`
   */
  async importCsv(kind: RecordKind, text: string): Promise<RecordImport> {
    return this.#import(findRecordsCsv(kindOfRecord(kind), text));
  }

  /**
   * Takes in a verification from a Digital Calibration Certificate (XML).
   * @returns as for the others: a mistake in it is in `errors`, with line and column in the text of the error
   * @throws {SdkError} `record-too-large`, `record-xml-forbidden`
   */
  async importXml(text: string): Promise<RecordImport> {
    return this.#import([findVerificationXml(text)]);
  }

  #import(found: readonly FoundRecord[]): Promise<RecordImport> {
    return this.#database.transaction(async (sql) => {
      const lookup = rememberingLookup(lookupIn(sql));
      return importFound(found, async ({ kind, value }) => {
        const result = await this.#put(sql, kind, readRecordOf(kind, value), lookup);
        lookup.forget(kind, result.record.id);
        return result;
      });
    });
  }

  /** Newest versions as JSON that `importJson` takes. @param kinds default: all */
  async exportJson(kinds: readonly RecordKind[] = Object.keys(recordKinds) as RecordKind[]): Promise<string> {
    const lists: Partial<Record<RecordKind, unknown[]>> = {};
    for (const kind of kinds)
      for await (const { data } of this.all({ kind: kindOfRecord(kind) })) (lists[kind] ??= []).push(data);
    return exportRecordsJson(lists as Parameters<typeof exportRecordsJson>[0]);
  }

  /** Newest versions of one kind as CSV that `importCsv` takes. */
  async exportCsv<K extends RecordKind>(kind: K): Promise<string> {
    const records: RecordTypes[K][] = [];
    for await (const { data } of this.all<K>({ kind: kindOfRecord(kind) as K })) records.push(data);
    return exportRecordsCsv(kind, records);
  }

  /**
   * A verification as a Digital Calibration Certificate (XML) that `importXml` takes, with the names of people, authority, trader and standards as on record.
   * @throws {SdkError} `record-unknown`, `record-not-expressible`
   */
  async exportXml(id: string, version?: number): Promise<string> {
    const found = await this.get('verification', id, version);
    if (found === undefined) {
      const name = JSON.stringify(id.slice(0, 64));
      throw new SdkError('record-unknown', `There is no verification ${name}. Check the identifier.`, { record: name });
    }
    return writeVerificationXml(found.data, await verificationNames(found.data, lookupIn(this.#database)));
  }

  /** The verification of a record's identifier, for cases; undefined: none. */
  async verification(id: string): Promise<RecordTypes['verification'] | undefined> {
    return (await this.get('verification', id))?.data;
  }

  /**
   * Whether a standard could be traced at a moment 溯源: its certificates and those of the standards above it.
   * @param at ms since 1970
   * @throws {SdkError} `record-unknown`
   */
  async traceability(standard: string, at: number): Promise<Traceability> {
    return traceability(standard, at, async (id) => (await this.get('standard', id))?.data);
  }
}
