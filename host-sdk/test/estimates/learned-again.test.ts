import { generateKeyPairSync } from 'node:crypto';
import { CHANNEL_SPAN_REFERENCE, FLAG_BIT_CREEP, FLAG_BIT_OVERLOAD, packChannel } from '@hengzhun/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHex } from '../../src/bytes.js';
import { SdkError } from '../../src/errors.js';
import { JudgementBook } from '../../src/estimates/judgement-book.js';
import { readLearningBasis } from '../../src/estimates/learning-basis.js';
import type { LearnedPriors } from '../../src/estimation/learned-priors.js';
import { priorsKind } from '../../src/judgement/priors-entry.js';
import { Ledger } from '../../src/ledger/ledger.js';
import type { LedgerEntry } from '../../src/ledger/ledger-entry.js';
import { ledgerKeyOf } from '../../src/ledger/ledger-key.js';
import { recomputers } from '../../src/ledger/replay/recomputers.js';
import { replay, replaySubject } from '../../src/ledger/replay/replay.js';
import { StoreEvidence } from '../../src/ledger/replay/store-evidence.js';
import { keepRepair, keepVerification } from '../helpers/keep-verification.js';
import { databases } from '../helpers/temporary-database.js';
import { collect, received, temporaryStore, testClock } from '../helpers/temporary-store.js';
import { TestInstrument } from '../helpers/test-instrument.js';

const day = 86_400_000;
const start = 1_790_000_000_000;
const actor = { person: 'hengzhun 0.1.0', role: 'software', authority: '上海市市场监督管理局' };

/** Two types in two lots each, verified three times, the last time of half of them chosen by chance; some have reported symptoms. */
async function region(place: string) {
  const clock = testClock(start);
  const store = await temporaryStore({ clock }, place);
  const instruments = Array.from({ length: 12 }, (_, index) => new TestInstrument(index + 1));
  const point = { quantity: 'mass' as const, nominal: 3_000_000, uncertainty: 100, limit: 3_000 };
  const verify = async (instrument: TestInstrument, id: string, at: number, error: number, chosen: boolean) => {
    const verification = {
      id,
      instrument: toHex(instrument.ueid),
      kind: chosen ? ('sampling-verification' as const) : ('subsequent-verification' as const),
      ...{ at, occasion: 'in-service' as const, points: [{ ...point, error }] },
      ...{
        outcome: error > 3_000 ? ('fail' as const) : ('pass' as const),
        standards: ['F1'],
        person: 'p',
        authority: 'a',
      },
    };
    await keepVerification(store, verification, at);
  };
  for (const [index, instrument] of instruments.entries()) {
    const record = instrument.record();
    const data = { ...record.data, batch: `lot ${index % 4}` };
    await store.registry.enrol({ ...record, model: `type ${index % 2}`, data });
    for (let year = 0; year < 3; year++) {
      const at = start + (300 * year + index) * day;
      await verify(instrument, `V${index}-${year}`, at, 200 * year + 50 * index, year === 2 && index % 2 === 0);
      for (let week = 1; week < 6; week++) {
        const flags = index % 3 === 0 && week > 3 ? 2 ** (year === 0 ? FLAG_BIT_CREEP : FLAG_BIT_OVERLOAD) : 0;
        const channels = packChannel(CHANNEL_SPAN_REFERENCE, 0, 30 * week, 20);
        const frames = instrument.statuses(2, { flags, channels });
        const sent = at + 14 * week * day;
        await store.ingest(frames.map((bytes) => received(bytes, { earliest: sent, latest: sent })));
      }
    }
  }
  const ledger = new Ledger({
    database: store.database,
    key: ledgerKeyOf(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey),
  });
  const book = new JudgementBook({ estimates: store.estimates, ledger, actor });
  const source = new StoreEvidence({ database: store.database, registry: store.registry, ledger });
  const priors = await book.learn(start + 800 * day);
  const [entry] = (await collect(ledger.entries({ kind: priorsKind }))) as [LedgerEntry];
  return { store, instruments, ledger, book, source, priors, entry, verify };
}

