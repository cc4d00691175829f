import { existsSync } from 'node:fs';
import path from 'node:path';
import { openStore, type Store } from '@hengzhun/host-sdk';
import { ToolError } from '../errors.js';
import { storeFile } from '../station/data-folder.js';

/**
 * Opens the store of an existing data folder. Reading beside a running station is allowed.
 * @throws {ToolError} `tool-data-missing`; {SdkError} `store-*`
 */
export async function openData(folder: string): Promise<Store> {
  const file = path.join(folder, storeFile);
  if (!existsSync(file)) throw new ToolError('tool-data-missing', { path: folder });
  return openStore(file);
}

/** Opens the store of a data folder for the time of `work`. */
export async function withData<T>(folder: string, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openData(folder);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}
