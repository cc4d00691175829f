/** What a column may hold. Integers beyond 2^53 do not occur in our schema. */
export type SqlValue = number | string | Uint8Array | null;

/**
 * The one door to SQL, the same for libSQL and PostgreSQL: statements with `?` parameters, rows as arrays in the order of the selected
 * columns. Statements are prepared once and kept.
 */
export interface SqlReader {
  all(sql: string, parameters?: readonly SqlValue[]): Promise<SqlValue[][]>;
  /** The first row; undefined: none. */
  get(sql: string, parameters?: readonly SqlValue[]): Promise<SqlValue[] | undefined>;
}

/** Inside a transaction: everything goes to its one connection. */
export interface SqlTransaction extends SqlReader {
  /** @returns the number of rows changed. New identifiers come back with `get` and `RETURNING id`. */
  run(sql: string, parameters?: readonly SqlValue[]): Promise<number>;
  /** One statement for many rows, as fast as the database can: rows of parameters. */
  runMany(sql: string, rows: readonly (readonly SqlValue[])[]): Promise<void>;
}

/** A database. Reads outside a transaction see what is committed. */
export interface SqlDatabase extends SqlReader {
  readonly dialect: 'sqlite' | 'postgresql';
  /** File or URL without its password: for messages. */
  readonly path: string;
  readonly isOpen: boolean;
  /** Runs `work` in one durable transaction: all of it is on disk when the promise resolves, or none of it. */
  transaction<T>(work: (transaction: SqlTransaction) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}
