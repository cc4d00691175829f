import type { Duplex } from 'node:stream';
import type { PoolClient, QueryArrayConfig, QueryArrayResult } from 'pg';
import type { PostgresqlStatements } from './postgresql-statements.js';
import type { SqlTransaction, SqlValue } from './sql.js';
import { refuseEnded } from './transaction-guard.js';
import { forManyRows } from './translate-sql.js';

/** Rows of one statement: few lengths, so that few different statements are prepared. */
const rowCounts = [256, 64, 16, 4, 1];
/** Statements that are on their way at once. */
const inFlight = 256;

/** One transaction on its connection. Statements go out without waiting for the answers to those before. */
export class PostgresqlTransaction implements SqlTransaction {
  readonly dialect = 'postgresql';
  #open = true;
  #gathering = false;
  #failure: { readonly cause: unknown } | undefined;
  readonly #sent = new Set<Promise<unknown>>();

  constructor(
    private readonly client: PoolClient,
    private readonly statements: PostgresqlStatements,
    private readonly path: string,
    /** Turns a driver's error into one of ours. */
    private readonly translate: (cause: unknown) => Error,
  ) {}

  /** What the first statement that failed said; undefined: none has failed. */
  get failure(): unknown {
    return this.#failure?.cause;
  }

  all = async (sql: string, parameters: readonly SqlValue[] = []): Promise<SqlValue[][]> =>
    (await this.#send(sql, parameters)).rows as SqlValue[][];

  get = async (sql: string, parameters: readonly SqlValue[] = []): Promise<SqlValue[] | undefined> =>
    (await this.#send(sql, parameters)).rows[0] as SqlValue[] | undefined;

  run = async (sql: string, parameters: readonly SqlValue[] = []): Promise<number> =>
    (await this.#send(sql, parameters)).rowCount ?? 0;

  /** Does not wait for the answers: each wait costs a turn of both sides, and what fails fails the transaction. */
  runMany = async (sql: string, rows: readonly (readonly SqlValue[])[]): Promise<void> => {
    for (let from = 0; from < rows.length; ) {
      const several = rowCounts.find((count) => count <= rows.length - from)!;
      const many = several === 1 ? undefined : forManyRows(sql, several);
      const [size, text] = many === undefined ? [1, sql] : [several, many];
      const parameters = size === 1 ? rows[from]! : rows.slice(from, from + size).flat();
      // Its failure is remembered: the next statement meets it, or the end.
      this.#send(text, parameters).catch(() => {});
      from += size;
      if (this.#sent.size >= inFlight) await this.#answered();
    }
    if (this.#failure !== undefined) throw this.translate(this.#failure.cause);
  };

  #send(sql: string, parameters: readonly SqlValue[]): Promise<QueryArrayResult> {
    return this.send(this.statements.query(sql, parameters));
  }

  /** Sends a statement as the driver has it. */
  async send(query: QueryArrayConfig): Promise<QueryArrayResult> {
    if (!this.#open) refuseEnded(this.path);
    if (this.#failure !== undefined) throw this.translate(this.#failure.cause);
    this.#gather();
    const answer = this.client.query(query);
    const settled = answer.catch((cause) => {
      // The server refuses everything after the first failure: that one is the reason.
      this.#failure ??= { cause };
    });
    this.#sent.add(settled);
    try {
      return await answer;
    } catch (cause) {
      throw this.translate(this.failure ?? cause);
    } finally {
      this.#sent.delete(settled);
    }
  }

  /** What is sent in one go leaves in one piece: each piece costs both sides a turn. */
  #gather(): void {
    if (this.#gathering) return;
    this.#gathering = true;
    const { stream } = (this.client as unknown as { connection: { stream: Duplex } }).connection;
    stream.cork();
    process.nextTick(() => {
      this.#gathering = false;
      stream.uncork();
    });
  }

  /**
   * Nothing more may be sent by the work; COMMIT goes out behind everything that was, without waiting for the answers. After a statement that
   * failed the server answers it with ROLLBACK.
   * @throws the driver's own error of the first statement that failed, or of the COMMIT; the transaction did not take place then, unless the
   *   connection was lost on the way
   */
  async commit(): Promise<void> {
    this.#open = false;
    // Also after a failure: it ends the transaction either way.
    this.#gather();
    const committing = this.client.query('COMMIT');
    const [committed] = await Promise.allSettled([committing, this.#answered()]);
    if (committed.status === 'rejected') throw committed.reason;
    const { command } = committed.value;
    if (command === 'COMMIT' && this.failure === undefined) return;
    throw this.failure ?? new Error(`The server answered COMMIT with ${command}`);
  }

  /** Nothing more may be sent; waits for the answers to what was. */
  async end(): Promise<void> {
    this.#open = false;
    await this.#answered();
  }

  async #answered(): Promise<void> {
    await Promise.all(this.#sent);
  }
}
