import { CHANNEL_SPAN_REFERENCE, FLAG_BIT_CREEP, packChannel } from '@hengzhun/protocol';
import { describe, expect, it } from 'vitest';
import { toHex } from '../../src/bytes.js';
import { asStated } from '../../src/estimation/calibration.js';
import type { Verification } from '../../src/records/verification.js';
import type { Store } from '../../src/store/store.js';
import { keepVerification } from '../helpers/keep-verification.js';
import { received, temporaryStore, testClock } from '../helpers/temporary-store.js';
import { TestInstrument } from '../helpers/test-instrument.js';

const day = 86_400_000;
const start = 1_790_000_000_000;

/** A verification of the test instrument (class III, Max 3 kg, e 1 g) as a record of the store. */
async function record(
  store: Store,
  instrument: TestInstrument,
  id: string,
  at: number,
  error: number,
  recordedAt = at,
  kind: Verification['kind'] = 'subsequent-verification',
) {
  const verification: Verification = {
    id,
    instrument: toHex(instrument.ueid),
    kind,
    at,
    occasion: 'in-service',
    points: [
      { quantity: 'mass', nominal: 1_000_000, error: error / 2, uncertainty: 100, limit: 2_000 },
      { quantity: 'mass', nominal: 3_000_000, error, uncertainty: 100, limit: 3_000 },
    ],
    outcome: Math.abs(error) > 3_000 ? 'fail' : 'pass',
    standards: ['F1'],
    person: 'p',
    authority: 'a',
  };
  await keepVerification(store, verification, recordedAt);
}

async function enrolled(clock = testClock(start)) {
  const store = await temporaryStore({ clock });
  const instrument = new TestInstrument();
  await store.registry.enrol(instrument.record());
  const [enrolment] = await store.registry.instruments();
  return { store, instrument, enrolment: enrolment!, clock };
}

const report = async (store: Store, frame: Uint8Array, at: number) => {
  const [outcome] = await store.ingest([received(frame, { earliest: at, latest: at })]);
  expect(outcome?.code).toBe('frame-accepted');
};

