import { type Clock, systemClock } from '../clock.js';
import { SdkError } from '../errors.js';
import { EstimateBook } from '../estimates/estimate-book.js';
import type { Level } from '../evaluation/levels.js';
import { type IngestOptions, Ingestor } from '../ingest/ingestor.js';
import type { IngestOutcome, ReceivedPacket } from '../ingest/outcome.js';
import { EventLogStore } from '../log/event-log-store.js';
import { RecordBook } from '../records/book/record-book.js';
import { Registry } from '../registry/registry.js';
import { type StatusRules, statusRules } from '../rules/status-rules.js';
import { type InstrumentStatus, readReports, readStatus, readStatuses } from './instrument-status.js';
import { openLibsql } from './libsql-database.js';
import { migrate } from './migrations.js';
import { isPostgresqlUrl } from './postgresql-url.js';
import {
  queryIncidents,
  queryLevels,
  queryRefused,
  querySummary,
  type StoredIncident,
  type StoredRefusal,
  type StoreSummary,
} from './queries.js';
import { type FrameQuery, queryFrame, queryFrames, type StoredFrame } from './query-frames.js';
import {
  countInstruments,
  type InstrumentListPage,
  type InstrumentPageQuery,
  type InstrumentQuery,
  queryInstruments,
} from './query-instruments.js';
import type { SqlDatabase, StoreDatabase } from './sql.js';

export interface StoreOptions extends IngestOptions {
  /** How long to wait for another program that writes, ms. Default 5 000. */
  readonly busyTimeout?: number;
  /** Largest size of the store's file in bytes; beyond it `store-full`. Default: what the disk has. */
  readonly maximumSize?: number;
}

/**
 * Opens a store, or makes it: one libSQL (SQLite) file, or a PostgreSQL database by its URL (`postgresql://user:password@host:port/database`;
 * the tables go into the first schema of its search path, which must be empty or a store). Every acknowledged batch is synced to the disk.
 *
 * @throws {SdkError} `store-path-missing`, `store-permission`, `store-not-a-database`, `store-wrong-file`, `store-corrupt`,
 *   `store-newer-version`, `store-locked`, `store-full`, `store-read-only`, `store-io`
 */
