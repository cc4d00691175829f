import pg from 'pg';
import { SdkError } from '../errors.js';
import { PostgresqlSession } from './postgresql-session.js';
import type { SqlValue } from './sql.js';

/** Longest time that a statement may take before the connection counts as lost, ms. */
const answerTimeout = 300_000;
/** Longest time that a transaction may hold others up without doing anything (its program was stopped), ms. */
const idleTimeout = 60_000;

// Types of columns by their object identifiers (pg_type.dat): our integers are all within 2^53.
const parsers: Record<number, (text: string) => SqlValue> = { 20: Number, 1700: Number };
const types = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    (format !== 'binary' && parsers[oid]) || pg.types.getTypeParser(oid, format),
} as typeof pg.types;

/** The connections of one store to its server, each set up so that what it acknowledges is on disk. */
export class PostgresqlPool {
  /** As every connection is made; also one outside the pool. */
  readonly config: pg.PoolConfig;
  readonly #pool: pg.Pool;
  readonly #sessions = new WeakMap<pg.PoolClient, PostgresqlSession>();
  #reached = false;

  /**
   * @param path the URL without its password
   * @param most connections at most
   * @param timeout ms to wait for other programs
   * @throws {SdkError} `store-path-missing`
   */
  constructor(url: string, path: string, most: number, timeout: number) {
    this.config = {
      connectionString: url,
      max: most,
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
      this.#pool = new pg.Pool(this.config);
    } catch (cause) {
      // The driver's message may repeat the URL.
      const text = `The URL of the database ${path} cannot be used (${(cause as Error).name}). Check its parameters.`;
      throw new SdkError('store-path-missing', text, { path });
    }
    // A connection that breaks while nobody uses it leaves the pool; the next one who needs one opens another. One that breaks in use fails
    // its statements, which is where it is dealt with.
    this.#pool.on('error', () => {});
    this.#pool.on('connect', (client) => client.on('error', () => {}));
  }

  /** Whether the server has answered once: what it does not answer later is a loss, and no mistake in the URL. */
  get reached(): boolean {
    return this.#reached;
  }

  /** A connection that is the caller's until it releases it. */
  async connect(): Promise<pg.PoolClient> {
    const client = await this.#pool.connect();
    this.#reached = true;
    return client;
  }

  /** The mark of a connection that is to write. */
  async sessionOf(client: pg.PoolClient): Promise<PostgresqlSession> {
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

  async end(): Promise<void> {
    await this.#pool.end();
  }
}
