import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import type { ReceivedPacket } from '../../src/ingest/outcome.js';
import { openStore, type Store, type StoreOptions } from '../../src/store/store.js';

const cleanups: (() => unknown)[] = [];
const places = new WeakMap<Store, string>();
afterEach(async () => {
  while (cleanups.length > 0) await cleanups.pop()!();
});

/** Runs after the present test, the last one first. */
export function afterThisTest(work: () => unknown): void {
  cleanups.push(work);
}

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'hengzhun-'));
  cleanups.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Where a store may be made: a file, or a schema of PostgreSQL where this run of the tests is about that. Removed after the test. */
async function temporaryPlace(): Promise<string> {
  if (process.env.HENGZHUN_TEST_STORE !== 'postgresql') return join(temporaryFolder(), 'store.db');
  const { temporarySchema } = await import('./postgresql.js');
  const { url, remove } = await temporarySchema();
  afterThisTest(remove);
  return url;
}

/** A store in a place of its own, closed and removed after the test. */
export async function temporaryStore(options: StoreOptions = {}, path?: string): Promise<Store> {
  const place = path ?? (await temporaryPlace());
  const store = await openStore(place, options);
  places.set(store, place);
  cleanups.push(() => store.close());
  return store;
}

/** What a temporary store can be opened by once more: its own `path` names no password. */
export function placeOf(store: Store): string {
  return places.get(store)!;
}

/** A clock that a test sets. */
export function testClock(now = 1_790_000_000_000) {
  return {
    now: () => now,
    set: (value: number) => (now = value),
    setTimeout,
    clearTimeout: (handle: unknown) => clearTimeout(handle as NodeJS.Timeout),
  };
}

export function received(bytes: Uint8Array, more: Partial<ReceivedPacket> = {}): ReceivedPacket {
  return { bytes, link: 'test', connection: 1, earliest: 1_790_000_000_000, latest: 1_790_000_000_010, ...more };
}

export async function collect<T>(source: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of source) items.push(item);
  return items;
}
