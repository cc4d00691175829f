import { decodeFrame } from '@hengzhun/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHex } from '../../src/bytes.js';
import type { FrameQuery } from '../../src/store/query-frames.js';
import { databases } from '../helpers/temporary-database.js';
import { collect, received, temporaryStore } from '../helpers/temporary-store.js';
import { TestInstrument } from '../helpers/test-instrument.js';

/** Runs of one frame, more of them than one page has rows; runs longer than one row may be; forks at the ends and in the middle. */
async function histories(place: string) {
  const store = await temporaryStore({}, place);
  const sent: string[] = [];
  const instruments = [1, 2, 3].map((seed) => new TestInstrument(seed));
  const ingest = async (frames: readonly Uint8Array[]) => {
    await store.ingest(frames.map((bytes) => received(bytes)));
    sent.push(...frames.map(toHex));
  };
  for (const instrument of instruments) await store.registry.enrol(instrument.record());
  const [single, long, empty] = instruments as [TestInstrument, TestInstrument, TestInstrument];
  for (let i = 0; i < 70; i++) {
    const twin = i % 30 === 0 ? single.clone() : undefined;
    await ingest([single.status()]);
    if (twin !== undefined) await ingest([twin.status({ flags: 4 })]);
  }
  await ingest(long.statuses(300));
  await ingest(long.statuses(257));
  return { store, sent, kids: [single.kid, long.kid, empty.kid] };
}

describe.each(databases)('reading histories, on $name', ({ place }) => {
  it('gives every frame once, in order, and exactly those that were asked for', async () => {
    const { store, sent, kids } = await histories(await place());
    const all = await collect(store.frames());
    expect(all.map(({ bytes }) => toHex(bytes)).sort()).toEqual(sent.sort());
    const order = all.map(({ kid, sequence, forked }) => [kids.indexOf(kid), sequence, Number(forked)]);
    expect(order).toEqual(order.toSorted((a, b) => a[0]! - b[0]! || a[1]! - b[1]! || a[2]! - b[2]!));
    for (const { bytes, frame, sequence, kid, id } of all) {
      expect(frame).toEqual(decodeFrame(bytes));
      expect(id.startsWith(`${kid}/${sequence}/`)).toBe(true);
    }
    const end = fc.option(fc.integer({ min: 0, max: 600 }), { nil: undefined });
    const queries = fc.record({ kid: fc.constantFrom(undefined, ...kids), from: end, to: end });
    await fc.assert(
      fc.asyncProperty(queries, async ({ kid, from, to }) => {
        const query: FrameQuery = { ...(kid && { kid }), ...(from !== undefined && { from }), ...(to && { to }) };
        const wanted = all.filter(
          (one) => one.kid === (kid ?? one.kid) && one.sequence >= (from ?? 0) && one.sequence <= (to || Infinity),
        );
        expect((await collect(store.frames(query))).map(({ id }) => id)).toEqual(wanted.map(({ id }) => id));
      }),
      { numRuns: 60 },
    );
    for (const one of [all[0]!, all[40]!, all.at(-1)!]) expect((await store.frame(one.id))?.bytes).toEqual(one.bytes);
  });

  it('may be left before the end', async () => {
    const { store, kids } = await histories(await place());
    for await (const { sequence } of store.frames({ kid: kids[0]! })) if (sequence === 20) break;
    expect((await store.summary()).frames).toBe(70 + 3 + 557);
  });

  it('refuses a frame that is not what stood there: changed bytes, exchanged places', async () => {
    const { store, kids } = await histories(await place());
    const at = 'first = ? AND branch = 0 AND key = (SELECT id FROM keys WHERE kid = ?)';
    const [single, long] = kids.map((kid) => Buffer.from(kid, 'hex')) as [Buffer, Buffer];
    const read = (first: number, kid: Buffer) =>
      store.database.get(`SELECT lengths, bytes FROM segments WHERE ${at}`, [first, kid]) as Promise<Uint8Array[]>;
    const write = (first: number, kid: Buffer, lengths: Uint8Array, bytes: Uint8Array) =>
      store.database.transaction((transaction) =>
        transaction.run(`UPDATE segments SET lengths = ?, bytes = ? WHERE ${at}`, [lengths, bytes, first, kid]),
      );
    const reading = (kid: string) => collect(store.frames({ kid }));
    const [lengths, bytes] = (await read(5, single)) as [Uint8Array, Uint8Array];
    await write(5, single, lengths, Buffer.concat([bytes.subarray(1), bytes.subarray(0, 1)]));
    await expect(reading(kids[0]!)).rejects.toMatchObject({
      code: 'store-corrupt',
      detail: { kid: kids[0], sequence: 5 },
    });
    const [otherLengths, others] = (await read(257, long)) as [Uint8Array, Uint8Array];
    await write(301, long, otherLengths, others);
    await expect(reading(kids[1]!)).rejects.toMatchObject({ code: 'store-corrupt', detail: { sequence: 301 } });
  });
});
