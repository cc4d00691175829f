import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../../src/store/store.js';
import { databases } from '../../helpers/temporary-database.js';
import { afterThisTest, temporaryFolder } from '../../helpers/temporary-store.js';
import { checkLedger } from './check-ledger.js';
import { runWriters } from './run-writers.js';

/** Starting a writer takes a second: few by default, `HENGZHUN_KILLS=200` for each database takes minutes. */
const kills = Number(process.env.HENGZHUN_KILLS ?? 4);

describe.each(databases)('kill -9 of those who write the ledger and cases, $name', ({ place }) => {
  it(`loses and doubles no entry and no step that was acknowledged, ${kills} times`, async () => {
    const at = await place();
    const store = await openStore(at, { busyTimeout: 60_000 });
    afterThisTest(() => store.close());
    const folder = temporaryFolder();
    const keyPath = join(folder, 'ledger.pem');
    const run = await runWriters({ place: at, keyPath, compiled: folder, kills, seed: 7, writers: 3 });
    afterThisTest(run.stop);
    await run.finish();
    const entries = await checkLedger(store.database, keyPath, run.told);
    expect(run.told.steps.size).toBeGreaterThan(kills / 4);
    expect(entries).toBeGreaterThan(run.told.steps.size);
    await store.check();
    if (kills > 100) console.info(`${kills} kills: ${entries} entries, ${run.told.steps.size} of them steps of cases`);
  });
});
