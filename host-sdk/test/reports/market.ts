import { expect } from 'vitest';
import { toHex } from '../../src/bytes.js';
import type { Store, Verification } from '../../src/index.js';
import { received, temporaryStore } from '../helpers/temporary-store.js';
import { TestInstrument } from '../helpers/test-instrument.js';

export const DAY = 86_400_000;
export const now = 1_790_000_000_000;

const day = (at: number) => new Date(at).toISOString().slice(0, 10);
const records = {
  authority: [{ id: 'SH-1', name: '上海市计量院', kind: 'institute', region: '310000' }],
  person: [{ id: 'P-1', name: '张检', roles: ['inspector'], authority: 'SH-1' }],
  standard: [
    {
      ...{ id: 'W-7', name: 'M1 砝码', quantity: 'mass', nominal: 3_000_000, owner: 'SH-1' },
      certificates: [
        {
          ...{ number: 'C-1', issuer: '中国计量院', issued: day(now - 100 * DAY), validUntil: day(now + 200 * DAY) },
          ...{ value: 3_000_000, expandedUncertainty: 90, coverageFactor: 2 },
        },
      ],
    },
  ],
};

/** A store with scales on record, of which the first one has a history and a verification. */
export async function market(count = 1, frames = 20): Promise<{ store: Store; instruments: TestInstrument[] }> {
  const clock = { now: () => now, setTimeout, clearTimeout };
  const store = await temporaryStore({ clock: clock as never });
  const instruments = Array.from({ length: count }, (_, index) => new TestInstrument(index + 1));
  const register = instruments.map((one, index) => ({
    ...one.record(),
    ...{
      serialNumber: `HZ-${index}`,
      maker: '@沪衡器厂',
      model: 'ACS-3',
      place: { region: '310115', name: '=菜市场 12 号摊' },
    },
    data: {
      ...{ instrumentKind: 1, accuracyClass: 3, maximumCapacity: 3_000_000, verificationInterval: 1000 },
      ...{ manufactured: '2024', reportingInterval: 600, trader: 'T-1' },
    },
  }));
  expect((await store.registry.importJson(JSON.stringify(register))).errors).toEqual([]);
  expect((await store.records.importJson(JSON.stringify(records))).errors).toEqual([]);
  const [first] = instruments as [TestInstrument];
  await store.records.put('verification', verification(toHex(first.ueid)));
  for (const one of instruments) {
    const packets = [one.identity(), ...one.statuses(frames)].map((bytes, index) =>
      received(bytes, { earliest: now - DAY + index * 600_000, latest: now - DAY + index * 600_000 + 10 }),
    );
    expect((await store.ingest(packets)).map(({ code }) => code)).toEqual(packets.map(() => 'frame-accepted'));
  }
  return { store, instruments };
}

export function verification(instrument: string, error = 400): Verification {
  return {
    ...{ id: 'V-1', instrument, kind: 'in-service-inspection', at: now - 2 * DAY, occasion: 'in-service' },
    ...{ standards: ['W-7'], person: 'P-1', authority: 'SH-1', outcome: 'pass' },
    points: [{ quantity: 'mass', nominal: 3_000_000, error, uncertainty: 100, limit: 3000 }],
  };
}
