import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../src/store/store.js';
import { collect, received } from '../helpers/temporary-store.js';
import { TestInstrument } from '../helpers/test-instrument.js';

/** What must not depend on the order of arrival: frames, chain, judgement; not receipts, replays and how each frame was proved. */
async function storedState(instrument: TestInstrument, batches: Uint8Array[][]) {
  const store = await openStore(':memory:');
  try {
    await store.registry.enrol(instrument.record());
    for (const batch of batches) await store.ingest(batch.map((bytes) => received(bytes, { source: 'import' })));
    const frames = (await collect(store.frames())).map(
      ({ id, bytes }) => `${id} ${Buffer.from(bytes).toString('hex')}`,
    );
    const { chain, evaluation } = await store.evaluate(instrument.kid, 1_790_000_000_000);
    const { incidents, ...place } = chain;
    return { frames: frames.sort(), place, level: evaluation.level, incidents: Object.keys(incidents).sort() };
  } finally {
    await store.close();
  }
}

/** Cuts a list into batches at the given places. */
function cut<T>(list: readonly T[], cuts: readonly number[]): T[][] {
  const batches: T[][] = [];
  let from = 0;
  for (const size of cuts) {
    if (from < list.length) batches.push(list.slice(from, from + size));
    from += size;
  }
  if (from < list.length) batches.push(list.slice(from));
  return batches;
}

const count = 24;
const instrument = new TestInstrument();
const frames = [
  instrument.identity(),
  ...instrument.statuses(8),
  instrument.status({ selfState: 2, flags: 4 }),
  instrument.status({ selfState: 1, flags: 4 }),
  ...instrument.statuses(6),
  instrument.identity({ swversion: '0.2.0' }),
  ...instrument.statuses(6),
];

describe('the order in which frames come', () => {
  it('makes no difference: any interleaving, duplication and batching of the same frames gives the same state', async () => {
    const arrival = fc.record({
      order: fc.array(fc.nat({ max: count - 1 }), { minLength: 1, maxLength: 60 }),
      cuts: fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 20 }),
    });
    await fc.assert(
      fc.asyncProperty(arrival, async ({ order, cuts }) => {
        const inOrder = [...new Set(order)].sort((a, b) => a - b).map((index) => frames[index]!);
        const reference = await storedState(instrument, [inOrder]);
        const shuffled = await storedState(
          instrument,
          cut(
            order.map((index) => frames[index]!),
            cuts,
          ),
        );
        expect(shuffled).toEqual(reference);
        expect(reference.frames).toHaveLength(inOrder.length);
        expect(reference.incidents).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('never hides a fork: both frames are kept and the instrument is flagged, whichever came first', async () => {
    const forked = new TestInstrument(2);
    const common = forked.statuses(4);
    const clone = forked.clone();
    const all = [...common, ...forked.statuses(4), ...clone.statuses(4, { selfState: 1 })];
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(all, { minLength: all.length }),
        fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 12 }),
        async (order, cuts) => {
          const { frames: stored, incidents, level } = await storedState(forked, cut(order, cuts));
          expect(stored).toHaveLength(all.length);
          expect(incidents).toContain('frame-forked');
          expect(level).toBe('warning');
        },
      ),
      { numRuns: 40 },
    );
  });
});