describe.each(databases)('learned populations in the ledger, on $name', ({ place }) => {
  it('are learned again from the stored bytes, in every digit, also when the store has grown and the register has changed', async () => {
    const { store, instruments, book, source, priors, entry, verify } = await region(await place());
    expect(priors).toMatchObject({ version: 1, increments: 24, basis: entry.evidence });
    expect(entry.evidence).toHaveLength(1);
    expect(await replay(entry, source, recomputers)).toMatchObject({ outcome: 'same', differences: [] });
    const late = start + 790 * day;
    await verify(instruments[0]!, 'late', late, 2_900, true);
    const frame = instruments[1]!.status({ flags: 2 ** FLAG_BIT_CREEP });
    await store.ingest([received(frame, { earliest: late, latest: late })]);
    await store.registry.revokeKey(instruments[2]!.kid, 1, 'stolen');
    expect((await replay(entry, source, recomputers)).outcome).toBe('same');
    const second = await book.learn(start + 900 * day);
    expect(second.version).toBe(2);
    expect(second.types).not.toEqual(priors.types);
    const all = await collect(replaySubject(entry.subject, source, recomputers));
    expect(all.map(({ outcome }) => outcome)).toEqual(['same', 'same']);
  });

  it('rest on chance samples and symptoms, and both are read again', async () => {
    const { source, entry } = await region(await place());
    const basis = readLearningBasis((await source.find(entry.evidence[0]!))!);
    expect(basis).toHaveLength(12);
    const sources = basis.flatMap(({ taken }) => taken.map(([name]) => name));
    expect(sources.filter((name) => name.startsWith('record/verification/'))).toHaveLength(36);
    // Reports that say nothing new are passed over.
    const frames = sources.length - 36;
    expect(frames).toBeGreaterThan(12);
    expect(frames).toBeLessThan(12 * 3 * 10);
  });

  it('are found out when they say something else, rest on what is not here, or on what was changed', async () => {
    const { store, source, entry } = await region(await place());
    const said = structuredClone(entry.body) as unknown as LearnedPriors & { types: Record<string, { rate?: number }> };
    const forged = { ...said, stepGiven: { ...said.stepGiven, creep: 0.01 } };
    const found = await replay({ ...entry, body: forged } as unknown as LedgerEntry, source, recomputers);
    expect(found).toMatchObject({ outcome: 'different', differences: [{ pointer: '/stepGiven/creep' }] });
    const again = { ...entry, body: { ...said, version: 0 } } as unknown as LedgerEntry;
    expect((await replay(again, source, recomputers)).outcome).toBe('not-allowed');
    const other = { ...entry, rules: 'hengzhun-estimation@99' };
    expect((await replay(other, source, recomputers)).outcome).toBe('rules-unknown');
    await store.database.transaction((t) => t.run("DELETE FROM records WHERE id = 'V3-1'"));
    expect(await replay(entry, source, recomputers)).toMatchObject({
      outcome: 'evidence-missing',
      evidence: ['record/verification/V3-1/1'],
    });
    await store.database.transaction((t) => t.run('UPDATE attachments SET bytes = ?', [Buffer.from('[]')]));
    expect((await replay(entry, source, recomputers)).outcome).toBe('evidence-changed');
    await store.database.transaction((t) => t.run('DELETE FROM attachments'));
    expect(await replay(entry, source, recomputers)).toMatchObject({
      outcome: 'evidence-missing',
      evidence: entry.evidence,
    });
  });

  it('rest on repairs as well: what an exchanged part has changed teaches nothing of the type, and a judgement is made again with it', async () => {
    const { store, book, source, priors, instruments, ledger } = await region(await place());
    const repaired = instruments[4]!;
    const repair = {
      ...{ id: 'R1', instrument: toHex(repaired.ueid), at: start + 350 * day, authority: 'a', person: 'p' },
      ...{ fault: '不回零', work: '更换传感器', parts: ['称重传感器'], adjusted: true, verification: 'V4-1' },
    };
    // It comes to be known late: what was refreshed before is made anew.
    await store.estimates.refresh(start + 810 * day);
    const state = async () =>
      (await store.database.all('SELECT instrument, state FROM estimates ORDER BY instrument'))[4];
    const before = await state();
    await keepRepair(store, repair, start + 820 * day);
    expect(await store.estimates.refresh(start + 830 * day)).toBeGreaterThan(0);
    expect(await state()).not.toEqual(before);
    const second = await book.learn(start + 840 * day);
    expect(second.increments).toBe(priors.increments - 1);
    const instrument = (await store.registry.find(toHex(repaired.ueid)))!;
    const { entry } = await book.judge(instrument, start + 850 * day);
    expect(entry.evidence).toContain('record/repair/R1/1');
    expect((await replay(entry, source, recomputers)).outcome).toBe('same');
    const learned = await collect(ledger.entries({ kind: priorsKind }));
    for (const one of learned) expect((await replay(one, source, recomputers)).outcome).toBe('same');
    // A correction says that nothing that measures was touched.
    await keepRepair(store, { ...repair, adjusted: false, parts: ['键盘'] }, start + 860 * day, 2);
    expect((await book.learn(start + 870 * day)).increments).toBe(priors.increments);
    expect((await replay(entry, source, recomputers)).outcome).toBe('same');
  });

  it('whose records were exchanged for anything else come to an outcome, and never to the same', async () => {
    const { store, book, source, entry } = await region(await place());
    const [instrument] = await store.registry.instruments();
    const { entry: judgement } = await book.judge(instrument!, start + 810 * day);
    const json = fc.oneof(
      fc.json(),
      fc.constantFrom('{"points":[{}]}', '{"at":1,"points":7}', '{"points":[{"nominal":"x"}]}'),
    );
    const content = fc.oneof(
      fc.uint8Array({ maxLength: 40 }),
      json.map((text) => Buffer.from(text)),
    );
    await fc.assert(
      fc.asyncProperty(content, fc.constantFrom(entry, judgement), async (bytes, one) => {
        const hostile = {
          entries: (query: Parameters<typeof source.entries>[0]) => source.entries(query),
          find: async (name: string) => (name.startsWith('record/') ? bytes : source.find(name)),
        };
        expect((await replay(one, hostile, recomputers)).outcome).not.toBe('same');
      }),
      { numRuns: 60 },
    );
  });

  it('that were learned without a ledger are written into it with what they rest on', async () => {
    const { store, book, ledger, source } = await region(await place());
    await store.estimates.learn(start + 850 * day);
    const [instrument] = await store.registry.instruments();
    const { entry: judgement } = await book.judge(instrument!, start + 851 * day);
    const [, second] = await collect(ledger.entries({ kind: priorsKind }));
    expect(judgement.evidence).toContain(`ledger/${second!.number}`);
    expect((await replay(second!, source, recomputers)).outcome).toBe('same');
    expect((await replay(judgement, source, recomputers)).outcome).toBe('same');
  });
});

describe('a list of what was learned from', () => {
  it('of any bytes and any JSON is read or refused with a code', () => {
    const read = (bytes: Uint8Array) => {
      try {
        expect(Array.isArray(readLearningBasis(bytes))).toBe(true);
      } catch (error) {
        expect(error).toBeInstanceOf(SdkError);
        expect((error as SdkError).code).toBe('judgement-entry-unreadable');
      }
    };
    fc.assert(fc.property(fc.uint8Array({ maxLength: 100 }), read));
    fc.assert(fc.property(fc.json(), (text) => read(Buffer.from(text))));
  });
});
