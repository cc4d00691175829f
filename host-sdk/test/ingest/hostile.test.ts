import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refusals } from '../../src/ingest/outcome.js';
import { openStore } from '../../src/store/store.js';
import { collect, received } from '../helpers/temporary-store.js';
import { TestInstrument } from '../helpers/test-instrument.js';

const instrument = new TestInstrument();
const frames = [instrument.identity(), ...instrument.statuses(2)];

describe('hostile packets', () => {
  it('a frame with any bit changed, cut or lengthened is refused and kept byte for byte', async () => {
    const store = await openStore(':memory:');
    await store.registry.enrol(instrument.record());
    const change = fc.record({
      frame: fc.constantFrom(...frames),
      at: fc.nat({ max: 600 }),
      xor: fc.integer({ min: 1, max: 255 }),
      how: fc.constantFrom('change', 'cut', 'lengthen'),
    });
    await fc.assert(
      fc.asyncProperty(change, async ({ frame, at, xor, how }) => {
        let bytes = new Uint8Array(frame);
        if (how === 'change') bytes[at % bytes.length]! ^= xor;
        else if (how === 'cut') bytes = bytes.subarray(0, at % bytes.length);
        else bytes = new Uint8Array([...bytes, xor]);
        const [outcome] = await store.ingest([received(bytes)]);
        expect(refusals.has(outcome!.code)).toBe(true);
        const kept = (await collect(store.refused())).some((refusal) => Buffer.compare(refusal.bytes, bytes) === 0);
        expect(kept).toBe(true);
      }),
      { numRuns: 200 },
    );
    expect((await store.summary()).frames).toBe(0);
    // The true frames are none the worse for it.
    const outcomes = await store.ingest(frames.map((bytes) => received(bytes)));
    expect(outcomes.map(({ code }) => code)).toEqual(frames.map(() => 'frame-accepted'));
    await store.close();
  });

  it('bytes of any kind never break the ingest, nor what comes with them', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 1100 }), { maxLength: 20 }), async (noise) => {
        const store = await openStore(':memory:');
        try {
          await store.registry.enrol(instrument.record());
          const outcomes = await store.ingest([...noise, ...frames].map((bytes) => received(bytes)));
          expect(outcomes.slice(0, noise.length).every(({ code }) => code === 'frame-malformed')).toBe(true);
          expect(outcomes.slice(noise.length).every(({ code }) => code === 'frame-accepted')).toBe(true);
        } finally {
          await store.close();
        }
      }),
      { numRuns: 40 },
    );
  });
});
