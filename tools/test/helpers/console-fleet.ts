import { Fleet } from '@hengzhun/hil-tests';
import { openStore, type Store } from '@hengzhun/host-sdk';
import { onTestFinished } from 'vitest';
import { records } from './supervised-market.js';

/** A store with a small fleet that has lived until now: its register, frames of `days` days, and event logs. */
export async function fleetStore(size: number, days: number): Promise<{ store: Store; fleet: Fleet }> {
  const fleet = new Fleet({ seed: 'console', size, startAt: Date.now() - days * 86_400_000 });
  const store = await openStore(':memory:');
  onTestFinished(() => store.close());
  await store.records.importJson(JSON.stringify(records));
  for (const { record } of fleet.instruments) await store.registry.enrol(record);
  const identities = fleet.instruments.map((_, index) => fleet.identity(index));
  const frames = [...identities, ...fleet.advance(days)];
  await store.ingest(
    frames.map(({ bytes, at }) => ({ bytes, link: 'radio', connection: 1, earliest: at, latest: at + 50 })),
  );
  return { store, fleet };
}
