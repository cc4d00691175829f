import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Libsql from 'libsql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { schemaVersion } from '../../src/store/migrations.js';
import { openStore } from '../../src/store/store.js';
import { collect, received, temporaryFolder, temporaryStore } from '../helpers/temporary-store.js';
import { TestInstrument } from '../helpers/test-instrument.js';

async function filled(path?: string) {
  const store = await temporaryStore({}, path);
  const instrument = new TestInstrument();
  await store.registry.enrol(instrument.record());
  await store.ingest(instrument.statuses(200).map((bytes) => received(bytes)));
  return { store, instrument };
}

describe('opening what is not a store changes nothing and says what it is', () => {
  it('a folder that does not exist', async () => {
    await expect(openStore(join(temporaryFolder(), 'no', 'store.db'))).rejects.toMatchObject({
      code: 'store-path-missing',
    });
  });

  it('a text file', async () => {
    const path = join(temporaryFolder(), 'notes.txt');
    writeFileSync(path, 'Not a database at all. '.repeat(100));
    const before = readFileSync(path);
    await expect(openStore(path)).rejects.toMatchObject({ code: 'store-not-a-database' });
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('the database of another program', async () => {
    const path = join(temporaryFolder(), 'other.db');
    const other = new Libsql(path);
    other.exec('CREATE TABLE songs (title TEXT)');
    other.close();
    const before = readFileSync(path);
    await expect(openStore(path)).rejects.toMatchObject({ code: 'store-wrong-file' });
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('a store of a newer version', async () => {
    const path = join(temporaryFolder(), 'store.db');
    await (await openStore(path)).close();
    const native = new Libsql(path);
    native.exec(`PRAGMA user_version = ${schemaVersion + 1}`);
    native.close();
    await expect(openStore(path)).rejects.toMatchObject({ code: 'store-newer-version' });
  });

  it('an empty file becomes a store', async () => {
    const path = join(temporaryFolder(), 'store.db');
    writeFileSync(path, '');
    const store = await temporaryStore({}, path);
    expect(await store.summary()).toMatchObject({ instruments: 0, frames: 0 });
  });
});

describe('a store that fails', () => {
  it('is locked by another program: nothing is taken, and the same packets go in later', async () => {
    const path = join(temporaryFolder(), 'store.db');
    const store = await temporaryStore({ busyTimeout: 50 }, path);
    const instrument = new TestInstrument();
    await store.registry.enrol(instrument.record());
    const packets = instrument.statuses(3).map((bytes) => received(bytes));
    const other = new Libsql(path);
    other.exec('BEGIN IMMEDIATE');
    await expect(store.ingest(packets)).rejects.toMatchObject({ code: 'store-locked' });
    other.exec('ROLLBACK');
    other.close();
    expect((await store.ingest(packets)).map(({ code }) => code)).toEqual(Array(3).fill('frame-accepted'));
  });

  it('is full by its quota: nothing acknowledged is lost, nothing half is taken', async () => {
    const store = await temporaryStore({ maximumSize: 400_000 });
    const instrument = new TestInstrument();
    await store.registry.enrol(instrument.record());
    const acknowledged: string[] = [];
    let refused: unknown;
    for (let i = 0; i < 40 && refused === undefined; i++) {
      try {
        const outcomes = await store.ingest(instrument.statuses(100).map((bytes) => received(bytes)));
        acknowledged.push(...outcomes.map(({ frameId }) => frameId!));
      } catch (error) {
        refused = error;
      }
    }
    expect(refused).toMatchObject({ code: 'store-full' });
    expect(acknowledged.length).toBeGreaterThan(0);
    expect((await collect(store.frames())).map(({ id }) => id)).toEqual(acknowledged);
    const { chain } = await store.evaluate(instrument.kid);
    expect(chain.frames).toBe(acknowledged.length);
    await store.check();
  });

  it('is damaged: the check and the reading say so', async () => {
    const path = join(temporaryFolder(), 'store.db');
    await (await filled(path)).store.close();
    const bytes = readFileSync(path);
    for (let page = 2; page * 8192 < bytes.length; page++) bytes.fill(0x5a, page * 8192, page * 8192 + 200);
    writeFileSync(path, bytes);
    const read = async () => {
      const store = await openStore(path);
      try {
        await store.check();
      } finally {
        await store.close();
      }
    };
    await expect(read()).rejects.toMatchObject({ code: 'store-corrupt' });
    const use = async () => {
      const store = await openStore(path);
      try {
        await collect(store.frames());
        await store.ingest([received(new TestInstrument().status())]);
      } finally {
        await store.close();
      }
    };
    await expect(use()).rejects.toMatchObject({ code: 'store-corrupt' });
  });

  it('is cut short: the check says so', async () => {
    const path = join(temporaryFolder(), 'store.db');
    await (await filled(path)).store.close();
    truncateSync(path, statSync(path).size - 8192 * 3);
    await expect(openStore(path).then((store) => store.check().finally(() => store.close()))).rejects.toMatchObject({
      code: 'store-corrupt',
    });
  });

  it('has everything on disk that it acknowledged, without being closed', async () => {
    const { store } = await filled();
    const copy = join(temporaryFolder(), 'copy.db');
    // What a killed process leaves behind: the file and its log, never closed.
    copyFileSync(store.path, copy);
    copyFileSync(`${store.path}-wal`, `${copy}-wal`);
    const reopened = await temporaryStore({}, copy);
    expect((await reopened.summary()).frames).toBe(200);
    await reopened.check();
  });

  it('rejects everything after it was closed', async () => {
    const { store, instrument } = await filled();
    await store.close();
    await store.close();
    await expect(store.ingest([received(instrument.status())])).rejects.toMatchObject({ code: 'store-closed' });
    await expect(store.registry.instruments()).rejects.toMatchObject({ code: 'store-closed' });
  });
});

describe('a disk that is really full', () => {
  let disk = '';
  let mounted = false;
  beforeAll(() => {
    disk = mkdtempSync(join(tmpdir(), 'hengzhun-disk-'));
    mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', disk]).status === 0;
    if (!mounted) console.warn('this user may not mount a small disk: the test of a really full disk is SKIPPED');
  });
  afterAll(() => {
    // Lazily: the driver keeps a closed file open until its statements are collected.
    if (mounted) spawnSync('umount', ['-l', disk]);
    rmSync(disk, { recursive: true, force: true });
  });

  it('keeps what was acknowledged, and goes on when there is room again', async ({ skip }) => {
    if (!mounted) skip('no small disk');
    const ballast = join(disk, 'ballast');
    writeFileSync(ballast, Buffer.alloc(500_000));
    const store = await openStore(join(disk, 'store.db'));
    try {
      const instrument = new TestInstrument();
      await store.registry.enrol(instrument.record());
      let acknowledged = 0;
      let waiting = instrument.statuses(100).map((bytes) => received(bytes));
      let refused: unknown;
      for (let i = 0; i < 40 && refused === undefined; i++) {
        try {
          acknowledged += (await store.ingest(waiting)).length;
          waiting = instrument.statuses(100).map((bytes) => received(bytes));
        } catch (error) {
          refused = error;
        }
      }
      expect(refused).toMatchObject({ code: 'store-full' });
      expect((await store.summary()).frames).toBe(acknowledged);
      rmSync(ballast);
      const outcomes = await store.ingest(waiting);
      expect(outcomes.every(({ code }) => code === 'frame-accepted')).toBe(true);
      expect((await store.summary()).frames).toBe(acknowledged + 100);
      await store.check();
    } finally {
      await store.close();
    }
    expect(existsSync(join(disk, 'store.db'))).toBe(true);
  });
});
