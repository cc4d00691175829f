import { FLAG_BIT_CREEP } from '@hengzhun/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHex } from '../../src/bytes.js';
import { EstimateBook } from '../../src/estimates/estimate-book.js';
import { storedEvidence, storedEvidenceOfMany } from '../../src/estimates/stored-evidence.js';
import { emptyChainState } from '../../src/ingest/chain-state.js';
import type { Verification } from '../../src/records/verification.js';
import type { Instrument } from '../../src/registry/records.js';
import { statusRules } from '../../src/rules/status-rules.js';
import { queryChain } from '../../src/store/queries.js';
import type { Store } from '../../src/store/store.js';
import { keepVerification } from '../helpers/keep-verification.js';
import { databases } from '../helpers/temporary-database.js';
import { collect, received, temporaryStore, testClock } from '../helpers/temporary-store.js';
import { TestInstrument } from '../helpers/test-instrument.js';

const day = 86_400_000;
const start = 1_790_000_000_000;

/** Instruments with none, one and many verifications and reports; one with a second key, one whose key was revoked, one never heard of. */
async function region(place: string) {
  const clock = testClock(start);
  const store = await temporaryStore({ clock }, place);
  const instruments = Array.from({ length: 7 }, (_, index) => new TestInstrument(index + 1));
  for (const instrument of instruments) await store.registry.enrol(instrument.record());
  const report = async (instrument: TestInstrument, at: number, count: number, flags = 0) => {
    const packets = instrument.statuses(count, { flags }).map((bytes) => received(bytes, { earliest: at, latest: at }));
    await store.ingest(packets);
  };
  for (const [index, instrument] of instruments.slice(1).entries()) {
    for (let month = 0; month <= index; month++) {
      const at = start + (30 * month + index) * day;
      clock.set(at);
      await report(instrument, at, 1 + 40 * (index % 3), month > 2 ? 2 ** FLAG_BIT_CREEP : 0);
      if (month % 2 === 0)
        await keepVerification(store, verification(instrument, `V-${index}-${month}`, at, 100 * month), at);
    }
  }
  await store.registry.revokeKey(instruments[5]!.kid, 3, 'stolen');
  const renewed = new TestInstrument(4);
  renewed.ueid.set(instruments[3]!.ueid);
  await store.registry.retireKey(instruments[3]!.kid, instruments[3]!.sequence + 1, 'board exchanged');
  await store.registry.enrol({ ...renewed.record(), serialNumber: instruments[3]!.record().serialNumber! });
  await report(renewed, start + 200 * day, 5);
  return { store, enrolled: await store.registry.instruments() };
}

const verification = (instrument: TestInstrument, id: string, at: number, error: number): Verification => ({
  id,
  instrument: toHex(instrument.ueid),
  kind: 'subsequent-verification',
  at,
  occasion: 'in-service',
  points: [{ quantity: 'mass', nominal: 3_000_000, error, uncertainty: 100, limit: 3_000 }],
  outcome: 'pass',
  standards: ['F1'],
  person: 'p',
  authority: 'a',
});

describe.each(databases)('the evidence of many instruments, on $name', ({ place }) => {
  it('is for each what it is when it is asked for alone, whatever the windows', async () => {
    const { store, enrolled } = await region(await place());
    const alone = new Map<string, unknown[]>();
    for (const instrument of enrolled) {
      const evidence = await storedEvidence(store.database, instrument, { after: -1, until: start + 1000 * day });
      alone.set(instrument.ueid, evidence);
    }
    // Something of every kind is there, and somebody of whom nothing is.
    expect([...alone.values()].map(({ length }) => length).sort((a, b) => a - b)[0]).toBe(0);
    expect(alone.get(enrolled[3]!.ueid)!.length).toBeGreaterThan(5);
    const moment = fc.integer({ min: -1, max: 210 }).map((days) => (days < 0 ? -1 : start + days * day));
    const windows = fc.array(moment, { minLength: enrolled.length, maxLength: enrolled.length });
    await fc.assert(
      fc.asyncProperty(windows, moment, async (afters, until) => {
        const wanted = enrolled.map((instrument, i) => ({ instrument, after: afters[i]! }));
        const found = await collect(storedEvidenceOfMany(store.database, wanted, until));
        expect(found.map(({ wanted: one }) => one)).toEqual(wanted);
        for (const { wanted: one, evidence } of found) {
          expect(evidence).toEqual(await storedEvidence(store.database, one.instrument, { after: one.after, until }));
        }
      }),
      { numRuns: 20 },
    );
  });

  it('makes the estimates that each makes alone, anew and going on', async () => {
    const { store, enrolled } = await region(await place());
    const states = async () =>
      store.database.all('SELECT instrument, type, batch, level, state FROM estimates ORDER BY instrument');
    for (const month of [1, 4, 8]) await store.estimates.refresh(start + 30 * month * day);
    const gone = await states();
    expect(gone).toHaveLength(enrolled.length);
    await store.database.transaction((transaction) => transaction.run('DELETE FROM estimates'));
    for (const month of [1, 4, 8]) for (const one of enrolled) await refreshAlone(store, one, start + 30 * month * day);
    expect(await states()).toEqual(gone);
  });
});

/** Refreshes as if the store had this instrument only. */
async function refreshAlone(store: Store, instrument: Instrument, now: number) {
  const key = instrument.keys.at(-1)!;
  const { kid, assurance, status: keyStatus, endsAt } = key;
  const book = new EstimateBook({
    database: store.database,
    clock: testClock(now),
    instruments: async () => [instrument],
    reports: async () => [
      {
        kid,
        chain: (await queryChain(store.database, key.id)) ?? emptyChainState(),
        assurance,
        keyStatus,
        ...(endsAt === undefined ? {} : { keyEndsAt: endsAt }),
      },
    ],
    statusRules,
  });
  await book.refresh(now);
}