export async function openStore(path: string, options: StoreOptions = {}): Promise<Store> {
  const timeout = options.busyTimeout ?? 5000;
  const database = isPostgresqlUrl(path) ? await reachPostgresql(path, timeout) : openLibsql(path, timeout);
  try {
    await migrate(database);
    if (options.maximumSize !== undefined) await database.limitSize(options.maximumSize);
    return new Store(database, options);
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** The driver is loaded only by those who need it. */
async function reachPostgresql(url: string, timeout: number): Promise<StoreDatabase> {
  const { openPostgresql } = await import('./postgresql-database.js');
  return openPostgresql(url, timeout);
}

/**
 * Everything that a host remembers: registry, frames as received, refusals, incidents, event logs, and the state of every chain. All methods
 * reject with `SdkError`, besides the codes named with those of `openStore` and `store-closed`.
 */
export class Store {
  readonly registry: Registry;
  readonly eventLogs: EventLogStore;
  /** Type approvals, traders, places, people, standards, verifications, seals, repairs. */
  readonly records: RecordBook;
  /** Estimates of the errors of all instruments, learned populations, judgements 状态评价. */
  readonly estimates: EstimateBook;
  readonly #database: StoreDatabase;
  readonly #ingestor: Ingestor;
  readonly #clock: Clock;
  readonly #rules: StatusRules;

  /** Use `openStore`. */
  constructor(database: StoreDatabase, options: StoreOptions) {
    this.#database = database;
    this.#clock = options.clock ?? systemClock;
    this.#rules = options.rules ?? statusRules;
    this.#ingestor = new Ingestor(database, options);
    this.registry = new Registry(database, this.#clock);
    this.eventLogs = new EventLogStore(database, this.#ingestor, this.#clock);
    this.records = new RecordBook(database, this.#clock);
    this.estimates = new EstimateBook({
      database,
      clock: this.#clock,
      instruments: () => this.registry.instruments(),
      reports: (instruments) => readReports(database, instruments),
      statusRules: this.#rules,
    });
  }

  /** File, or URL without its password. */
  get path(): string {
    return this.#database.path;
  }

  /** The door to SQL for the other parts of the SDK. @internal */
  get database(): SqlDatabase {
    return this.#database;
  }

  /**
   * Takes packets in: decodes, proves, orders and chains them, evaluates the instruments and stores everything as received, in one durable
   * transaction. When the promise resolves all of it is on disk; when it rejects nothing was taken and the packets are still the caller's.
   * Up to about 1 000 packets in one batch are fastest.
   *
   * @returns one outcome per packet, in the same order
   */
  async ingest(packets: readonly ReceivedPacket[]): Promise<IngestOutcome[]> {
    return this.#ingestor.ingest(packets);
  }

  /** For worker processes. @internal */
  get ingestor(): Ingestor {
    return this.#ingestor;
  }

  /** Records how much a link discarded (pieces, bytes) or dropped (events). */
  async recordLosses(
    link: string,
    connection: number,
    losses: { discarded?: number; bytes?: number; dropped?: number },
  ): Promise<void> {
    await this.#ingestor.recordLosses(link, connection, losses);
  }

  /** Frames as received, in the order of keys and sequence numbers. @throws {SdkError} `store-corrupt` at one that is damaged */
  frames(query: FrameQuery = {}): AsyncGenerator<StoredFrame, void, undefined> {
    return queryFrames(this.#database, query);
  }
  /** The frame with this identifier (`kid/sequence/digest`). */
  async frame(id: string): Promise<StoredFrame | undefined> {
    return queryFrame(this.#database, id);
  }
  /** Refused packets as received, oldest first. @param kid only those attributed to this key */
  async *refused(kid?: string): AsyncGenerator<StoredRefusal, void, undefined> {
    yield* queryRefused(this.#database, kid);
  }
  /** Incidents, newest first. @param limit default 1 000 */
  async incidents(kid?: string, limit = 1000): Promise<StoredIncident[]> {
    return queryIncidents(this.#database, kid, limit);
  }
  async summary(): Promise<StoreSummary> {
    return querySummary(this.#database);
  }

  /**
   * Instruments as a list shows them, page by page: a fleet never has to fit into memory.
   * @throws {SdkError} `store-bad-query`
   */
  async instruments(query: InstrumentPageQuery = {}): Promise<InstrumentListPage> {
    return queryInstruments(this.#database, query);
  }
  /** How many instruments such a list has, by level. */
  async instrumentLevels(query: InstrumentQuery = {}): Promise<Partial<Record<Level, number>>> {
    return countInstruments(this.#database, query);
  }

  /**
   * How many keys stand at which level, as of the last frames of each: one look over a whole fleet. Silence since then shows only in
   * `evaluate` and `evaluateAll`.
   */
  async levels(): Promise<Partial<Record<Level, number>>> {
    return queryLevels(this.#database);
  }

  /**
   * Status evaluation 状态评价 of one instrument now, by its newest key.
   * @param name UEID, key identifier (hex) or serial number
   * @param now ms since 1970; default: the clock
   * @throws {SdkError} `registry-unknown-instrument`
   */
  async evaluate(name: string, now: number = this.#clock.now()): Promise<InstrumentStatus> {
    return readStatus(this.#database, this.registry, name, now, this.#rules);
  }

  /** Status evaluation of every instrument now, by its newest key, in the order of enrolment. */
  async evaluateAll(now: number = this.#clock.now()): Promise<InstrumentStatus[]> {
    return readStatuses(this.#database, await this.registry.instruments(), now, this.#rules);
  }

  /**
   * Reads the whole store and checks its structure.
   * @throws {SdkError} `store-corrupt`
   */
  async check(): Promise<void> {
    const damage = await this.#database.check();
    if (damage !== undefined) {
      const text = `The store ${this.path} is damaged: ${damage}. Stop writing, keep the file as evidence, restore the last copy.`;
      throw new SdkError('store-corrupt', text, { path: this.path });
    }
  }

  async close(): Promise<void> {
    await this.#database.close();
  }
}
