import { LIFE_STAGE_RETIRED, packNozzle, SELF_STATE_INOPERATIVE } from '@hengzhun/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { received, temporaryStore } from '../helpers/temporary-store.js';
import { TestInstrument } from '../helpers/test-instrument.js';

async function setUp(instrument = new TestInstrument()) {
  const store = await temporaryStore();
  await store.registry.enrol(instrument.record());
  const findings = async (...frames: Uint8Array[]) =>
    (await store.ingest(frames.map((bytes) => received(bytes)))).flatMap((outcome) => outcome.findings);
  return { store, instrument, findings };
}

const nozzle = (index: number, totaliser: number, fuelings: number) => ({
  nozzle: packNozzle(index, 0, totaliser, fuelings),
});

describe('what only grows along a chain', () => {
  it('totalisers that grow, each nozzle for itself, are no finding', async () => {
    const { store, instrument, findings } = await setUp();
    const frames = [
      instrument.status(nozzle(0, 5_000_000_000, 40)),
      instrument.status(nozzle(1, 20_000, 3)),
      instrument.status(nozzle(0, 5_000_000_000, 40)),
      instrument.status(nozzle(1, 25_000, 4)),
    ];
    expect(await findings(...frames)).toEqual([]);
    const { chain } = await store.evaluate(instrument.kid);
    expect(Object.values(chain.nozzles!).map(({ sequence, nozzle: said }) => [sequence, said!.totaliser])).toEqual([
      [3, 5_000_000_000],
      [4, 25_000],
    ]);
  });

  it.each<[string, ReturnType<typeof nozzle>]>([
    ['totaliser', nozzle(0, 9_999, 6)],
    ['number of fuelings', nozzle(0, 20_000, 4)],
  ])('a %s that falls is a rollback, once per frame, and a warning', async (_, fallen) => {
    const { store, instrument, findings } = await setUp();
    expect(await findings(instrument.status(nozzle(0, 10_000, 5)))).toEqual([]);
    expect(await findings(instrument.status(nozzle(1, 0, 0)))).toEqual([]);
    expect(await findings(instrument.status(fallen))).toEqual(['totaliser-rollback']);
    const { evaluation } = await store.evaluate(instrument.kid);
    expect(evaluation.level).toBe('warning');
    expect(evaluation.reasons.find(({ code }) => code === 'totaliser-rollback')!.evidence[0]).toContain('/3/');
  });

  it('a fall that the newest frame has made good again is found too', async () => {
    const { instrument, findings } = await setUp();
    const frames = [10, 100, 50, 200].map((litres) => instrument.status(nozzle(0, litres, 1)));
    expect(await findings(frames[0]!, frames[3]!)).toEqual([]);
    expect(await findings(frames[2]!)).toEqual([]);
    expect(await findings(frames[1]!)).toEqual(['totaliser-rollback']);
  });

  it('whatever the order and the batches, a fall is found exactly when there is one', async () => {
    const values = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 2, maxLength: 7 });
    await fc.assert(
      fc.asyncProperty(values, fc.infiniteStream(fc.nat()), async (totals, random) => {
        const { instrument, findings } = await setUp();
        const frames = totals.map((total) => instrument.status(nozzle(0, total, 1)));
        const found: string[] = [];
        while (frames.length > 0) {
          const batch: Uint8Array[] = [];
          const size = 1 + (random.next().value! % 3);
          while (batch.length < size && frames.length > 0) {
            batch.push(...frames.splice(random.next().value! % frames.length, 1));
          }
          found.push(...(await findings(...batch)));
        }
        const falls = totals.some((total, i) => i > 0 && total < totals[i - 1]!);
        expect(found.length > 0).toBe(falls);
        expect(new Set(found).size).toBe(falls ? 1 : 0);
      }),
      { numRuns: 60 },
    );
  });

  it.each<[string, Parameters<TestInstrument['identity']>[0], Parameters<TestInstrument['identity']>[0]]>([
    ['software-rollback', { softwareCounter: 3 }, { softwareCounter: 2 }],
    ['key-epoch-rollback', { keyEpochs: [0, 2, 0] }, { keyEpochs: [9, 1, 9] }],
    ['retired-active', { lifeStage: LIFE_STAGE_RETIRED }, { lifeStage: 1 }],
  ])('%s', async (code, before, after) => {
    const { instrument, findings } = await setUp();
    expect(await findings(instrument.identity(before), instrument.identity(before))).toEqual([]);
    expect(await findings(instrument.identity(after))).toEqual([code]);
  });

  it('a retired instrument may answer, but not work', async () => {
    const { instrument, findings } = await setUp();
    expect(await findings(instrument.status(), instrument.identity({ lifeStage: LIFE_STAGE_RETIRED }))).toEqual([]);
    expect(await findings(instrument.status({ selfState: SELF_STATE_INOPERATIVE }))).toEqual([]);
    expect(await findings(instrument.status({ selfState: 0 }))).toEqual(['retired-active']);
  });
});
