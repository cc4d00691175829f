import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../src/store/store.js';
import { databases } from '../helpers/temporary-database.js';
import { afterThisTest, collect, received } from '../helpers/temporary-store.js';
import { TestInstrument } from '../helpers/test-instrument.js';

describe.each(databases)('several programs write one store on $name', ({ place }) => {
  async function stores(count: number) {
    const at = await place();
    // All at once: they make it together, too.
    const opened = await Promise.all(Array.from({ length: count }, () => openStore(at, { busyTimeout: 60_000 })));
    for (const store of opened) afterThisTest(() => store.close());
    return opened;
  }

  it('frames of the same keys at the same time: none is lost, none doubled, the chains are whole', async () => {
    const opened = await stores(3);
    const instruments = Array.from({ length: 4 }, (_, index) => new TestInstrument(index + 1));
    for (const instrument of instruments) await opened[0]!.registry.enrol(instrument.record());
    const perInstrument = instruments.map((instrument) => instrument.statuses(60));
    const codes = await Promise.all(
      opened.map(async (store, which) => {
        const mine: string[] = [];
        for (let at = which * 5; at < 60; at += 15) {
          // Every program takes the instruments in another order.
          const order = which % 2 === 0 ? perInstrument : perInstrument.toReversed();
          const packets = order.flatMap((frames) => frames.slice(at, at + 5).map((bytes) => received(bytes)));
          mine.push(...(await store.ingest(packets)).map(({ code }) => code));
        }
        return mine;
      }),
    );
    expect(codes.flat().filter((code) => code !== 'frame-accepted' && code !== 'frame-reordered')).toEqual([]);
    const [store] = opened;
    const sent = perInstrument.flat().map((bytes) => Buffer.from(bytes).toString('hex'));
    const stored = (await collect(store!.frames())).map(({ bytes }) => Buffer.from(bytes).toString('hex'));
    expect(stored.sort()).toEqual(sent.sort());
    for (const instrument of instruments) {
      const { chain } = await store!.evaluate(instrument.kid);
      expect(chain).toMatchObject({ lowest: 1, highest: 60, frames: 60, gaps: [], incidents: {} });
    }
  });

  it('whoever takes which batch, the outcomes and the chain are those of one program alone', async () => {
    const batches = fc.array(
      fc.record({ who: fc.nat({ max: 1 }), times: fc.integer({ min: 1, max: 5 }), again: fc.boolean() }),
      { minLength: 2, maxLength: 8 },
    );
    const [a, b] = await stores(2);
    let seed = 1;
    await fc.assert(
      fc.asyncProperty(batches, async (plan) => {
        const alone = await openStore(':memory:');
        const instrument = new TestInstrument(seed++);
        await a!.registry.enrol(instrument.record());
        await alone.registry.enrol(instrument.record());
        const sent: Uint8Array[] = [];
        for (const { who, times, again } of plan) {
          // Several in a row by one program: then it goes on from what it remembers.
          for (let i = 0; i < times; i++) {
            const frames = instrument.statuses(2);
            if (again && sent.length > 0) frames.push(sent[Math.floor(sent.length / 2)]!);
            sent.push(...frames.slice(0, 2));
            const packets = frames.map((bytes) => received(bytes));
            const outcomes = await [a, b][who]!.ingest(packets);
            const expected = await alone.ingest(packets);
            expect(outcomes.map(({ code, frameId, proof }) => [code, frameId, proof])).toEqual(
              expected.map(({ code, frameId, proof }) => [code, frameId, proof]),
            );
          }
        }
        const now = 1_790_000_100_000;
        expect((await b!.evaluate(instrument.kid, now)).chain).toEqual(
          (await alone.evaluate(instrument.kid, now)).chain,
        );
        await alone.close();
      }),
      { numRuns: 25 },
    );
  });

  it('the same frames from all of them: each is stored once, and the others are called replays', async () => {
    const opened = await stores(3);
    const instrument = new TestInstrument();
    await opened[0]!.registry.enrol(instrument.record());
    const packets = instrument.statuses(20).map((bytes) => received(bytes));
    const outcomes = (await Promise.all(opened.map((store) => store.ingest(packets)))).flat();
    expect(outcomes.filter(({ code }) => code === 'frame-accepted')).toHaveLength(20);
    expect(outcomes.filter(({ code }) => code === 'frame-replayed')).toHaveLength(40);
    const { chain } = await opened[1]!.evaluate(instrument.kid);
    expect(chain.incidents['frame-replayed']).toMatchObject({ count: 40 });
    expect(chain.frames).toBe(20);
  });

  it('a key revoked by one is refused by all others from then on', async () => {
    const [a, b] = await stores(2);
    const instrument = new TestInstrument();
    await a!.registry.enrol(instrument.record());
    for (let i = 0; i < 4; i++) await b!.ingest([received(instrument.status())]);
    await a!.registry.revokeKey(instrument.kid, 5, 'stolen');
    expect(await b!.ingest([received(instrument.status())])).toMatchObject([{ code: 'frame-key-revoked' }]);
  });

  it('an instrument enrolled by one is known to all others, also where it was refused before', async () => {
    const [a, b] = await stores(2);
    const instrument = new TestInstrument();
    const frame = instrument.status();
    expect(await b!.ingest([received(frame)])).toMatchObject([{ code: 'frame-unknown-instrument' }]);
    await a!.registry.enrol(instrument.record());
    expect(await b!.ingest([received(frame)])).toMatchObject([{ code: 'frame-accepted' }]);
  });

  it('one instrument enrolled by all at once is enrolled once', async () => {
    const opened = await stores(3);
    const record = new TestInstrument().record();
    const outcomes = await Promise.all(opened.map((store) => store.registry.enrol(record)));
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['enrolled', 'known', 'known']);
    expect(await opened[0]!.summary()).toMatchObject({ instruments: 1, keys: 1 });
  });
});
