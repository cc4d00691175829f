import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import type { ReceivedPacket } from '../../src/ingest/outcome.js';
import { openStore, type Store, type StoreOptions } from '../../src/store/store.js';

const cleanups: (() => unknown)[] = [];
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

/** A store in a folder of its own, closed and removed after the test. */
export async function temporaryStore(
  options: StoreOptions = {},
  path = join(temporaryFolder(), 'store.db'),
): Promise<Store> {
  const store = await openStore(path, options);
  cleanups.push(() => store.close());
  return store;
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
