import {
  decodeEvent,
  EMPTY_LOG,
  extendLog,
  type LogEvent,
  type LogState,
  ProtocolError,
  verifyLog,
} from '@hengzhun/protocol';
import { equalBytes } from '../bytes.js';
import { type Clock, systemClock } from '../clock.js';
import { SdkError } from '../errors.js';
import type { Ingestor } from '../ingest/ingestor.js';
import { forUpdate } from '../store/lock-rows.js';
import type { SqlDatabase, SqlReader, SqlTransaction } from '../store/sql.js';

/** Length and head of an event log as a verified frame signs them. */
export interface SignedLogHead {
  readonly length: number;
  /** 32 bytes. */
  readonly head: Uint8Array;
  /** Sequence number and identifier of the frame that signs it. */
  readonly sequence: number;
  readonly frameId: string;
}

/** An entry of a proved event log. */
export interface ProvedEvent extends LogEvent {
  /** Number of the entry, from 0. */
  readonly number: number;
}

/** The event logs 事件日志 (audit trails) of the instruments: entries as received, each proved by a signed head. */
export class EventLogStore {
  readonly #database: SqlDatabase;
  readonly #ingestor: Ingestor;
  readonly #clock: Clock;

  constructor(database: SqlDatabase, ingestor: Ingestor, clock: Clock = systemClock) {
    this.#database = database;
    this.#ingestor = ingestor;
    this.#clock = clock;
  }

