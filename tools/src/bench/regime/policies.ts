import type { Fleet } from '@hengzhun/hil-tests';
import { chooseByFalseDiscovery, judgementRules } from '@hengzhun/host-sdk';
import type { FleetWatch } from './fleet-watch.js';
import type { SpanObservation } from './span-observation.js';

/** Days between verifications: scales once a year, dispensers twice (JJG 443: at most six months). */
export const verificationInterval = (fleet: Fleet, index: number): number =>
  fleet.instruments[index]!.record.data?.instrumentKind === 2 ? 182 : 365;

/** Who is visited today. */
export type Policy = (fleet: Fleet, lastVisited: readonly number[], week: number) => readonly number[];

export const nobody: Policy = () => [];

const day = 86_400_000;

/** Plain periodic verification: whoever is due. */
export const periodic: Policy = (fleet, lastVisited) =>
  fleet.instruments.flatMap((_, index) =>
    fleet.now - lastVisited[index]! >= verificationInterval(fleet, index) * day ? [index] : [],
  );

/** A trader who checks anyway is asked for a check from this probability on: it costs no visit. */
const askFrom = 0.03;

/**
 * The regime. Whoever sees its own span (or is checked regularly), and is heard, is visited when it is suspected, under the false discovery rate of
 * the rules; for the others, silent ones among them, there are as many visits as periodic verification would have made, to those that are the most likely to be out of
 * tolerance.
 */
export function regime(watch: FleetWatch, spans: SpanObservation): Policy {
  let budget = 0;
  return (fleet, lastVisited) => {
    const chances = fleet.instruments.map((_, index) => watch.probability(index));
    const observed: number[] = [];
    const others: number[] = [];
    for (const index of fleet.instruments.keys()) (spans.observes(index) ? observed : others).push(index);
    const suspected = chooseByFalseDiscovery(
      observed.map((index) => chances[index]!),
      judgementRules.falseDiscoveryRate,
    ).map((position) => observed[position]!);
    for (const index of observed) if (chances[index]! >= askFrom) fleet.orderCheck(index);
    for (const index of others) budget += 7 / verificationInterval(fleet, index);
    const count = Math.floor(budget);
    budget -= count;
    const ranked = others
      .filter((index) => fleet.now - lastVisited[index]! >= 14 * day)
      .sort((a, b) => chances[b]! - chances[a]! || a - b);
    return [...suspected, ...ranked.slice(0, count)];
  };
}
