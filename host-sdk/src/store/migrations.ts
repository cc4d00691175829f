import { SdkError } from '../errors.js';
import { schemas } from './schema.js';
import type { StoreDatabase } from './sql.js';

/** The schema version that this program writes. */
export const schemaVersion = schemas.length;

/**
 * Brings a store to this program's version; each step in a transaction of its own. Nothing is written before the database is known to be
 * ours.
 * @throws {SdkError} `store-wrong-file`, `store-newer-version`, and whatever the database reports
 */
export async function migrate(database: StoreDatabase): Promise<void> {
  const { path } = database;
  const state = await database.inspect();
  if (state.found === 'foreign') {
    const text = `${path} is the database of another program. Give the path of a Hengzhun store or of a new file; nothing was changed.`;
    throw new SdkError('store-wrong-file', text, { path });
  }
  const version = state.found === 'store' ? state.version : 0;
  if (version > schemaVersion) {
    const text = `${path} was written by a newer version (schema ${version}, this program knows ${schemaVersion}). Update this program; nothing was changed.`;
    throw new SdkError('store-newer-version', text, { path, version });
  }
  await database.becomeWritable();
  for (let next = version; next < schemaVersion; next++) await database.migrate(next + 1, schemas[next]!);
}