  /** How far the log of this key is proved: ask the instrument for the entries from `length` on. */
  async known(kid: string): Promise<LogState> {
    const { length, head } = await newestHead(this.#database, kid);
    return { length, head };
  }

  /** Proved entries, as received. @param count default: all */
  async entries(kid: string, first = 0, count = 65_536): Promise<{ number: number; bytes: Uint8Array }[]> {
    const sql =
      'SELECT e.number, e.bytes FROM log_entries e JOIN keys k ON k.id = e.key WHERE k.kid = ? AND e.number >= ? ORDER BY e.number LIMIT ?';
    const rows = await this.#database.all(sql, [Buffer.from(kid, 'hex'), first, count]);
    return rows.map(([number, bytes]) => ({ number: Number(number), bytes: new Uint8Array(bytes as Uint8Array) }));
  }

  /**
   * Proved entries as events, in order; `describeEvent` puts one into words.
   * @param first number of the first entry @param count default: all
   */
  async events(kid: string, first = 0, count = 65_536): Promise<ProvedEvent[]> {
    const entries = await this.entries(kid, first, count);
    return entries.map(({ number, bytes }) => ({ number, ...decodeEvent(bytes) }));
  }

  /**
   * Proves entries against a signed head and stores them durably. `entries[0]` has the number `first`; they may overlap what is proved
   * already but must leave no gap. Entries come unsigned, so one that does not fit is only a reason to read again; two **signed** states that
   * contradict each other are an incident of the instrument.
   *
   * @throws {SdkError} `log-incomplete`, `log-head-mismatch`, `log-conflict`
   */
  async append(kid: string, first: number, entries: readonly Uint8Array[], signed: SignedLogHead): Promise<LogState> {
    try {
      return await this.#database.transaction((transaction) => this.#append(transaction, kid, first, entries, signed));
    } catch (error) {
      if (!(error instanceof Contradiction)) throw error;
      const { message } = error;
      await this.#ingestor.recordIncident(kid, 'log-head-mismatch', signed.sequence, message, signed.frameId);
      throw new SdkError('log-conflict', `${message}. Treat the instrument as tampered with; both are evidence.`, {
        kid,
      });
    }
  }

  async #append(
    transaction: SqlTransaction,
    kid: string,
    first: number,
    entries: readonly Uint8Array[],
    signed: SignedLogHead,
  ): Promise<LogState> {
    const key = await lockKey(transaction, kid);
    const known = await newestHead(transaction, kid);
    if (first > known.length) {
      const text = `Entries ${known.length}…${first - 1} of the event log are missing. Read from entry ${known.length} on.`;
      throw new SdkError('log-incomplete', text, { kid, first: known.length });
    }
    if (contradicts(known, signed, first === 0 ? entries : undefined)) {
      throw new Contradiction(
        `The signed event log (${signed.length} entries) contradicts the one proved before (${known.length} entries)`,
      );
    }
    const added = entries.slice(Math.max(0, known.length - first));
    const state = prove(kid, known, added, signed);
    if (key === undefined) return state;
    const insertEntry = 'INSERT INTO log_entries (key, number, bytes) VALUES (?, ?, ?)';
    await transaction.runMany(
      insertEntry,
      added.map((bytes, index) => [key, known.length + index, bytes]),
    );
    await transaction.run(
      `INSERT INTO log_heads (key, length, head, sequence, verified_at) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (key, length) DO NOTHING`,
      [key, state.length, state.head, signed.sequence, this.#clock.now()],
    );
    return state;
  }
}

/** Two signed states of one log that cannot both be true: ends the transaction, so that the incident is written by its own. */
class Contradiction extends Error {}

interface ProvedHead extends LogState {
  /** Number of the frame that signs it; 0: none. */
  readonly sequence: number;
}

async function newestHead(reader: SqlReader, kid: string): Promise<ProvedHead> {
  const sql =
    'SELECT h.length, h.head, h.sequence FROM log_heads h JOIN keys k ON k.id = h.key WHERE k.kid = ? ORDER BY h.length DESC LIMIT 1';
  const row = await reader.get(sql, [Buffer.from(kid, 'hex')]);
  if (row === undefined) return { ...EMPTY_LOG, sequence: 0 };
  return { length: Number(row[0]), head: new Uint8Array(row[1] as Uint8Array), sequence: Number(row[2]) };
}

/** Row of the key, held until the transaction's end so that two programs never append to one log at once; undefined: not enrolled. */
async function lockKey(transaction: SqlTransaction, kid: string): Promise<number | undefined> {
  const row = await transaction.get(`SELECT id FROM keys WHERE kid = ? ${forUpdate(transaction)}`, [
    Buffer.from(kid, 'hex'),
  ]);
  return row === undefined ? undefined : Number(row[0]);
}

/** @throws {SdkError} `log-incomplete`, `log-head-mismatch` */
function prove(kid: string, known: LogState, added: readonly Uint8Array[], signed: SignedLogHead): LogState {
  try {
    return verifyLog(known, added, signed);
  } catch (cause) {
    if (!(cause instanceof ProtocolError)) throw cause;
    if (cause.code === 'log-length') {
      const have = known.length + added.length;
      const text = `The signed event log has ${signed.length} entries, ${have} are here. Read the missing ones.`;
      throw new SdkError('log-incomplete', text, { kid, first: have }, cause);
    }
    const text = 'The entries do not hash to the signed head: they were changed on the way. Read them again.';
    throw new SdkError('log-head-mismatch', text, { kid }, cause);
  }
}

/** Whether a signed state cannot be a continuation of the proved one. @param whole all entries, if they begin at 0 */
function contradicts(known: ProvedHead, signed: SignedLogHead, whole: readonly Uint8Array[] | undefined): boolean {
  if (signed.length === known.length) return !equalBytes(signed.head, known.head);
  // An older frame rightly signs a shorter log; a newer one cannot.
  if (signed.length < known.length) return signed.sequence > known.sequence;
  if (whole === undefined || whole.length < known.length) return false;
  const before = extendLog(EMPTY_LOG, whole.slice(0, known.length));
  if (equalBytes(before.head, known.head)) return false;
  // The beginning differs from what was proved; it counts only if the new head proves this other beginning.
  const all = extendLog(before, whole.slice(known.length));
  return all.length === signed.length && equalBytes(all.head, signed.head);
}
