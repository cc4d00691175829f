import type { PoolClient } from 'pg';
import { SdkError } from '../errors.js';
import { translateSchema } from './translate-sql.js';

/**
 * What only PostgreSQL has to be told, by the version of the schema. Frames hardly get smaller by compression, which would take longer than
 * writing them.
 */
const additions: Readonly<Record<number, string>> = {
  1: 'ALTER TABLE segments ALTER COLUMN bytes SET STORAGE EXTERNAL;',
};

/** What the marker of our databases says. */
const application = 'hengzhun';
/** First key of the advisory lock that lets one program migrate at a time: the ASCII letters `HZS1`. */
const migrationLock = 0x485a5331;

/** What is in the schema that new tables go into (`current_schema()`): nothing, other tables, or ours. Changes nothing. */
export async function inspectSchema(client: PoolClient, path: string) {
  const { rows } = await client.query({
    text: `SELECT current_schema(), to_regclass(quote_ident(current_schema()) || '.hengzhun_store')::text,
      (SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'v', 'm', 'p', 'f', 'S')),
      current_setting('server_encoding'), current_setting('server_version_num')`,
    rowMode: 'array',
  });
  const [schema, marker, tables, encoding, version] = rows[0] as [string | null, string | null, number, string, string];
  if (schema === null) {
    const text = `The search path of ${path} names no schema that exists. Create the schema, or correct the search path.`;
    throw new SdkError('store-path-missing', text, { path });
  }
  if (encoding !== 'UTF8' || Number(version) < 120_000) {
    const text = `${path}: PostgreSQL 12 or newer with the encoding UTF8 is needed (found ${version}, ${encoding}). Create another database.`;
    throw new SdkError('store-wrong-file', text, { path });
  }
  if (marker === null) return { found: tables === 0 ? 'empty' : 'foreign' } as const;
  const mark = await markOf(client);
  return mark === undefined ? ({ found: 'foreign' } as const) : ({ found: 'store', version: mark } as const);
}

/** Version that the marker says; undefined: it is not ours. */
async function markOf(client: PoolClient): Promise<number | undefined> {
  const { rows } = await client.query({ text: 'SELECT application, version FROM hengzhun_store', rowMode: 'array' });
  return rows.length === 1 && rows[0][0] === application ? Number(rows[0][1]) : undefined;
}

/**
 * One step of the migration, inside a transaction. `hengzhun_sessions` holds, for each connection that writes, the number of its newest
 * transaction: what tells whether a commit whose answer was lost took place.
 */
export async function migrateSchema(client: PoolClient, version: number, schema: string): Promise<void> {
  await client.query('SELECT pg_advisory_xact_lock($1, hashtext(current_schema()))', [migrationLock]);
  await client.query(`
    CREATE TABLE IF NOT EXISTS hengzhun_store (application TEXT PRIMARY KEY, version BIGINT NOT NULL);
    CREATE TABLE IF NOT EXISTS hengzhun_sessions (
      session TEXT PRIMARY KEY,
      number BIGINT NOT NULL,
      opened_at TIMESTAMPTZ NOT NULL DEFAULT now()
    );
  `);
  const present = await markOf(client);
  if (present !== undefined && present >= version) return;
  await client.query(translateSchema(schema) + (additions[version] ?? ''));
  await client.query(
    `INSERT INTO hengzhun_store (application, version) VALUES ($1, $2)
     ON CONFLICT (application) DO UPDATE SET version = excluded.version`,
    [application, version],
  );
}

/** Reads every row of every table of the schema with everything in it. @throws what the server says about damaged pages */
export async function readEverything(client: PoolClient): Promise<void> {
  const { rows } = await client.query({
    text: 'SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = current_schema()',
    rowMode: 'array',
  });
  for (const [table] of rows) await client.query(`SELECT sum(octet_length(t::text)) FROM ${table} t`);
}
