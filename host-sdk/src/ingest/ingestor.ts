import { type Clock, systemClock } from '../clock.js';
import { type StatusRules, statusRules } from '../rules/status-rules.js';
import { FairLock } from '../store/fair-lock.js';
import type { SqlDatabase, SqlTransaction } from '../store/sql.js';
import { Connections } from './connections.js';
import { PacketBatch } from './decode-packets.js';
import { IngestBatch } from './ingest-batch.js';
import type { IngestMemory } from './ingest-memory.js';
import { KnownKeys } from './known-keys.js';
import type { IngestOutcome, ReceivedPacket } from './outcome.js';
import { type BatchName, findReceipt, openSlots, type PlainOutcome, writeReceipt } from './receipts.js';
import { RefusalQuota } from './refusal-quota.js';
import type { Losses } from './worker-messages.js';
import { WrittenChains } from './written-chains.js';

export interface IngestOptions {
  readonly clock?: Clock;
  readonly rules?: StatusRules;
  /** Refused packets kept per day (UTC); beyond it they are only counted. Default 100 000: nobody may fill the disk from outside. */
  readonly refusedPerDay?: number;
}

/**
 * Takes packets in: decodes, proves, places, evaluates and stores them, a batch in one durable transaction. Nothing of a batch is
 * acknowledged before all of it is on disk; when the store fails, nothing of it was taken and the caller still has the packets.
 *
 * Other programs may write the same store: a batch holds the keys that it concerns and reads the states of their chains inside its
 * transaction. What is kept in memory between batches is only what the registry's revision vouches for.
 */
export class Ingestor {
  readonly #database: SqlDatabase;
  readonly #memory: IngestMemory;
  readonly #clock: Clock;
  readonly #rules: StatusRules;
  /** One batch at a time: the memory is that of one. */
  readonly #lock = new FairLock();

  constructor(database: SqlDatabase, options: IngestOptions = {}) {
    this.#database = database;
    const quota = new RefusalQuota(options.refusedPerDay ?? 100_000);
    this.#memory = { keys: new KnownKeys(), connections: new Connections(), quota, chains: new WrittenChains() };
    this.#clock = options.clock ?? systemClock;
    this.#rules = options.rules ?? statusRules;
  }

  /** @returns one outcome per packet, in the same order. @throws {SdkError} `store-*`; then nothing was taken */
  async ingest(packets: readonly ReceivedPacket[]): Promise<IngestOutcome[]> {
    if (packets.length === 0) return [];
    const taken = new PacketBatch(packets);
    return this.#inTransaction((batch) => batch.take(taken));
  }

  /**
   * The same for a batch that may have been stored before without its sender knowing: then what became of it is looked up, and nothing is
   * taken twice.
   */
  ingestOnce(packets: readonly ReceivedPacket[], name: BatchName): Promise<readonly PlainOutcome[]> {
    const taken = new PacketBatch(packets);
    return this.#once(name, packets, (batch, receipt) => batch.take(taken, receipt));
  }

  /** As `recordLosses`, and as `ingestOnce`. */
  async recordLossesOnce({ link, connection, lost }: Losses, name: BatchName): Promise<void> {
    await this.#once(name, [], async (batch, receipt) => {
      await batch.recordLosses(link, connection, lost);
      await receipt([]);
      return [];
    });
  }

  #once(
    name: BatchName,
    packets: readonly ReceivedPacket[],
    work: (
      batch: IngestBatch,
      receipt: (outcomes: readonly IngestOutcome[]) => Promise<void>,
    ) => Promise<readonly PlainOutcome[]>,
  ): Promise<readonly PlainOutcome[]> {
    return this.#inTransaction(async (batch, transaction) => {
      const stored = name.again ? await findReceipt(transaction, name, packets) : undefined;
      const now = this.#clock.now();
      return stored ?? work(batch, (outcomes) => writeReceipt(transaction, name, outcomes, now));
    });
  }

  /** Makes the slots for the batches of a session. */
  openSlots(session: string, slots: number): Promise<void> {
    return this.#database.transaction((transaction) => openSlots(transaction, session, slots, this.#clock.now()));
  }

  /** Records what a link discarded or dropped. @throws {SdkError} `store-*` */
  async recordLosses(
    link: string,
    connection: number,
    losses: { discarded?: number; bytes?: number; dropped?: number },
  ): Promise<void> {
    await this.#inTransaction((batch) => batch.recordLosses(link, connection, losses));
  }

  /** Records an incident that was found outside the ingest (a log that does not fit its head). */
  async recordIncident(kid: string, code: string, sequence: number, detail: string, evidence: string): Promise<void> {
    await this.#inTransaction((batch) => batch.recordIncident(kid, code, sequence, detail, evidence));
  }

  #inTransaction<T>(work: (batch: IngestBatch, transaction: SqlTransaction) => Promise<T>): Promise<T> {
    const { keys, connections, quota, chains } = this.#memory;
    return this.#lock.run(async () => {
      try {
        let attempts = 0;
        const result = await this.#database.transaction((transaction) => {
          // It may be called again after another program got in the way.
          connections.undo();
          chains.undo();
          const first = ++attempts === 1;
          return work(new IngestBatch(transaction, this.#memory, this.#rules, this.#clock.now(), first), transaction);
        });
        connections.keep();
        chains.keep();
        return result;
      } catch (error) {
        // The transaction is undone; so must be what we remember of it.
        connections.undo();
        chains.forget();
        keys.forget();
        quota.forget();
        throw error;
      } finally {
        keys.trim();
      }
    });
  }
}
