import path from 'node:path';
import { isPostgresqlUrl, withoutPassword } from '@hengzhun/host-sdk';
import { ToolError } from '../errors.js';
import { exitCode } from '../exit-codes.js';
import { storeFile } from '../station/data-folder.js';

/** Where a store is, as `--data` names it. */
export type StorePlace =
  | { readonly kind: 'folder'; readonly folder: string; readonly file: string; readonly shown: string }
  | { readonly kind: 'postgresql'; readonly url: string; readonly shown: string };

/**
 * Reads what `--data` says: a data folder, or the URL of a PostgreSQL database. `shown` is what messages and output may show: a URL without
 * its password.
 *
 * @throws {ToolError} `tool-data-bad-url` for a URL of something else, which is not repeated, since it may hold a password;
 *   {SdkError} `store-path-missing` for a URL that cannot be read
 */
export function storePlace(data: string): StorePlace {
  if (isPostgresqlUrl(data)) return { kind: 'postgresql', url: data, shown: withoutPassword(data) };
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(data)?.[1];
  if (scheme !== undefined) throw new ToolError('tool-data-bad-url', { scheme }, exitCode.usage);
  return { kind: 'folder', folder: data, file: path.join(data, storeFile), shown: data };
}
