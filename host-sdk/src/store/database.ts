import Libsql from 'libsql';
import { SdkError, type SdkErrorCode } from '../errors.js';

/** What a column may hold. Integers beyond 2^53 do not occur in our schema. */
export type SqlValue = number | string | Uint8Array | null;

/** A prepared statement. Rows are arrays in the order of the selected columns: the fastest form, and the same in every SQL driver. */
export interface Statement {
  run(parameters: readonly SqlValue[]): { changes: number; lastInsertRowid: number };
  get(parameters: readonly SqlValue[]): SqlValue[] | undefined;
  all(parameters: readonly SqlValue[]): SqlValue[][];
}

/**
 * The one door to SQL. Everything above speaks in prepared statements with `?` parameters and transactions, so that another SQL
 * database can stand behind the same statements.
 */
export interface SqlDatabase {
  readonly path: string;
  readonly isOpen: boolean;
  prepare(sql: string): Statement;
  exec(sql: string): void;
  pragma(text: string): SqlValue | undefined;
  /** Runs `work` in one durable transaction: all of it is on disk when this returns, or none of it. */
  transaction<T>(work: () => T): T;
  /** Switches to write-ahead logging. Called once the file is known to be ours: it changes the file. */
  becomeWritable(): void;
  close(): void;
}

const advice: Record<string, [SdkErrorCode, string]> = {
  // The file is shorter than its own header says.
  SQLITE_IOERR_SHORT_READ: [
    'store-corrupt',
    'The store is damaged. Stop writing, keep the file as evidence, restore the last copy or export what can still be read.',
  ],
  SQLITE_FULL: [
    'store-full',
    'The disk (or the quota) of the store is full. Nothing was lost that was acknowledged; make room and go on.',
  ],
  SQLITE_CORRUPT: [
    'store-corrupt',
    'The store is damaged. Stop writing, keep the file as evidence, restore the last copy or export what can still be read.',
  ],
  SQLITE_NOTADB: ['store-not-a-database', 'This file is no database. Check the path; nothing was changed.'],
  SQLITE_BUSY: ['store-locked', 'Another program holds the store. Close it or wait, then try again.'],
  SQLITE_LOCKED: ['store-locked', 'Another program holds the store. Close it or wait, then try again.'],
  SQLITE_READONLY: ['store-read-only', 'The store may not be written. Check the permissions of file and folder.'],
  SQLITE_CANTOPEN: ['store-permission', 'The store cannot be opened. Check path and permissions.'],
  SQLITE_PERM: ['store-permission', 'No permission for the store. Check the owner of file and folder.'],
  SQLITE_IOERR: [
    'store-io',
    'The disk reported an error. Check the disk and its cables; nothing acknowledged was lost.',
  ],
};

/** Turns a driver's error into one of ours; ours pass unchanged. */
export function storeError(path: string, cause: unknown): Error {
  if (cause instanceof SdkError || !(cause instanceof Error)) return cause as Error;
  const native = String((cause as Error & { code?: unknown }).code ?? '');
  const found = Object.entries(advice).find(([name]) => native.startsWith(name))?.[1];
  const [code, text] = found ?? ['store-internal', 'The database refused a statement. Please report this.'];
  return new SdkError(code, `${text} (${path}: ${cause.message})`, { path, native }, cause);
}

/** Opens an embedded libSQL file in WAL mode; every commit is synced to the disk. `timeout`: ms to wait for another writer. */
export function openLibsql(path: string, timeout: number): SqlDatabase {
  return new LibsqlDatabase(path, timeout);
}

class LibsqlDatabase implements SqlDatabase {
  readonly #native: Libsql.Database;
  #depth = 0;
  isOpen = true;

  constructor(
    readonly path: string,
    timeout: number,
  ) {
    try {
      this.#native = new Libsql(path, { timeout } as Libsql.Options);
    } catch (cause) {
      const text = `The store ${path} cannot be opened. Check that the folder exists and may be written.`;
      throw new SdkError('store-path-missing', text, { path }, cause);
    }
    try {
      this.#native.pragma(`busy_timeout = ${Math.round(timeout)}`);
      this.#native.pragma('synchronous = FULL');
      this.#native.pragma('foreign_keys = ON');
    } catch (cause) {
      this.#native.close();
      throw storeError(path, cause);
    }
  }

  prepare(sql: string): Statement {
    const native = this.#guard(() => this.#native.prepare(sql));
    // `raw` is an error for a statement that returns no rows.
    if (native.reader) native.raw(true);
    return {
      run: (parameters) => {
        const result = this.#guard(() => native.run(parameters as SqlValue[]));
        return { changes: result.changes, lastInsertRowid: Number(result.lastInsertRowid) };
      },
      get: (parameters) => this.#guard(() => native.get(parameters as SqlValue[]) as SqlValue[] | undefined),
      all: (parameters) => this.#guard(() => native.all(parameters as SqlValue[]) as SqlValue[][]),
    };
  }

  exec(sql: string): void {
    this.#guard(() => this.#native.exec(sql));
  }

  pragma(text: string): SqlValue | undefined {
    const rows = this.#guard(() => this.#native.pragma(text)) as Record<string, SqlValue>[];
    return rows[0] === undefined ? undefined : Object.values(rows[0])[0];
  }

  transaction<T>(work: () => T): T {
    if (this.#depth > 0) return work();
    this.exec('BEGIN IMMEDIATE');
    this.#depth++;
    try {
      const result = work();
      this.exec('COMMIT');
      return result;
    } catch (error) {
      // SQLite has rolled back by itself after a full disk; a second ROLLBACK would hide the cause.
      if (this.#native.inTransaction) this.exec('ROLLBACK');
      throw error;
    } finally {
      this.#depth--;
    }
  }

  becomeWritable(): void {
    this.pragma('journal_mode = WAL');
    // Synchronous is per connection and WAL's default is weaker: an acknowledged frame must survive a power cut.
    this.pragma('synchronous = FULL');
    this.pragma('wal_autocheckpoint = 4000');
  }

  close(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    try {
      // The driver leaves the log beside the file; after this the one file is everything, ready to be copied.
      this.#native.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    } catch {
      // A full disk or another reader: the log stays beside the file, is complete, and is read at the next opening.
    }
    this.#native.close();
  }

  #guard<T>(work: () => T): T {
    if (!this.isOpen) throw new SdkError('store-closed', 'The store was closed. Open it again.', { path: this.path });
    try {
      return work();
    } catch (cause) {
      throw storeError(this.path, cause);
    }
  }
}
