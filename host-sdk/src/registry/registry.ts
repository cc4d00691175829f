import type { JsonWebKey } from 'node:crypto';
import { fromHex, toHex } from '../bytes.js';
import { type Clock, systemClock } from '../clock.js';
import { SdkError } from '../errors.js';
import type { SqlDatabase, SqlTransaction } from '../store/sql.js';
import { enrolInstrument } from './enrol-instrument.js';
import { exportCsvRecords, exportJsonRecords } from './export-records.js';
import { type FoundRecord, findCsvRecords, findJsonRecords } from './import-records.js';
import { checkPublicKey } from './public-key.js';
import { readRecord } from './read-record.js';
import type {
  EnrolledKey,
  EnrolmentRecord,
  EnrolmentResult,
  ImportError,
  ImportResult,
  Instrument,
  Maker,
  Place,
} from './records.js';
import { RegistrySql, RegistryWriter } from './registry-sql.js';

/**
 * Who is who: instruments, their public keys, the makers whose certificates are believed, places. The key inside a message is only a
 * claim; trust comes from enrolment here. Every method rejects with `SdkError`; besides the codes named, with those of the store.
 */
export class Registry {
  readonly #database: SqlDatabase;
  readonly #sql: RegistrySql;
  readonly #clock: Clock;

  /** Opened by `openStore`. */
  constructor(database: SqlDatabase, clock: Clock = systemClock) {
    this.#database = database;
    this.#sql = new RegistrySql(database);
    this.#clock = clock;
  }

  #change<T>(work: (sql: RegistryWriter) => Promise<T>, within?: SqlTransaction): Promise<T> {
    const change = async (transaction: SqlTransaction) => {
      const sql = new RegistryWriter(transaction);
      await sql.begin();
      return work(sql);
    };
    return within === undefined ? this.#database.transaction(change) : change(within);
  }

  /**
   * Enrols an instrument and its key. The same record again changes nothing; a new key for a known instrument is accepted only after
   * its old key was retired or revoked.
   * @param transaction that it is to be a part of; absent: one of its own
   * @throws {SdkError} `registry-bad-record`, `registry-bad-key`, `registry-bad-certificate`, `registry-unknown-maker`,
   *   `registry-key-known` (the key belongs to another instrument), `registry-instrument-conflict`
   */
  async enrol(record: EnrolmentRecord, transaction?: SqlTransaction): Promise<EnrolmentResult> {
    const checked = readRecord(record);
    return this.#change((sql) => enrolInstrument(sql, checked, this.#clock.now()), transaction);
  }

  /** Enrols every record of a JSON text (one object, an array, or `{ "instruments": [...] }`). @throws {SdkError} `registry-bad-format` */
  async importJson(text: string): Promise<ImportResult> {
    return this.#import(findJsonRecords(text));
  }

  /** Enrols every line of a CSV text whose first line names the columns. @throws {SdkError} `registry-bad-format` */
  async importCsv(text: string): Promise<ImportResult> {
    return this.#import(findCsvRecords(text));
  }

  /** All instruments with their active keys as JSON that `importJson` takes. */
  async exportJson(): Promise<string> {
    return exportJsonRecords(await this.#sql.instruments());
  }

  /** The same as CSV that `importCsv` takes. */
  async exportCsv(): Promise<string> {
    return exportCsvRecords(await this.#sql.instruments());
  }

  #import(found: FoundRecord[]): Promise<ImportResult> {
    return this.#change(async (sql) => {
      const results: EnrolmentResult[] = [];
      const errors: ImportError[] = [];
      for (const { line, value, error } of found) {
        try {
          if (error) throw error;
          results.push(await enrolInstrument(sql, readRecord(value), this.#clock.now()));
        } catch (cause) {
          // A mistake in one line must not hold up the others; a broken store must.
          if (!(cause instanceof SdkError) || !cause.code.startsWith('registry-')) throw cause;
          errors.push({ line, code: cause.code, message: cause.message, detail: cause.detail });
        }
      }
      return { results, errors };
    });
  }

  /** Believes the certificates of this maker from now on. @throws {SdkError} `registry-bad-key` */
  async trustMaker(name: string, publicKey: JsonWebKey | string): Promise<Maker> {
    const key = checkPublicKey(publicKey);
    return this.#change(async (sql) => {
      await sql.insertMaker(name, key, this.#clock.now());
      return (await sql.makers()).find((maker) => maker.kid === toHex(key.kid))!;
    });
  }

  /**
   * Ends a key in good order: frames with this sequence number or a later one are refused; earlier ones may still arrive late.
   * @param transaction that it is to be a part of; absent: one of its own
   * @throws {SdkError} `registry-unknown-key`
   */
  async retireKey(kid: string, fromSequence: number, why: string, transaction?: SqlTransaction): Promise<EnrolledKey> {
    return this.#end(kid, 'retired_from', fromSequence, why, transaction);
  }

  /**
   * Ends a key that can no longer be trusted: no further frame is accepted, whatever its number, because a thief can sign any number that
   * was not seen yet. Frames in the store stay; from `fromSequence` on they no longer count as evidence.
   * @throws {SdkError} `registry-unknown-key`
   */
  async revokeKey(kid: string, fromSequence: number, why: string): Promise<EnrolledKey> {
    return this.#end(kid, 'revoked_from', fromSequence, why);
  }

  async #end(
    kid: string,
    column: 'retired_from' | 'revoked_from',
    from: number,
    why: string,
    transaction?: SqlTransaction,
  ): Promise<EnrolledKey> {
    if (!Number.isInteger(from) || from < 0 || from > 0xffffffff) {
      throw new SdkError('registry-bad-record', 'The sequence number must be an integer from 0 to 4294967295.');
    }
    return this.#change(async (sql) => {
      const found = await sql.keyByKid(fromHex(kid) ?? new Uint8Array());
      if (found === undefined) {
        throw new SdkError(
          'registry-unknown-key',
          `No key ${kid} is enrolled. List the keys and check the identifier.`,
          { kid },
        );
      }
      await sql.endKey(found.id, column, from, this.#clock.now(), why);
      return (await sql.keyById(found.id))!;
    }, transaction);
  }

  /** By UEID, key identifier (both hex) or serial number; undefined when there is none or the serial number is not unique. */
  async find(name: string): Promise<Instrument | undefined> {
    const bytes = fromHex(name);
    if (bytes?.length === 17) return this.#sql.instrumentByUeid(bytes);
    if (bytes?.length === 8) {
      const key = await this.#sql.keyByKid(bytes);
      if (key) return this.#sql.instrumentById(key.instrumentId);
    }
    const found = await this.#sql.instrumentsBySerialNumber(name);
    return found.length === 1 ? found[0] : undefined;
  }

  async instruments(): Promise<Instrument[]> {
    return this.#sql.instruments();
  }
  async keys(): Promise<EnrolledKey[]> {
    return this.#sql.keys();
  }
  async makers(): Promise<Maker[]> {
    return this.#sql.makers();
  }
  async places(): Promise<Place[]> {
    return this.#sql.places();
  }
}
