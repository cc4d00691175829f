import { describe, expect, it } from 'vitest';
import { openIngestWorkers } from '../../src/ingest/ingest-workers.js';
import { openStore } from '../../src/store/store.js';
import { until } from '../helpers/socat.js';
import { databases } from '../helpers/temporary-database.js';
import { afterThisTest, collect, received } from '../helpers/temporary-store.js';
import { TestInstrument } from '../helpers/test-instrument.js';
import { numbers } from './killed/numbers.js';

/** Kills in all, spread over what is at hand. `HENGZHUN_KILLS=200` takes a few minutes. */
const total = Number(process.env.HENGZHUN_KILLS ?? 40);
const cases = databases.flatMap(({ name, place }) =>
  name === 'postgresql'
    ? [{ name: 'postgresql, three workers', workers: 3, kills: total / 2, place }]
    : [
        { name: 'libsql, one writer', workers: 1, kills: total / 4, place },
        { name: 'libsql, two processes', workers: 2, kills: total / 4, place },
      ],
);

describe.each(cases)('kill -9 of ingest processes at any moment, $kills times: $name', ({ workers, kills, place }) => {
  it('loses and doubles nothing that was acknowledged', async () => {
    const at = await place();
    const instruments = Array.from({ length: 5 }, (_, index) => new TestInstrument(index + 1));
    const store = await openStore(at);
    afterThisTest(() => store.close());
    for (const instrument of instruments) await store.registry.enrol(instrument.record());

    const random = numbers(workers);
    let lostBatches = 0;
    const pool = await openIngestWorkers({
      store: at,
      workers,
      busyTimeout: 20_000,
      onWorkerLost: ({ batches }) => (lostBatches += batches),
    });
    afterThisTest(() => pool.close());
    const sent: string[] = [];
    const acknowledged: string[] = [];
    const codes = new Set<string>();
    let killed = 0;
    const load = async () => {
      while (killed < kills) {
        // Two instruments in a batch, in either order: workers meet at the same keys.
        const packets = [0, 1].flatMap(() => {
          const instrument = instruments[Math.floor(random() * instruments.length)]!;
          return instrument.statuses(1 + Math.floor(random() * 12)).map((bytes) => received(bytes));
        });
        sent.push(...packets.map(({ bytes }) => Buffer.from(bytes).toString('hex')));
        for (const { code, frameId } of await pool.ingest(packets)) {
          codes.add(code);
          acknowledged.push(frameId!);
        }
      }
    };
    const killing = async () => {
      while (killed < kills) {
        // Mostly when something was stored since the last one; sometimes again at once, also while a worker only starts.
        const before = acknowledged.length;
        if (random() < 0.8) await until(() => acknowledged.length > before);
        await new Promise((resolve) => setTimeout(resolve, random() * 60));
        const running = pool.processes;
        if (running.length === 0) continue;
        process.kill(running[Math.floor(random() * running.length)]!, 'SIGKILL');
        killed++;
      }
    };
    await Promise.all([killing(), ...Array.from({ length: workers * 2 + 1 }, load)]);
    await pool.close();

    // Something was on its way when it was killed, or this test has shown nothing.
    expect(lostBatches).toBeGreaterThan(0);
    // A batch that is sent again is no replay.
    expect([...codes].sort()).toEqual(expect.arrayContaining(['frame-accepted']));
    expect([...codes].filter((code) => code !== 'frame-accepted' && code !== 'frame-reordered')).toEqual([]);
    const frames = await collect(store.frames());
    expect(frames.map(({ id }) => id).sort()).toEqual(acknowledged.sort());
    expect(frames.map(({ bytes }) => Buffer.from(bytes).toString('hex')).sort()).toEqual(sent.sort());
    expect(await store.summary()).toMatchObject({ frames: sent.length, refused: 0, incidents: 0 });
    for (const instrument of instruments) {
      const { chain } = await store.evaluate(instrument.kid);
      expect(chain).toMatchObject({
        highest: instrument.sequence,
        frames: instrument.sequence,
        gaps: [],
        incidents: {},
      });
    }
    await store.check();
  });
});
