import Libsql from 'libsql';
import { SdkError } from '../errors.js';
import { FairLock } from './fair-lock.js';
import { libsqlError } from './libsql-errors.js';
import type { SqlTransaction, SqlValue, StoreDatabase } from './sql.js';
import { refuseClosed, refuseEnded } from './transaction-guard.js';

/** `application_id` in the header of every store: the ASCII letters `HZS1`. */
export const applicationId = 0x485a5331;

/** Longest time that the driver itself waits for another program, ms: it holds up the whole process meanwhile. */
const nativeWait = 20;
/** Prepared statements that are kept. */
const statementLimit = 256;

/** Opens an embedded libSQL file in WAL mode; every commit is synced to the disk. `timeout`: ms to wait for another writer. */
export function openLibsql(path: string, timeout: number): LibsqlDatabase {
  return new LibsqlDatabase(path, timeout);
}

/** One connection: whoever comes while a transaction is open waits for its end. The driver's calls do not yield. */
export class LibsqlDatabase implements StoreDatabase {
  readonly dialect = 'sqlite';
  readonly #native: Libsql.Database;
  readonly #timeout: number;
  readonly #lock = new FairLock();
  readonly #statements = new Map<string, Libsql.Statement>();
  isOpen = true;

  constructor(
    readonly path: string,
    timeout: number,
  ) {
    this.#timeout = timeout;
    try {
      this.#native = new Libsql(path, { timeout: Math.min(timeout, nativeWait) } as Libsql.Options);
    } catch (cause) {
      const text = `The store ${path} cannot be opened. Check that the folder exists and may be written.`;
      throw new SdkError('store-path-missing', text, { path }, cause);
    }
    try {
      this.#native.pragma(`busy_timeout = ${Math.round(Math.min(timeout, nativeWait))}`);
      this.#native.pragma('synchronous = FULL');
      this.#native.pragma('foreign_keys = ON');
    } catch (cause) {
      this.#native.close();
      throw libsqlError(path, cause);
    }
  }

  all(sql: string, parameters: readonly SqlValue[] = []): Promise<SqlValue[][]> {
    return this.#alone(() => this.#all(sql, parameters));
  }
  get(sql: string, parameters: readonly SqlValue[] = []): Promise<SqlValue[] | undefined> {
    return this.#alone(() => this.#get(sql, parameters));
  }

