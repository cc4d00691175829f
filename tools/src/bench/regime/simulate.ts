import { Fleet } from '@hengzhun/hil-tests';
import { FleetWatch } from './fleet-watch.js';
import { nobody, type Policy, periodic, regime } from './policies.js';

const day = 86_400_000;

export interface SimulationOptions {
  readonly seed: string;
  readonly size: number;
  readonly weeks: number;
  readonly wear: number;
}

/** An episode out of tolerance of one instrument. */
export interface Episode {
  readonly index: number;
  readonly since: number;
  /** What had put it out of tolerance, as the fleet calls it. */
  readonly cause: string;
  /** When an inspector found it; undefined: it went by itself, or lasts still. */
  readonly found: number | undefined;
  readonly until: number;
}

/** What a policy came to. */
export interface Outcome {
  /** Visits, and those that found an instrument truly out of tolerance; for those that observe their span and the others. */
  readonly visits: Readonly<Record<'observed' | 'unobserved', { made: number; bad: number }>>;
  readonly outOfToleranceDays: Readonly<Record<'observed' | 'unobserved', number>>;
  readonly episodes: readonly Episode[];
  /** Quarterly: what was said and what was true. Only of the regime. */
  readonly statements: readonly { readonly index: number; readonly probability: number; readonly bad: boolean }[];
  /** Mean share of instruments out of tolerance. */
  readonly share: number;
  /** By index: whether the instrument observes its own span. */
  readonly observedOf: readonly boolean[];
}

/** Lets one fleet live for some years under one policy. */
export function simulate(
  { seed, size, weeks, wear }: SimulationOptions,
  which: 'nobody' | 'periodic' | 'regime',
): Outcome {
  const fleet = new Fleet({ seed, size, startAt: Date.UTC(2027, 0, 4), wear });
  const watch = which === 'regime' ? new FleetWatch(fleet) : undefined;
  const policy: Policy = watch ? regime(watch) : which === 'periodic' ? periodic : nobody;
  const lastVisited = fleet.instruments.map(({ lastVerified }) => lastVerified);
  const groupOf = (index: number) => (fleet.instruments[index]!.observed ? 'observed' : 'unobserved');
  const visits = { observed: { made: 0, bad: 0 }, unobserved: { made: 0, bad: 0 } };
  const open = new Map<number, { since: number; cause: string }>();
  const episodes: Episode[] = [];
  const statements: Outcome['statements'][number][] = [];
  let badWeeks = 0;
  const close = (index: number, found: number | undefined) => {
    const begun = open.get(index);
    if (begun !== undefined) episodes.push({ index, ...begun, found, until: fleet.now });
    open.delete(index);
  };
  for (let week = 1; week <= weeks; week++) {
    const frames = fleet.frameless(7);
    const checks = fleet.checks();
    watch?.takeInOrder(frames, checks);
    for (const index of fleet.instruments.keys()) {
      const { outOfTolerance, cause } = fleet.truth(index);
      if (outOfTolerance) badWeeks++;
      if (outOfTolerance && !open.has(index)) open.set(index, { since: fleet.now, cause: String(cause) });
      if (!outOfTolerance && open.has(index)) close(index, undefined);
    }
    if (watch !== undefined && week % 13 === 0) {
      for (const index of fleet.instruments.keys()) {
        statements.push({ index, probability: watch.probability(index), bad: open.has(index) });
      }
    }
    for (const index of policy(fleet, lastVisited, week)) {
      const group = visits[groupOf(index)];
      group.made++;
      if (open.has(index)) group.bad++;
      lastVisited[index] = fleet.now;
      const found = fleet.visit(index, { kind: 'subsequent-verification' });
      const left = found.outcome === 'fail' ? fleet.repair(index) : undefined;
      watch?.measured(index, left === undefined ? found : { ...found, pointsAfter: left.points });
      if (found.outcome === 'fail' && left === undefined) {
        fleet.replace(index);
        watch?.replaced(index);
      }
      if (!fleet.truth(index).outOfTolerance) close(index, fleet.now);
    }
    if (watch !== undefined && week % 26 === 0) watch.learn();
  }
  for (const index of [...open.keys()]) close(index, undefined);
  const outOfToleranceDays = { observed: 0, unobserved: 0 };
  for (const index of fleet.instruments.keys()) outOfToleranceDays[groupOf(index)] += fleet.outOfToleranceDays(index);
  return {
    visits,
    outOfToleranceDays,
    episodes,
    statements,
    share: badWeeks / (weeks * size),
    observedOf: fleet.instruments.map(({ observed }) => observed),
  };
}

/** Onset to finding, in days. */
export const daysToFind = ({ since, found }: Episode): number =>
  found === undefined ? Number.POSITIVE_INFINITY : (found - since) / day;
