import pg from 'pg';
import { SdkError } from '../errors.js';
import { FairLock } from './fair-lock.js';
import { isConflict, isConnectionLoss, isInterrupted, postgresqlError } from './postgresql-errors.js';
import { inspectSchema, migrateSchema, readEverything } from './postgresql-schema.js';
import { PostgresqlSession } from './postgresql-session.js';
import { PostgresqlStatements } from './postgresql-statements.js';
import { PostgresqlTransaction } from './postgresql-transaction.js';
import { withoutPassword } from './postgresql-url.js';
import type { SqlTransaction, SqlValue, StoreDatabase } from './sql.js';
import { refuseClosed } from './transaction-guard.js';

/** Connections of one store at most: a few for transactions and a few for reading. */
const writers = 3;
const readers = 3;
/** Longest time that a statement may take before the connection counts as lost, ms. */
const answerTimeout = 300_000;
/** Longest time that a transaction may hold others up without doing anything (its program was stopped), ms. */
const idleTimeout = 60_000;
/** Longest time that is asked whether a commit took place whose answer was lost, ms. */
const uncertainTimeout = 30_000;

// Types of columns by their object identifiers (pg_type.dat): our integers are all within 2^53.
const parsers: Record<number, (text: string) => SqlValue> = { 20: Number, 1700: Number };
const types = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    (format !== 'binary' && parsers[oid]) || pg.types.getTypeParser(oid, format),
} as typeof pg.types;

/** Opens a PostgreSQL database by its URL. `timeout`: ms to wait for other programs, and for a server that restarts. */
export function openPostgresql(url: string, timeout: number): PostgresqlDatabase {
  return new PostgresqlDatabase(url, timeout);
}

/** The work of a transaction failed by itself, not at the database: whoever asked for it gets the error as it is. */
class WorkFailure {
  constructor(readonly error: unknown) {}
}

/** A pool of connections; each transaction has one for itself, at READ COMMITTED: what must not change is locked by row. */
export class PostgresqlDatabase implements StoreDatabase {
  readonly dialect = 'postgresql';
  readonly path: string;
  readonly #config: pg.PoolConfig;
  readonly #pool: pg.Pool;
  readonly #timeout: number;
  readonly #statements = new PostgresqlStatements();
  readonly #sessions = new WeakMap<pg.PoolClient, PostgresqlSession>();
  readonly #writing = new FairLock(writers);
  readonly #reading = new FairLock(readers);
  #reached = false;
  isOpen = true;

