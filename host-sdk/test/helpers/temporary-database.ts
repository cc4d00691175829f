import { join } from 'node:path';
import { openLibsql } from '../../src/store/libsql-database.js';
import { migrate } from '../../src/store/migrations.js';
import type { SqlDatabase } from '../../src/store/sql.js';
import { afterThisTest, temporaryFolder } from './temporary-store.js';

/** A kind of database that stores are tested on. */
export interface TestedDatabase {
  readonly name: string;
  /** An empty store of the present schema, closed and removed after the test. */
  open(): Promise<SqlDatabase>;
}

/** Every kind at hand: `describe.each(databases)('… on $name', ({ open }) => …)`. */
export const databases: readonly TestedDatabase[] = [
  {
    name: 'libsql',
    open: async () => {
      const database = openLibsql(join(temporaryFolder(), 'store.db'), 5000);
      afterThisTest(() => database.close());
      await migrate(database);
      return database;
    },
  },
];
