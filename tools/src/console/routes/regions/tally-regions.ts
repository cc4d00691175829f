import { isSilent, regionOf, regions, type Store, type Supervision, statusRules } from '@hengzhun/host-sdk';
import { emptyTally, type RegionTally } from './region-tally.js';

const YEAR = 365 * 86_400_000;
const PAGE = 1000;
/** What measures instruments in use as they are found. */
const checkKinds: readonly string[] = ['in-service-inspection', 'reference-check', 'sampling-verification'];

const present = new Map(regions.filter(({ ended }) => ended === undefined).map((one) => [one.code, one]));

/**
 * The division of today that a code stands for: itself, or the one that its area went to; where that were several, or none is known, the code as it
 * is registered.
 */
export function presentCode(code: string): string {
  let found = code;
  for (let step = 0; step < 5 && !present.has(found); step++) {
    const successors = regionOf(found)?.successors ?? [];
    if (successors.length !== 1) return code;
    found = successors[0]!;
  }
  return present.has(found) ? found : code;
}

/** Everything that is counted, by the code of the region; empty: the register does not say where an instrument stands. */
export async function tallyRegions(
  store: Store,
  { cases }: Supervision,
  now: number,
): Promise<ReadonlyMap<string, RegionTally>> {
  const tallies = new Map<string, RegionTally>();
  const tallyOf = (region: string): RegionTally => {
    const code = presentCode(region.trim());
    const known = tallies.get(code);
    if (known !== undefined) return known;
    const tally = emptyTally();
    tallies.set(code, tally);
    return tally;
  };
  const probabilities = new Map<number, number>();
  await store.estimates.fleet((id, { probability }) => void probabilities.set(id, probability), now);
  const regionOfUeid = new Map<string, string>();
  let after: Awaited<ReturnType<Store['instruments']>>['next'];
  do {
    const { instruments, next } = await store.instruments({ limit: PAGE, ...(after && { after }) });
    for (const { id, ueid, place, level, lastReceived, data } of instruments) {
      const region = place?.region ?? '';
      regionOfUeid.set(ueid, region);
      const tally = tallyOf(region);
      tally.levels[level]++;
      const interval = data.reportingInterval ?? statusRules.defaultReportingInterval;
      if (lastReceived === undefined || isSilent(lastReceived, interval, now, statusRules)) tally.silent++;
      const probability = probabilities.get(id);
      if (probability === undefined) continue;
      tally.stated++;
      tally.probability += probability;
    }
    after = next;
  } while (after !== undefined);
  for await (const { data } of store.records.all({ kind: 'verification', from: now - YEAR, until: now + 1 })) {
    if (!checkKinds.includes(data.kind)) continue;
    const region = regionOfUeid.get(data.instrument);
    if (region === undefined) continue;
    const tally = tallyOf(region);
    tally.checks++;
    if (data.outcome === 'fail') tally.failed++;
  }
  let last = '';
  for (;;) {
    const page = await cases.list({ open: true, after: last, limit: PAGE });
    for (const { jurisdiction, dueAt } of page) {
      const tally = tallyOf(jurisdiction.region);
      tally.open++;
      if (dueAt !== undefined && dueAt <= now) tally.overdue++;
    }
    if (page.length < PAGE) return tallies;
    last = page.at(-1)!.id;
  }
}
