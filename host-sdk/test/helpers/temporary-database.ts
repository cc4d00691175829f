import { join } from 'node:path';
import { openLibsql } from '../../src/store/libsql-database.js';
import { migrate } from '../../src/store/migrations.js';
import { openPostgresql } from '../../src/store/postgresql-database.js';
import type { SqlDatabase, StoreDatabase } from '../../src/store/sql.js';
import { postgresqlUrl, temporarySchema } from './postgresql.js';
import { afterThisTest, temporaryFolder } from './temporary-store.js';

/** A kind of database that stores are tested on. */
export interface TestedDatabase {
  readonly name: string;
  /** Path or URL for a store that does not exist yet; removed after the test. */
  place(): Promise<string>;
  /** An empty store of the present schema, closed and removed after the test. */
  open(): Promise<SqlDatabase>;
}

async function opened(database: StoreDatabase): Promise<SqlDatabase> {
  afterThisTest(() => database.close());
  await migrate(database);
  return database;
}

const libsql: TestedDatabase = {
  name: 'libsql',
  place: async () => join(temporaryFolder(), 'store.db'),
  open: async () => opened(openLibsql(await libsql.place(), 5000)),
};

const postgresql: TestedDatabase = {
  name: 'postgresql',
  place: async () => {
    const { url, remove } = await temporarySchema();
    afterThisTest(remove);
    return url;
  },
  open: async () => opened(openPostgresql(await postgresql.place(), 5000)),
};

/** Every kind at hand: `describe.each(databases)('… on $name', ({ open }) => …)`. */
export const databases: readonly TestedDatabase[] = postgresqlUrl === undefined ? [libsql] : [libsql, postgresql];
