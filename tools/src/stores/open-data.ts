import { existsSync, mkdirSync } from 'node:fs';
import { openStore, type Store } from '@hengzhun/host-sdk';
import { ToolError } from '../errors.js';
import { fileError } from '../files.js';
import { storePlace } from './store-place.js';

/**
 * Opens the store that `--data` names: of an existing data folder, or in a PostgreSQL database. Reading beside a running station is allowed.
 * @throws {ToolError} `tool-data-missing`, `tool-data-bad-url`; {SdkError} `store-*`
 */
export async function openData(data: string): Promise<Store> {
  const place = storePlace(data);
  if (place.kind === 'postgresql') return openStore(place.url);
  if (!existsSync(place.file)) throw new ToolError('tool-data-missing', { path: place.shown });
  return openStore(place.file);
}

/** The same for those who may do without a store: undefined when the data folder has none. */
export async function openDataIfThere(data: string): Promise<Store | undefined> {
  const place = storePlace(data);
  return place.kind === 'folder' && !existsSync(place.file) ? undefined : openData(data);
}

/** The same for those who begin one: a data folder is made when it is not there. @throws {ToolError} `tool-file-unwritable` */
export async function openOrMakeData(data: string): Promise<Store> {
  const place = storePlace(data);
  if (place.kind === 'postgresql') return openStore(place.url);
  try {
    mkdirSync(place.folder, { recursive: true });
  } catch (cause) {
    throw fileError(place.folder, cause, 'write');
  }
  return openStore(place.file);
}

/** Does `work` with a store, and closes it. */
export async function withStore<T>(opening: Promise<Store>, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await opening;
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** Opens the store that `--data` names for the time of `work`. @throws as {@link openData} */
export async function withData<T>(data: string, work: (store: Store) => Promise<T>): Promise<T> {
  return withStore(openData(data), work);
}
