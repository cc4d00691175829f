import { generateKeyPairSync } from 'node:crypto';
import { CHANNEL_SPAN_REFERENCE, FLAG_BIT_OVERLOAD, packChannel } from '@hengzhun/protocol';
import { describe, expect, it } from 'vitest';
import { toHex } from '../../src/bytes.js';
import { JudgementBook } from '../../src/estimates/judgement-book.js';
import { Ledger } from '../../src/ledger/ledger.js';
import type { LedgerEntry } from '../../src/ledger/ledger-entry.js';
import { ledgerKeyOf } from '../../src/ledger/ledger-key.js';
import { recomputers } from '../../src/ledger/replay/recomputers.js';
import { replay } from '../../src/ledger/replay/replay.js';
import { StoreEvidence } from '../../src/ledger/replay/store-evidence.js';
import { keepVerification } from '../helpers/keep-verification.js';
import { received, temporaryStore, testClock } from '../helpers/temporary-store.js';
import { TestInstrument } from '../helpers/test-instrument.js';

const day = 86_400_000;
const start = 1_790_000_000_000;
const actor = { person: 'hengzhun 0.1.0', role: 'software', authority: '上海市市场监督管理局' };

/** A store with a verified instrument that has reported for ten weeks, and its ledger. */
async function judged() {
  const clock = testClock(start);
  const store = await temporaryStore({ clock });
  const instrument = new TestInstrument();
  await store.registry.enrol(instrument.record());
  const key = ledgerKeyOf(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);
  const ledger = new Ledger({ database: store.database, key });
  const book = new JudgementBook({ estimates: store.estimates, ledger, actor });
  const point = { quantity: 'mass' as const, nominal: 3_000_000, uncertainty: 100, limit: 3_000 };
  for (const [index, error] of [300, 900].entries()) {
    const id = `V${index}`;
    const at = start + index * day;
    await keepVerification(store, {
      id,
      instrument: toHex(instrument.ueid),
      kind: 'subsequent-verification',
      at,
      occasion: 'in-service',
      points: [{ ...point, error }],
      outcome: 'pass',
      standards: ['F1'],
      person: 'p',
      authority: 'a',
    });
  }
  for (let week = 1; week <= 10; week++) {
    const at = start + 7 * week * day;
    const channels = packChannel(CHANNEL_SPAN_REFERENCE, 0, 60 * week, 20);
    const frame = instrument.status({ channels, flags: week > 6 ? 2 ** FLAG_BIT_OVERLOAD : 0 });
    await store.ingest([received(frame, { earliest: at, latest: at })]);
  }
  const now = start + 71 * day;
  clock.set(now);
  await book.learn(now);
  const { judgement, entry } = await book.judge((await store.registry.instruments())[0]!, now);
  const source = new StoreEvidence({ database: store.database, registry: store.registry, ledger });
  return { store, instrument, ledger, judgement, entry, source, now };
}

describe('judgements in the ledger', () => {
  it('name the rule sets, the learned priors and every piece of evidence', async () => {
    const { entry, judgement } = await judged();
    expect(entry.subject).toBe(`instrument/${judgement.instrument}`);
    expect(entry.rules).toBe('hengzhun-status@2 hengzhun-estimation@1 hengzhun-judgement@1');
    expect(entry.evidence).toEqual(
      expect.arrayContaining(['ledger/1', 'record/verification/V0/1', 'record/verification/V1/1']),
    );
    // Ten reports with ten readings of the span, each named once.
    expect(entry.evidence.filter((one) => /^[0-9a-f]{16}\//.test(one))).toHaveLength(10);
  });

  it('are made again from the stored bytes, in every digit, also when more has come since', async () => {
    const { store, instrument, entry, source, now } = await judged();
    expect(await replay(entry, source, recomputers)).toMatchObject({ outcome: 'same', differences: [] });
    const frame = instrument.status({ channels: packChannel(CHANNEL_SPAN_REFERENCE, 0, 3000, 20) });
    await store.ingest([received(frame, { earliest: now + day, latest: now + day })]);
    await store.estimates.refresh(now + day);
    expect((await replay(entry, source, recomputers)).outcome).toBe('same');
  });

  it('are found out when they say something else than the evidence', async () => {
    const { entry, source } = await judged();
    const body = structuredClone(entry.body) as { judgement: { level: string } };
    body.judgement.level = 'normal';
    const found = await replay({ ...entry, body } as unknown as LedgerEntry, source, recomputers);
    expect(found.outcome).toBe('different');
    expect(found.differences[0]?.pointer).toBe('/judgement/level');
  });

  it('are not confirmed without the evidence, or by rules that are not here', async () => {
    const { store, entry, source } = await judged();
    const other = { ...entry, rules: 'hengzhun-status@2 hengzhun-estimation@9 hengzhun-judgement@1' };
    expect((await replay(other, source, recomputers)).outcome).toBe('rules-unknown');
    await store.database.transaction((transaction) => transaction.run('DELETE FROM records WHERE id = ?', ['V0']));
    const found = await replay(entry, source, recomputers);
    expect(found).toMatchObject({ outcome: 'evidence-missing', evidence: ['record/verification/V0/1'] });
  });

  it.each([null, {}, { basis: {} }, { basis: { taken: 7, reports: {}, data: {} } }, { basis: null }])(
    'with a body that nobody wrote are refused: %j',
    async (body) => {
      const { entry, source } = await judged();
      const found = await replay({ ...entry, body } as unknown as LedgerEntry, source, recomputers);
      expect(found.outcome).toBe('not-allowed');
    },
  );
});
