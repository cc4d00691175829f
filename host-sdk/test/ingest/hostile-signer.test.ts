import {
  byteString,
  packChannel,
  packNozzle,
  type StatusContent,
  signFrame,
  writeStatusClaims,
} from '@hengzhun/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refusals } from '../../src/ingest/outcome.js';
import { openStore } from '../../src/store/store.js';
import { collect, received } from '../helpers/temporary-store.js';
import { TestInstrument } from '../helpers/test-instrument.js';

const uint16 = fc.integer({ min: 0, max: 0xffff });
const uint32 = fc.integer({ min: 0, max: 0xffffffff });
const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length }).map((one) => byteString(one));
const channel = fc
  .tuple(fc.integer({ min: 1, max: 255 }), fc.nat(255), fc.integer({ min: -32767, max: 32767 }), fc.nat(65535))
  .map((values) => packChannel(...values));
const nozzle = fc
  .tuple(fc.nat(3), fc.nat(255), fc.nat(2 ** 40 - 1), fc.nat(2 ** 24 - 1))
  .map((values) => packNozzle(...values));

/** Whatever a status frame may say by its form, believable or not. Few sequence numbers, so that frames meet; and the greatest. */
const content: fc.Arbitrary<StatusContent> = fc.record(
  {
    uptime: uint32,
    bootcount: uint16,
    sequence: fc.oneof(fc.integer({ min: 1, max: 12 }), fc.constantFrom(0xfffffffe, 0xffffffff)),
    previous: bytes(16),
    logLength: uint16,
    selfState: fc.nat(3),
    flags: uint32,
    channels: fc.oneof(fc.constant(''), channel),
    logHead: bytes(16),
    calibrationCounter: uint16,
    sealState: fc.nat(2),
    temperature: fc.integer({ min: -32768, max: 32767 }),
    timeQuality: fc.nat(3),
    identityDigest: bytes(8),
    nozzle,
  },
  {
    requiredKeys: [
      'uptime',
      'bootcount',
      'sequence',
      'previous',
      'logLength',
      'selfState',
      'flags',
      'channels',
      'logHead',
      'calibrationCounter',
      'sealState',
      'timeQuality',
      'identityDigest',
    ],
  },
) as fc.Arbitrary<StatusContent>;

describe('whoever holds the key of an instrument', () => {
  it('may sign what he likes: all of it is stored or refused, judged, and the same whatever the batches', async () => {
    const instrument = new TestInstrument();
    const now = 1_790_000_100_000;
    const stateOf = async (batches: readonly (readonly Uint8Array[])[]) => {
      const store = await openStore(':memory:');
      try {
        await store.registry.enrol(instrument.record());
        let refused = 0;
        for (const batch of batches) {
          const outcomes = await store.ingest(batch.map((one) => received(one)));
          refused += outcomes.filter(({ code }) => refusals.has(code)).length;
        }
        const [enrolment] = await store.registry.instruments();
        const { chain, evaluation } = await store.evaluate(instrument.kid, now);
        await store.estimates.refresh(now);
        const { level, probability } = await store.estimates.judge(enrolment!, now);
        const stored = (await collect(store.frames())).map((frame) => Buffer.from(frame.bytes).toString('hex'));
        const { frames, lowest, highest, gaps } = chain;
        return {
          refused,
          stored: stored.sort(),
          chain: { frames, lowest, highest, gaps },
          evaluated: evaluation.level,
          level,
          probability,
        };
      } finally {
        await store.close();
      }
    };
    await fc.assert(
      fc.asyncProperty(fc.array(content, { minLength: 1, maxLength: 14 }), async (contents) => {
        const signed = contents.map((one) => new Uint8Array(signFrame(writeStatusClaims(one), instrument.privateKey)));
        const once = await stateOf([signed]);
        expect(once.refused).toBe(0);
        expect(once.stored.length).toBe(once.chain.frames);
        expect(once.chain.lowest).toBeGreaterThan(0);
        expect(once.probability).toBeGreaterThanOrEqual(0);
        expect(once.probability).toBeLessThanOrEqual(1);
        const oneByOne = await stateOf(signed.map((one) => [one]));
        expect({ ...oneByOne.chain }).toEqual(once.chain);
        expect(oneByOne.stored.length).toBe(once.stored.length);
      }),
      { numRuns: 60 },
    );
  });
});