  transaction<T>(work: (transaction: SqlTransaction) => Promise<T>): Promise<T> {
    return this.#lock.run(async () => {
      await this.#whenFree(() => this.#native.exec('BEGIN IMMEDIATE'));
      const handle = this.#handle();
      try {
        const result = await work(handle.transaction);
        handle.end();
        this.#guard(() => this.#native.exec('COMMIT'));
        return result;
      } catch (error) {
        handle.abandon();
        // SQLite has rolled back by itself after a full disk; a second ROLLBACK would hide the cause.
        if (this.#native.inTransaction) this.#guard(() => this.#native.exec('ROLLBACK'));
        throw error;
      }
    });
  }

  async inspect() {
    const identity = Number(await this.pragma('application_id'));
    const version = Number(await this.pragma('user_version'));
    if (identity === applicationId) return { found: 'store', version } as const;
    const [tables] = (await this.get('SELECT count(*) FROM sqlite_master'))!;
    return { found: identity === 0 && version === 0 && tables === 0 ? 'empty' : 'foreign' } as const;
  }

  async becomeWritable(): Promise<void> {
    await this.pragma('journal_mode = WAL');
    // Synchronous is per connection and WAL's default is weaker: an acknowledged frame must survive a power cut.
    await this.pragma('synchronous = FULL');
    await this.pragma('wal_autocheckpoint = 4000');
  }

  migrate(version: number, schema: string): Promise<void> {
    return this.transaction(async ({ get }) => {
      if (Number((await get('PRAGMA user_version'))![0]) >= version) return;
      this.#guard(() => {
        this.#native.exec(schema);
        this.#native.exec(`PRAGMA application_id = ${applicationId}`);
        this.#native.exec(`PRAGMA user_version = ${version}`);
      });
    });
  }

  async check(): Promise<string | undefined> {
    const result = await this.pragma('integrity_check');
    return result === 'ok' ? undefined : String(result);
  }

  async limitSize(bytes: number): Promise<void> {
    await this.pragma(`max_page_count = ${Math.max(1, Math.floor(bytes / Number(await this.pragma('page_size'))))}`);
  }

  /** First column of the first row. */
  pragma(text: string): Promise<SqlValue | undefined> {
    return this.#alone(() => {
      const rows = this.#native.pragma(text) as Record<string, SqlValue>[];
      return rows[0] === undefined ? undefined : Object.values(rows[0])[0];
    });
  }

  close(): Promise<void> {
    return this.#lock.run(() => {
      if (!this.isOpen) return;
      this.isOpen = false;
      try {
        // The driver leaves the log beside the file; after this the one file is everything, ready to be copied.
        this.#native.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      } catch {
        // A full disk or another reader: the log stays beside the file, is complete, and is read at the next opening.
      }
      this.#statements.clear();
      this.#native.close();
    });
  }

  /**
   * What a transaction may do. After the first statement that fails nothing more is done, as in PostgreSQL: SQLite may have rolled back by
   * itself, and what came after would be outside of any transaction.
   */
  #handle(): { transaction: SqlTransaction; end: () => void; abandon: () => void } {
    let open = true;
    let failure: { readonly error: unknown } | undefined;
    const guarded = async <T>(work: () => T): Promise<T> => {
      if (!open) refuseEnded(this.path);
      if (failure !== undefined) throw failure.error;
      try {
        return this.#guard(work);
      } catch (error) {
        failure = { error };
        throw error;
      }
    };
    const transaction: SqlTransaction = {
      dialect: this.dialect,
      all: (sql, parameters = []) => guarded(() => this.#all(sql, parameters)),
      get: (sql, parameters = []) => guarded(() => this.#get(sql, parameters)),
      run: (sql, parameters = []) => guarded(() => this.#run(sql, parameters)),
      runMany: (sql, rows) =>
        guarded(() => {
          const statement = this.#statement(sql);
          for (const row of rows) statement.run(row as SqlValue[]);
        }),
    };
    const abandon = () => {
      open = false;
    };
    const end = () => {
      abandon();
      if (failure !== undefined) throw failure.error;
    };
    return { transaction, end, abandon };
  }

  #all(sql: string, parameters: readonly SqlValue[]): SqlValue[][] {
    return this.#statement(sql).all(parameters as SqlValue[]) as SqlValue[][];
  }
  #get(sql: string, parameters: readonly SqlValue[]): SqlValue[] | undefined {
    return this.#all(sql, parameters)[0];
  }
  #run(sql: string, parameters: readonly SqlValue[]): number {
    const statement = this.#statement(sql);
    if (statement.reader) return statement.all(parameters as SqlValue[]).length;
    return statement.run(parameters as SqlValue[]).changes;
  }

  #statement(sql: string): Libsql.Statement {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#native.prepare(sql);
      // `raw` is an error for a statement that returns no rows.
      if (statement.reader) statement.raw(true);
      if (this.#statements.size >= statementLimit) this.#statements.delete(this.#statements.keys().next().value!);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  #alone<T>(work: () => T): Promise<T> {
    return this.#lock.run(() => this.#whenFree(work));
  }

  /** Tries again while another program holds the file, without holding up this process. */
  async #whenFree<T>(work: () => T): Promise<T> {
    const start = performance.now();
    for (let wait = 1; ; wait = Math.min(2 * wait, 25)) {
      try {
        return this.#guard(work);
      } catch (error) {
        const locked = error instanceof SdkError && error.code === 'store-locked';
        if (!locked || performance.now() - start >= this.#timeout) throw error;
        await new Promise((resolve) => setTimeout(resolve, wait));
      }
    }
  }

  #guard<T>(work: () => T): T {
    if (!this.isOpen) refuseClosed(this.path);
    try {
      return work();
    } catch (cause) {
      throw libsqlError(this.path, cause);
    }
  }
}
