import { openStore } from '@hengzhun/host-sdk';
import { openConsole } from '../console/open-console.js';
import { noRadio } from '../console/radio/no-radio.js';
import { fleetRecord } from './evaluate-fleet.js';
import { type BenchResult, within } from './result.js';

/** ms in which the first view of the console is to be there, of which this is a part. */
const budget = 1000;

/**
 * ms from asking the console for instruments to having read the answer, over loopback with 10 000 in the store: the first page of the worst with the
 * counts of all levels, and a later page. Medians.
 */
export async function consoleList(smoke: boolean): Promise<BenchResult[]> {
  const store = await openStore(':memory:');
  const opened = await openConsole({
    ...{ store, storeShown: 'memory', language: 'en', radio: noRadio(), address: '127.0.0.1', port: 0 },
    fault: (error) => {
      throw error;
    },
  });
  try {
    const size = smoke ? 200 : 10_000;
    await store.registry.importJson(JSON.stringify(Array.from({ length: size }, (_, index) => fleetRecord(index))));
    await store.estimates.refresh();
    const { origin } = opened;
    const begun = await fetch(`${origin}/api/session`, {
      method: 'POST',
      headers: { origin, 'content-type': 'application/json' },
      body: JSON.stringify({ token: new URL(opened.newAddress()).hash.slice('#token='.length) }),
    });
    const cookie = begun.headers.getSetCookie()[0]!.split(';')[0]!;
    const read = async (query: string) => {
      const answer = await fetch(`${origin}/api/instruments?order=worst&limit=100${query}`, { headers: { cookie } });
      return (await answer.json()) as { next?: string; total?: number };
    };
    const { next, total } = await read('');
    if (total !== size || next === undefined) throw new Error(`console.list: ${total} instruments instead of ${size}`);
    const rounds = smoke ? 3 : 21;
    const later = `&cursor=${encodeURIComponent(next)}`;
    return [
      within('console.list.first-page', 'ms', await medianOf(rounds, () => read('')), budget),
      within('console.list.next-page', 'ms', await medianOf(rounds, () => read(later)), budget),
    ];
  } finally {
    await opened.close();
    await store.close();
  }
}

async function medianOf(rounds: number, work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[rounds >> 1]!;
}
