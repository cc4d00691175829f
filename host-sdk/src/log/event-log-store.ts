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
import type { SqlDatabase, Statement } from '../store/database.js';

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
  readonly #newest: Statement;
  readonly #entries: Statement;
  readonly #insertEntry: Statement;
  readonly #insertHead: Statement;

  constructor(database: SqlDatabase, ingestor: Ingestor, clock: Clock = systemClock) {
    this.#database = database;
    this.#ingestor = ingestor;
    this.#clock = clock;
    this.#newest = database.prepare(
      'SELECT h.length, h.head, h.sequence FROM log_heads h JOIN keys k ON k.id = h.key WHERE k.kid = ? ORDER BY h.length DESC LIMIT 1',
    );
    this.#entries = database.prepare(
      'SELECT e.number, e.bytes FROM log_entries e JOIN keys k ON k.id = e.key WHERE k.kid = ? AND e.number >= ? ORDER BY e.number LIMIT ?',
    );
    this.#insertEntry = database.prepare(
      'INSERT INTO log_entries (key, number, bytes) SELECT id, ?, ? FROM keys WHERE kid = ?',
    );
    this.#insertHead = database.prepare(
      'INSERT OR IGNORE INTO log_heads (key, length, head, sequence, verified_at) SELECT id, ?, ?, ?, ? FROM keys WHERE kid = ?',
    );
  }

  /** How far the log of this key is proved: ask the instrument for the entries from `length` on. */
  async known(kid: string): Promise<LogState> {
    const row = this.#newest.get([Buffer.from(kid, 'hex')]);
    return row === undefined ? EMPTY_LOG : { length: Number(row[0]), head: new Uint8Array(row[1] as Uint8Array) };
  }

  /** Proved entries, as received. @param count default: all */
  async entries(kid: string, first = 0, count = 65_536): Promise<{ number: number; bytes: Uint8Array }[]> {
    const rows = this.#entries.all([Buffer.from(kid, 'hex'), first, count]);
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
    const known = await this.known(kid);
    if (first > known.length) {
      const text = `Entries ${known.length}…${first - 1} of the event log are missing. Read from entry ${known.length} on.`;
      throw new SdkError('log-incomplete', text, { kid, first: known.length });
    }
    if (this.#contradicts(kid, known, signed, first === 0 ? entries : undefined)) {
      const text = `The signed event log (${signed.length} entries) contradicts the one proved before (${known.length} entries)`;
      this.#ingestor.recordIncident(kid, 'log-head-mismatch', signed.sequence, text, signed.frameId);
      throw new SdkError('log-conflict', `${text}. Treat the instrument as tampered with; both are evidence.`, { kid });
    }
    const added = entries.slice(Math.max(0, known.length - first));
    let state: LogState;
    try {
      state = verifyLog(known, added, signed);
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
    const kidBytes = Buffer.from(kid, 'hex');
    this.#database.transaction(() => {
      added.forEach((bytes, index) => {
        this.#insertEntry.run([known.length + index, bytes, kidBytes]);
      });
      this.#insertHead.run([state.length, state.head, signed.sequence, this.#clock.now(), kidBytes]);
    });
    return state;
  }

  /** Whether a signed state cannot be a continuation of the proved one. @param whole all entries, if they begin at 0 */
  #contradicts(kid: string, known: LogState, signed: SignedLogHead, whole: readonly Uint8Array[] | undefined): boolean {
    if (signed.length === known.length) return !equalBytes(signed.head, known.head);
    // An older frame rightly signs a shorter log; a newer one cannot.
    if (signed.length < known.length) return signed.sequence > this.#sequenceOf(kid);
    if (whole === undefined || whole.length < known.length) return false;
    const before = extendLog(EMPTY_LOG, whole.slice(0, known.length));
    if (equalBytes(before.head, known.head)) return false;
    // The beginning differs from what was proved; it counts only if the new head proves this other beginning.
    const all = extendLog(before, whole.slice(known.length));
    return all.length === signed.length && equalBytes(all.head, signed.head);
  }

  #sequenceOf(kid: string): number {
    return Number(this.#newest.get([Buffer.from(kid, 'hex')])?.[2] ?? 0);
  }
}
