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

  runMany = async (sql: string, rows: readonly (readonly SqlValue[])[]): Promise<void> => {
    const severalAtOnce = forManyRows(sql, 1) !== undefined;
    let waiting: Promise<unknown>[] = [];
    for (let from = 0; from < rows.length; ) {
      const size = severalAtOnce ? rowCounts.find((count) => count <= rows.length - from)! : 1;
      const text = size === 1 ? sql : forManyRows(sql, size)!;
      const parameters = size === 1 ? rows[from]! : rows.slice(from, from + size).flat();
      waiting.push(this.#send(text, parameters));
      from += size;
      if (waiting.length >= inFlight) {
        await Promise.all(waiting);
        waiting = [];
      }
    }
    await Promise.all(waiting);
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

  /** Nothing more may be sent; waits for the answers to what was. */
  async end(): Promise<void> {
    this.#open = false;
    await Promise.all(this.#sent);
  }
}
