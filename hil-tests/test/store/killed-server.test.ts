import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '@hengzhun/host-sdk';
import pg from 'pg';
import { expect, it } from 'vitest';
import { checkLedger } from '../../../host-sdk/test/store/killed/check-ledger.js';
import { runWriters } from '../../../host-sdk/test/store/killed/run-writers.js';
import { findPostgresql, startPostgresql } from '../../src/index.js';

const kills = Number(process.env.HENGZHUN_KILLS ?? 4);

/** Kills the server's process of one connection: the server then ends all others and recovers from its log. */
function serverKiller(url: string) {
  return async (random: () => number): Promise<boolean> => {
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => {});
    try {
      await client.connect();
      const { rows } = await client.query(
        `SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() ORDER BY pid`,
      );
      if (rows.length === 0) return false;
      process.kill(Number(rows[Math.floor(random() * rows.length)].pid), 'SIGKILL');
      return true;
    } catch {
      // It is recovering from the last time.
      return false;
    } finally {
      await client.end().catch(() => {});
    }
  };
}

it.skipIf(findPostgresql() === undefined)(
  `kill -9 of writers and of the database server's own processes, ${kills} times, loses and doubles no entry and no step`,
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hengzhun-killed-'));
    // It waits for its disk, as in use: after a crash it has nothing but what is there.
    const server = await startPostgresql({ durable: true });
    try {
      const store = await openStore(server.url, { busyTimeout: 60_000 });
      const keyPath = join(folder, 'ledger.pem');
      const killOther = serverKiller(server.url);
      const options = { place: server.url, keyPath, compiled: folder, kills, seed: 11, writers: 3, killOther };
      const run = await runWriters(options);
      try {
        await run.finish();
      } finally {
        await run.stop();
      }
      const entries = await checkLedger(store.database, keyPath, run.told);
      expect(run.others).toBeGreaterThan(0);
      await store.check();
      await store.close();
      if (kills > 100)
        console.info(`${kills} kills, ${run.others} of the server: ${entries} entries, ${run.told.steps.size} steps`);
    } finally {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
