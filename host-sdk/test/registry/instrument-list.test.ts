import { describe, expect, it } from 'vitest';
import type { InstrumentPageQuery, Store } from '../../src/index.js';
import { temporaryStore, testClock } from '../helpers/temporary-store.js';
import { TestInstrument } from '../helpers/test-instrument.js';

/** Instruments 1 to `count`; those whose number can be divided by 3 are dispensers in Suzhou, the others scales in Pudong. */
async function fleet(count: number): Promise<{ store: Store; instruments: TestInstrument[] }> {
  const store = await temporaryStore({ clock: testClock() });
  const instruments = Array.from({ length: count }, (_, index) => new TestInstrument(index + 1));
  for (const [index, instrument] of instruments.entries()) {
    const dispenser = (index + 1) % 3 === 0;
    await store.registry.enrol({
      ...instrument.record(),
      ...{ maker: dispenser ? '100% Oil_Works' : '沪衡器厂', model: 'ACS-3' },
      data: { ...instrument.record().data, instrumentKind: dispenser ? 2 : 1, batch: '"instrumentKind":2,' },
      place: dispenser ? { region: '320505', name: '加油站' } : { region: '310115', name: '菜市场' },
    });
  }
  return { store, instruments };
}

async function walked(store: Store, query: InstrumentPageQuery): Promise<string[]> {
  const found: string[] = [];
  let page = await store.instruments(query);
  for (;;) {
    found.push(...page.instruments.map(({ serialNumber }) => serialNumber));
    if (page.next === undefined) return found;
    expect(page.instruments).toHaveLength(query.limit!);
    page = await store.instruments({ ...query, after: page.next });
  }
}

const packet = (bytes: Uint8Array) => ({
  bytes,
  link: 'test',
  connection: 1,
  earliest: 1_790_000_000_000,
  latest: 1_790_000_000_000,
});

describe('the list of instruments', () => {
  it('has every instrument once, page by page, in the order of enrolment', async () => {
    const { store } = await fleet(7);
    const all = [1, 2, 3, 4, 5, 6, 7].map((number) => `SN-${number}`);
    for (const limit of [1, 3, 7, 100]) expect(await walked(store, { limit }), `${limit}`).toEqual(all);
    expect(await walked(store, { limit: 2, order: 'worst' })).toEqual(all);
    await expect(store.instruments({ limit: 0 })).rejects.toMatchObject({ code: 'store-bad-query' });
    await expect(store.instruments({ limit: 1001 })).rejects.toMatchObject({ code: 'store-bad-query' });
  });

  it('is narrowed by kind, region and text, which is taken as it is', async () => {
    const { store, instruments } = await fleet(7);
    const found = async (query: InstrumentPageQuery) => walked(store, { limit: 2, ...query });
    // The batch holds the words of a kind, and is none.
    expect(await found({ kind: 2 })).toEqual(['SN-3', 'SN-6']);
    expect(await found({ region: '31' })).toEqual(['SN-1', 'SN-2', 'SN-4', 'SN-5', 'SN-7']);
    expect(await found({ region: '3_' })).toEqual([]);
    expect(await found({ text: 'sn-4' })).toEqual(['SN-4']);
    expect(await found({ text: '加油' })).toEqual(['SN-3', 'SN-6']);
    expect(await found({ text: '100% OIL_' })).toEqual(['SN-3', 'SN-6']);
    expect(await found({ text: '%' })).toEqual(['SN-3', 'SN-6']);
    expect(await found({ text: "'; DROP TABLE instruments; --" })).toEqual([]);
    const ueid = Buffer.from(instruments[4]!.ueid).toString('hex');
    expect(await found({ text: ueid })).toEqual(['SN-5']);
    expect(await found({ text: ueid.slice(0, 8).toUpperCase() })).toEqual(['SN-5']);
    expect(await found({ text: 'SN', kind: 1, region: '310115', level: 'unknown' })).toHaveLength(5);
  });

  it('tells the worse of estimate and reports, and `unknown` where one is wanting; the worst first', async () => {
    const { store, instruments } = await fleet(4);
    const [first, second, third] = instruments as [TestInstrument, TestInstrument, TestInstrument];
    await store.ingest([first, second, third].map((one) => packet(one.identity())));
    await store.ingest([
      packet(first.status()),
      packet(second.status({ selfState: 2 })),
      packet(third.status({ selfState: 1 })),
    ]);
    // Reports alone say nothing of the error.
    const levels = async () =>
      Object.fromEntries((await store.instruments()).instruments.map((one) => [one.serialNumber, one.level]));
    expect((await levels())['SN-1']).toBe('unknown');
    expect((await levels())['SN-2']).toBe('warning');
    await store.estimates.refresh();
    expect(await levels()).toEqual({ 'SN-1': 'unknown', 'SN-2': 'warning', 'SN-3': 'attention', 'SN-4': 'unknown' });
    expect(await walked(store, { limit: 1, order: 'worst' })).toEqual(['SN-2', 'SN-3', 'SN-1', 'SN-4']);
    expect(await walked(store, { limit: 1, level: 'unknown' })).toEqual(['SN-1', 'SN-4']);
    expect(await store.instrumentLevels()).toEqual({ unknown: 2, attention: 1, warning: 1 });
    expect(await store.instrumentLevels({ kind: 1 })).toEqual({ unknown: 2, warning: 1 });
    const listed = (await store.instruments()).instruments;
    expect(listed.map(({ lastReceived }) => lastReceived)).toEqual([
      1_790_000_000_000,
      1_790_000_000_000,
      1_790_000_000_000,
      undefined,
    ]);
  });

  it('tells the state of the newest key', async () => {
    const { store, instruments } = await fleet(2);
    await store.registry.retireKey(instruments[0]!.kid, 10, 'board swapped');
    await store.registry.revokeKey(instruments[1]!.kid, 10, 'stolen');
    const states = async () => (await store.instruments()).instruments.map(({ keyStatus }) => keyStatus);
    expect(await states()).toEqual(['retired', 'revoked']);
    const other = new TestInstrument(1);
    await store.registry.enrol(other.record());
    expect(await states()).toEqual(['active', 'revoked']);
  });
});
