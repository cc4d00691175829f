import { type Bounds, proportionBounds } from '../statistics/binomial.js';
import type { CaseState } from './case-state.js';
import type { SuspicionSource } from './case-step.js';

/** What suspicions of one source came to. */
export interface SuspicionTally {
  readonly source: SuspicionSource;
  /** Found out of tolerance, on site or by arbitration. */
  readonly confirmed: number;
  /** Found within tolerance: false alarms 误报. */
  readonly refuted: number;
  /** Not decided: still open, or withdrawn. */
  readonly undecided: number;
  /** Share of the decided ones that were right, with its exact two-sided 95 % bounds (Clopper and Pearson); undefined: none was decided. */
  readonly right: (Bounds & { readonly share: number }) | undefined;
}

/**
 * How often suspicions were right, by what raised them first. For the audit of the status evaluation this is one half only: cases say nothing about
 * instruments that were never suspected, and a case that both sources raised counts for the first.
 */
export function tallySuspicions(cases: Iterable<CaseState>): readonly SuspicionTally[] {
  const counts = new Map<SuspicionSource, { confirmed: number; refuted: number; undecided: number }>();
  for (const { suspicions, finding } of cases) {
    const source = suspicions[0]?.source;
    if (source === undefined) continue;
    const count = counts.get(source) ?? { confirmed: 0, refuted: 0, undecided: 0 };
    if (finding === 'out-of-tolerance') count.confirmed++;
    else if (finding === 'in-tolerance') count.refuted++;
    else count.undecided++;
    counts.set(source, count);
  }
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([source, count]) => {
      const decided = count.confirmed + count.refuted;
      const share = count.confirmed / decided;
      const right = decided === 0 ? undefined : { share, ...proportionBounds(count.confirmed, decided, 0.95) };
      return { source, ...count, right };
    });
}
