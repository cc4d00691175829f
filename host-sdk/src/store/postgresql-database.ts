import type { PoolClient } from 'pg';
import { SdkError } from '../errors.js';
import { commitCertainly } from './commit-certainly.js';
import { FairLock } from './fair-lock.js';
import { isConflict, isConnectionLoss, isInterrupted, postgresqlError } from './postgresql-errors.js';
import { PostgresqlPool } from './postgresql-pool.js';
import { inspectSchema, migrateSchema, readEverything } from './postgresql-schema.js';
import { PostgresqlStatements } from './postgresql-statements.js';
import { PostgresqlTransaction } from './postgresql-transaction.js';
import { withoutPassword } from './postgresql-url.js';
import type { SqlTransaction, SqlValue, StoreDatabase } from './sql.js';
import { refuseClosed } from './transaction-guard.js';

/** Connections of one store at most: a few for transactions and a few for reading. */
const writers = 3;
const readers = 3;
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
  readonly #pool: PostgresqlPool;
  readonly #timeout: number;
  readonly #statements = new PostgresqlStatements();
  readonly #writing = new FairLock(writers);
  readonly #reading = new FairLock(readers);
  isOpen = true;

  constructor(url: string, timeout: number) {
    this.path = withoutPassword(url);
    this.#timeout = timeout;
    this.#pool = new PostgresqlPool(url, this.path, writers + readers, timeout);
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
  #read<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    return this.#reading.run(() =>
      this.#persist(async () => {
        const client = await this.#pool.connect();
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
        const again = isConflict(cause) || isInterrupted(cause) || (this.#pool.reached && isConnectionLoss(cause));
        if (!again || performance.now() - start >= this.#timeout) {
          throw postgresqlError(this.path, cause, !this.#pool.reached);
        }
        // Not in step with the others who were in the way.
        await new Promise((resolve) => setTimeout(resolve, wait * (0.5 + Math.random())));
      }
    }
  }

  /** @throws the driver's own error of a statement or of the connection; then nothing was done */
  async #transact<T>(work: (transaction: SqlTransaction) => Promise<T>): Promise<T> {
    const client = await this.#pool.connect();
    let broken = true;
    try {
      const session = await this.#pool.sessionOf(client);
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
        await commitCertainly(transaction, session, { config: this.#pool.config, path: this.path });
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

  inspect() {
    return this.#read((client) => inspectSchema(client, this.path));
  }

  async becomeWritable(): Promise<void> {}

  migrate(version: number, schema: string): Promise<void> {
    return this.#writing.run(() =>
      this.#persist(async () => {
        const client = await this.#pool.connect();
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