describe('estimates of a store', () => {
  it('judges from the stored bytes: measured, then told by the instrument, then forecast', async () => {
    const { store, instrument, enrolment } = await enrolled();
    await record(store, instrument, 'V1', start, 900);
    await report(store, instrument.status(), start + day);
    const judgement = await store.estimates.judge(enrolment, start + day);
    expect(judgement.level).toBe('normal');
    expect(judgement.measured.map(({ source }) => source)).toEqual([
      'record/verification/V1/1',
      'record/verification/V1/1',
    ]);
    expect(judgement.points.map(({ nominal }) => nominal)).toEqual([1_000_000, 3_000_000]);
    expect(judgement.selfEvidence.fresh).toBe(true);
  });

  it('gives the same judgement again for the same moment, whatever came later', async () => {
    const { store, instrument, enrolment } = await enrolled();
    await record(store, instrument, 'V1', start, 900);
    for (let week = 1; week <= 5; week++) await report(store, instrument.status(), start + 7 * week * day);
    const then = await store.estimates.judge(enrolment, start + 36 * day);
    await record(store, instrument, 'V2', start + 40 * day, 5_000);
    const again = await store.estimates.judge(enrolment, start + 36 * day);
    expect(again.points).toEqual(then.points);
    expect(again.probability).toBe(then.probability);
    expect((await store.estimates.judge(enrolment, start + 41 * day)).level).toBe('out-of-tolerance');
  });

  it('refreshes what is stored step by step to what making it anew gives', async () => {
    const { store, instrument, enrolment, clock } = await enrolled();
    await record(store, instrument, 'V1', start, 900);
    const span = (percent: number) => packChannel(CHANNEL_SPAN_REFERENCE, 0, Math.round(percent * 10_000), 20);
    for (let week = 1; week <= 8; week++) {
      clock.set(start + 7 * week * day);
      const frame = instrument.status({ channels: span(0.01 * week), flags: week > 4 ? 2 ** FLAG_BIT_CREEP : 0 });
      await report(store, frame, clock.now());
      expect(await store.estimates.refresh(clock.now())).toBe(1);
      const judgement = await store.estimates.judge(enrolment, clock.now());
      const seen: unknown[] = [];
      await store.estimates.fleet((id, { probability }, level) => seen.push(id, probability, level), clock.now());
      expect(seen[2]).toBe(judgement.level);
      expect(seen[0]).toBe(enrolment.id);
      expect(seen[1]).toBeCloseTo(judgement.probability, 5);
    }
    expect(await store.estimates.refresh(clock.now())).toBe(0);
    const judgement = await store.estimates.judge(enrolment);
    expect(judgement.selfEvidence.symptoms).toEqual(['creep']);
    expect(judgement.selfEvidence.spanLastObserved).toBe(clock.now());
    // 0.07 % of 3 kg are 2.1 g on top of the 0.9 g found, where ±3 g are allowed.
    expect(judgement.points.at(-1)?.error).toBeGreaterThan(2_500);
  });

  it('takes a verification in that is recorded late, by making the estimate anew', async () => {
    const { store, instrument, enrolment } = await enrolled();
    await record(store, instrument, 'V1', start, 900);
    await report(store, instrument.status(), start + 20 * day);
    await store.estimates.refresh(start + 20 * day);
    await record(store, instrument, 'V2', start + 10 * day, 4_500, start + 21 * day);
    await store.estimates.refresh(start + 21 * day);
    const judgement = await store.estimates.judge(enrolment, start + 21 * day);
    let stored = 0;
    await store.estimates.fleet((_, { probability }) => (stored = probability), start + 21 * day);
    expect(stored).toBeCloseTo(judgement.probability, 5);
    expect(judgement.measured[0]?.source).toBe('record/verification/V2/1');
  });

  it('learns populations into versions that never change', async () => {
    const { store, instrument } = await enrolled();
    for (const [index, error] of [0, 300, 500, 900].entries()) {
      await record(store, instrument, `V${index}`, start + index * 365 * day, error);
    }
    expect((await store.estimates.priors()).version).toBe(0);
    const learned = await store.estimates.learn(start + 1100 * day);
    expect(learned).toMatchObject({ version: 1, increments: 3 });
    expect(await store.estimates.priors()).toEqual(learned);
    expect((await store.estimates.priors(0)).increments).toBe(0);
    await expect(store.estimates.priors(7)).rejects.toMatchObject({ code: 'judgement-priors-missing' });
  });

  it('learns from what chance had chosen how to state probabilities, and from nothing else (design: only random samples recalibrate)', async () => {
    const calibrationsAfter = async (kind: Verification['kind']) => {
      const { store, instrument } = await enrolled();
      // Found far out each time, where little had been expected.
      for (let year = 0; year < 4; year++) {
        await record(store, instrument, `A${year}`, start + 2 * year * 365 * day, 0);
        const at = start + (2 * year + 1) * 365 * day;
        await record(store, instrument, `B${year}`, at, 9_000, at, kind);
      }
      return (await store.estimates.learn(start + 4000 * day)).calibrations;
    };
    expect(await calibrationsAfter('in-service-inspection')).toEqual(asStated);
    const { fresh, stale } = await calibrationsAfter('sampling-verification');
    expect(stale.offset).toBeGreaterThan(0.05);
    expect(fresh).toEqual(asStated.fresh);
  });

  it('is empty for an empty store', async () => {
    const store = await temporaryStore();
    expect(await store.estimates.refresh()).toBe(0);
    expect(await store.estimates.fleet(() => expect.unreachable())).toBe(0);
    expect((await store.estimates.learn()).increments).toBe(0);
  });

  it('stores the level by which the next one is judged', async () => {
    const { store, instrument } = await enrolled();
    await record(store, instrument, 'V1', start, 5_000);
    await store.estimates.refresh(start + day);
    const levels: string[] = [];
    await store.estimates.fleet((_, __, level) => levels.push(level), start + day);
    expect(levels).toEqual(['out-of-tolerance']);
    expect(await store.database.all('SELECT level FROM estimates')).toEqual([['out-of-tolerance']]);
  });
});
