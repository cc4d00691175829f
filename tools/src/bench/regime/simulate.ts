import { Fleet } from '@hengzhun/hil-tests';
import { FleetWatch } from './fleet-watch.js';
import { nobody, type Policy, periodic, regime } from './policies.js';
import { SpanObservation } from './span-observation.js';

const day = 86_400_000;

export interface SimulationOptions {
  readonly seed: string;
  readonly size: number;
  /** Weeks in which periodic verification goes on and the evaluation looks on, before the policy decides. */
  readonly beside: number;
  /** Weeks under the policy: all figures are of these. */
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
  /** Its span was observed when it began. */
  readonly observed: boolean;
}

export interface Statement {
  readonly index: number;
  readonly probability: number;
  readonly bad: boolean;
  /** Its span was observed at that time. */
  readonly observed: boolean;
}

/** What a policy came to. */
export interface Outcome {
  /**
   * Visits, and those that found an instrument truly out of tolerance: of instruments whose span was observed at that time, of those that have the
   * means and were silent, and of those that have none.
   */
  readonly visits: Readonly<Record<'observed' | 'silent' | 'unobserved', { made: number; bad: number }>>;
  readonly outOfToleranceDays: Readonly<Record<'observed' | 'unobserved', number>>;
  readonly episodes: readonly Episode[];
  /** Quarterly: what was said and what was true. Only of the regime. */
  readonly statements: readonly Statement[];
  /** Mean share of instruments out of tolerance. */
  readonly share: number;
}

/** Lets one fleet live for some years under one policy. */
export function simulate(
  { seed, size, beside, weeks, wear }: SimulationOptions,
  which: 'nobody' | 'periodic' | 'regime',
): Outcome {
  const fleet = new Fleet({ seed, size, startAt: Date.UTC(2027, 0, 4), wear });
  const watch = which === 'regime' ? new FleetWatch(fleet) : undefined;
  const spans = new SpanObservation(fleet);
  const policy: Policy = watch ? regime(watch, spans) : which === 'periodic' ? periodic : nobody;
  const lastVisited = fleet.instruments.map(({ lastVerified }) => lastVerified);
  const groupOf = (index: number) =>
    !fleet.instruments[index]!.observed ? 'unobserved' : spans.observes(index) ? 'observed' : 'silent';
  const visits = { observed: { made: 0, bad: 0 }, silent: { made: 0, bad: 0 }, unobserved: { made: 0, bad: 0 } };
  const open = new Map<number, { since: number; cause: string; observed: boolean }>();
  const episodes: Episode[] = [];
  const statements: Outcome['statements'][number][] = [];
  let badWeeks = 0;
  const changeOver = fleet.now + beside * 7 * day;
  const close = (index: number, found: number | undefined) => {
    const begun = open.get(index);
    if (begun !== undefined && begun.since >= changeOver) episodes.push({ index, ...begun, found, until: fleet.now });
    open.delete(index);
  };
  const daysBefore: number[] = [];
  for (let week = 1 - beside; week <= weeks; week++) {
    const counts = week > 0;
    if (week === 1) for (const index of fleet.instruments.keys()) daysBefore.push(fleet.outOfToleranceDays(index));
    const frames = fleet.frameless(7);
    const checks = fleet.checks();
    spans.note(frames, checks);
    watch?.takeInOrder(frames, checks);
    for (const index of fleet.instruments.keys()) {
      const { outOfTolerance, cause } = fleet.truth(index);
      if (outOfTolerance && counts) badWeeks++;
      if (outOfTolerance && !open.has(index))
        open.set(index, { since: fleet.now, cause: String(cause), observed: spans.observes(index) });
      if (!outOfTolerance && open.has(index)) close(index, undefined);
    }
    if (watch !== undefined && counts && week % 13 === 0) {
      for (const index of fleet.instruments.keys()) {
        const observed = spans.observes(index);
        statements.push({ index, probability: watch.probability(index), bad: open.has(index), observed });
      }
    }
    for (const index of (counts ? policy : periodic)(fleet, lastVisited, week)) {
      const group = visits[groupOf(index)];
      if (counts) group.made++;
      if (counts && open.has(index)) group.bad++;
      lastVisited[index] = fleet.now;
      const found = fleet.visit(index, { kind: 'subsequent-verification' });
      const left = found.outcome === 'fail' ? fleet.repair(index) : undefined;
      // The calendar had chosen whom to verify while the evaluation looked on.
      watch?.measured(index, left === undefined ? found : { ...found, pointsAfter: left.points }, !counts);
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
  for (const [index, { observed }] of fleet.instruments.entries())
    outOfToleranceDays[observed ? 'observed' : 'unobserved'] += fleet.outOfToleranceDays(index) - daysBefore[index]!;
  return {
    visits,
    outOfToleranceDays,
    episodes,
    statements,
    share: badWeeks / (weeks * size),
  };
}

/** Onset to finding, in days. */
export const daysToFind = ({ since, found }: Episode): number =>
  found === undefined ? Number.POSITIVE_INFINITY : (found - since) / day;
