import { join } from 'node:path';
import Libsql from 'libsql';
import { describe, expect, it } from 'vitest';
import { applicationId, openLibsql } from '../../src/store/libsql-database.js';
import { schemaVersion } from '../../src/store/migrations.js';
import { received, temporaryFolder, temporaryStore } from '../helpers/temporary-store.js';
import { TestInstrument } from '../helpers/test-instrument.js';

describe('schema', () => {
  it('is marked as ours with its version, synced at every commit, and opened again without change', async () => {
    const path = join(temporaryFolder(), 'store.db');
    const store = await temporaryStore({}, path);
    const instrument = new TestInstrument();
    await store.registry.enrol(instrument.record());
    await store.ingest([received(instrument.status())]);
    await store.close();
    const native = new Libsql(path);
    const pragma = (name: string) => native.prepare(`PRAGMA ${name}`).raw(true).get([]);
    expect(pragma('application_id')).toEqual([applicationId]);
    expect(pragma('user_version')).toEqual([schemaVersion]);
    expect(pragma('journal_mode')).toEqual(['wal']);
    native.close();
    const raw = openLibsql(path, 0);
    await raw.becomeWritable();
    expect(await raw.pragma('synchronous')).toBe(2); // FULL
    await raw.close();
    const again = await temporaryStore({}, path);
    expect(await again.summary()).toMatchObject({ instruments: 1, frames: 1 });
  });

  it('makes estimates of an earlier form anew, and completes what was learned before', async () => {
    const path = join(temporaryFolder(), 'store.db');
    const store = await temporaryStore({}, path);
    await store.registry.enrol(new TestInstrument().record());
    expect(await store.estimates.refresh()).toBe(1);
    const learned = await store.estimates.learn();
    await store.close();
    const native = new Libsql(path);
    native.exec(`PRAGMA user_version = ${schemaVersion - 1}`);
    native.exec('UPDATE estimates SET state = zeroblob(248)');
    const { calibrations: _, ...old } = learned;
    const { pointFactor: __, pointSpread: ___, ...unseen } = learned.unseen;
    native.prepare('UPDATE priors SET data = ?').run(JSON.stringify({ ...old, unseen }));
    native.close();
    const again = await temporaryStore({}, path);
    expect(await again.estimates.fleet(() => expect.unreachable())).toBe(0);
    expect(await again.estimates.priors()).toEqual(learned);
    expect(await again.estimates.refresh()).toBe(1);
  });

  it('lets two programs make the same store at once', async () => {
    const path = join(temporaryFolder(), 'store.db');
    const [a, b] = await Promise.all([temporaryStore({}, path), temporaryStore({}, path)]);
    const instrument = new TestInstrument();
    await a!.registry.enrol(instrument.record());
    expect((await b!.registry.find(instrument.kid))?.ueid).toBe(Buffer.from(instrument.ueid).toString('hex'));
  });
});
