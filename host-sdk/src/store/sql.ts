/** What a column may hold. Integers beyond 2^53 do not occur in our schema. */
export type SqlValue = number | string | Uint8Array | null;

export type SqlDialect = 'sqlite' | 'postgresql';

/**
 * The one door to SQL, the same for libSQL and PostgreSQL: statements with `?` parameters, rows as arrays in the order of the selected
 * columns. Statements are prepared once and kept.
 */
export interface SqlReader {
  readonly dialect: SqlDialect;
  all(sql: string, parameters?: readonly SqlValue[]): Promise<SqlValue[][]>;
  /** The first row; undefined: none. */
  get(sql: string, parameters?: readonly SqlValue[]): Promise<SqlValue[] | undefined>;
}

/** Inside a transaction: everything goes to its one connection. */
export interface SqlTransaction extends SqlReader {
  /** @returns the number of rows changed. New identifiers come back with `get` and `RETURNING id`. */
  run(sql: string, parameters?: readonly SqlValue[]): Promise<number>;
  /**
   * One statement for many rows, as fast as the database can: rows of parameters. An upsert must not meet one key twice in it. Statements that
   * come after it see its rows; when it fails, the transaction fails, at its end if not before.
   */
  runMany(sql: string, rows: readonly (readonly SqlValue[])[]): Promise<void>;
}

/** A database. Reads outside a transaction see what is committed. */
export interface SqlDatabase extends SqlReader {
  /** File or URL without its password: for messages. */
  readonly path: string;
  readonly isOpen: boolean;
  /**
   * Runs `work` in one durable transaction: all of it is on disk when the promise resolves, or none of it. Inside `work` use only the
   * transaction that it is given: a call to the database itself would wait for the transaction's end. `work` may be called again, from its
   * beginning, when another program's transaction got in the way.
   */
  transaction<T>(work: (transaction: SqlTransaction) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** What opening, migrating and checking a store needs besides; nobody else does. */
export interface StoreDatabase extends SqlDatabase {
  /** What is there: nothing, another program's tables, or our schema with its version. Changes nothing. */
  inspect(): Promise<{ readonly found: 'empty' | 'foreign' } | { readonly found: 'store'; readonly version: number }>;
  /** Prepares for writing. Called once the database is known to be ours: it may change it. */
  becomeWritable(): Promise<void>;
  /** Brings the schema from `version - 1` to `version`, unless another program has done so meanwhile, in one transaction. */
  migrate(version: number, schema: string): Promise<void>;
  /** Reads everything and checks its structure. @returns what is damaged; undefined: nothing */
  check(): Promise<string | undefined>;
  /** Beyond so many bytes `store-full`. */
  limitSize(bytes: number): Promise<void>;
}