  constructor(url: string, timeout: number) {
    this.path = withoutPassword(url);
    this.#timeout = timeout;
    this.#config = {
      connectionString: url,
      max: writers + readers,
      types,
      pipeline: true,
      keepAlive: true,
      fallback_application_name: 'hengzhun',
      connectionTimeoutMillis: Math.max(1000, timeout),
      query_timeout: answerTimeout,
      lock_timeout: Math.max(1, timeout),
      idle_in_transaction_session_timeout: idleTimeout,
    } as pg.PoolConfig;
    try {
      this.#pool = new pg.Pool(this.#config);
    } catch (cause) {
      // The driver's message may repeat the URL.
      const text = `The URL of the database ${this.path} cannot be used (${(cause as Error).name}). Check its parameters.`;
      throw new SdkError('store-path-missing', text, { path: this.path });
    }
    // A connection that breaks while nobody uses it leaves the pool; the next one who needs one opens another. One that breaks in use fails
    // its statements, which is where it is dealt with.
    this.#pool.on('error', () => {});
    this.#pool.on('connect', (client) => client.on('error', () => {}));
  }

  async all(sql: string, parameters: readonly SqlValue[] = []): Promise<SqlValue[][]> {
    const query = this.#statements.query(sql, parameters);
    const { rows } = await this.#read((client) => client.query(query));
    return rows as SqlValue[][];
  }
  async get(sql: string, parameters: readonly SqlValue[] = []): Promise<SqlValue[] | undefined> {
    return (await this.all(sql, parameters))[0];
  }

  /** Reading may be done again over another connection. */
  #read<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    return this.#reading.run(() =>
      this.#persist(async () => {
        const client = await this.#connect();
        try {
          const result = await work(client);
          client.release();
          return result;
        } catch (cause) {
          client.release(isConnectionLoss(cause));
          throw cause;
        }
      }),
    );
  }

  transaction<T>(work: (transaction: SqlTransaction) => Promise<T>): Promise<T> {
    return this.#writing.run(() => this.#persist(() => this.#transact(work)));
  }

  /** Tries again for a while when another transaction got in the way or the connection was lost: nothing was done in either case. */
  async #persist<T>(work: () => Promise<T>): Promise<T> {
    const start = performance.now();
    for (let wait = 2; ; wait = Math.min(2 * wait, 250)) {
      if (!this.isOpen) refuseClosed(this.path);
      try {
        return await work();
      } catch (cause) {
        if (cause instanceof WorkFailure) throw cause.error;
        const again = isConflict(cause) || isInterrupted(cause) || (this.#reached && isConnectionLoss(cause));
        if (!again || performance.now() - start >= this.#timeout) {
          throw postgresqlError(this.path, cause, !this.#reached);
        }
        // Not in step with the others who were in the way.
        await new Promise((resolve) => setTimeout(resolve, wait * (0.5 + Math.random())));
      }
    }
  }

  /** @throws the driver's own error of a statement or of the connection; then nothing was done */
  async #transact<T>(work: (transaction: SqlTransaction) => Promise<T>): Promise<T> {
    const client = await this.#connect();
    let broken = true;
    try {
      const session = await this.#sessionOf(client);
      const translate = (cause: unknown) => postgresqlError(this.path, cause);
      const transaction = new PostgresqlTransaction(client, this.#statements, this.path, translate);
      // Not waited for: what fails here is met by the first statement of the work, or at the end.
      const begun = [
        transaction.send({ text: 'BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE', rowMode: 'array' }),
        transaction.send({ ...session.next(), rowMode: 'array' }),
      ];
      for (const one of begun) one.catch(() => {});
      let result: T;
      try {
        result = await work(transaction);
      } catch (error) {
        await transaction.end();
        const { failure } = transaction;
        if (failure !== undefined && !isConflict(failure)) throw failure;
        await client.query('ROLLBACK');
        broken = false;
        throw failure ?? new WorkFailure(error);
      }
      try {
        await this.#commit(transaction, session);
        broken = false;
      } catch (cause) {
        // The server has undone the transaction and is ready for the next one.
        broken = !isConflict(cause);
        throw cause;
      }
      return result;
    } finally {
      client.release(broken);
    }
  }

  async #commit(transaction: PostgresqlTransaction, session: PostgresqlSession): Promise<void> {
    try {
      await transaction.commit();
    } catch (cause) {
      if (!isConnectionLoss(cause)) throw cause;
      if (!(await this.#wasCommitted(session, cause))) throw cause;
      // It is on disk; only the connection is of no use any more, and leaves the pool by itself.
    }
  }

  /** Whether a commit took place whose answer was lost. @throws {SdkError} `store-io` when nobody can tell */
  async #wasCommitted(session: PostgresqlSession, lost: unknown): Promise<boolean> {
    const start = performance.now();
    for (let wait = 50; ; wait = Math.min(2 * wait, 1000)) {
      const client = new pg.Client(this.#config as pg.ClientConfig);
      client.on('error', () => {});
      try {
        await client.connect();
        return await session.wasCommitted(client);
      } catch (cause) {
        if (performance.now() - start >= uncertainTimeout) {
          const text = `${this.path}: the connection was lost during a commit and the server does not come back: whether the last batch was stored is not known. Look for its frames before sending it again.`;
          throw new SdkError('store-io', text, { path: this.path, uncertain: 1 }, cause ?? lost);
        }
        await new Promise((resolve) => setTimeout(resolve, wait));
      } finally {
        await client.end().catch(() => {});
      }
    }
  }

  async #connect(): Promise<pg.PoolClient> {
    const client = await this.#pool.connect();
    this.#reached = true;
    return client;
  }

  async #sessionOf(client: pg.PoolClient): Promise<PostgresqlSession> {
    let session = this.#sessions.get(client);
    if (session === undefined) {
      session = new PostgresqlSession();
      // A server may be set up not to wait for its disk; we acknowledge only what is on it.
      await client.query(
        "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') IN ('off', 'local')",
      );
      await session.open(client);
      this.#sessions.set(client, session);
    }
    return session;
  }

  inspect() {
    return this.#read((client) => inspectSchema(client, this.path));
  }

  async becomeWritable(): Promise<void> {}

  migrate(version: number, schema: string): Promise<void> {
    return this.#writing.run(() =>
      this.#persist(async () => {
        const client = await this.#connect();
        let broken = true;
        try {
          await client.query('BEGIN');
          await migrateSchema(client, version, schema);
          await client.query('COMMIT');
          broken = false;
        } finally {
          client.release(broken);
        }
      }),
    );
  }

  async check(): Promise<string | undefined> {
    try {
      await this.#read(readEverything);
      return undefined;
    } catch (error) {
      if (error instanceof SdkError && error.code === 'store-corrupt') return error.message;
      throw error;
    }
  }

  async limitSize(): Promise<void> {
    const text = 'The option `maximumSize` is for a store in a file. Limit a PostgreSQL database by its tablespace.';
    throw new SdkError('store-bad-query', text, { path: this.path });
  }

  async close(): Promise<void> {
    if (!this.isOpen) return;
    this.isOpen = false;
    await this.#pool.end();
  }
}
