import { type Level, proportionBounds } from '@hengzhun/host-sdk';
import type { BoundedShare, RegionFigures } from '../../api/regions.js';

/** What is counted of a region. */
export interface RegionTally {
  readonly levels: Record<Level, number>;
  silent: number;
  checks: number;
  failed: number;
  probability: number;
  stated: number;
  open: number;
  overdue: number;
}

export const emptyTally = (): RegionTally => ({
  levels: { normal: 0, attention: 0, warning: 0, 'out-of-tolerance': 0, unknown: 0 },
  ...{ silent: 0, checks: 0, failed: 0, probability: 0, stated: 0, open: 0, overdue: 0 },
});

export function addTally(sum: RegionTally, one: RegionTally): void {
  for (const level of Object.keys(sum.levels) as Level[]) sum.levels[level] += one.levels[level];
  for (const name of ['silent', 'checks', 'failed', 'probability', 'stated', 'open', 'overdue'] as const) {
    sum[name] += one[name];
  }
}

export const instrumentsOf = ({ levels }: RegionTally): number =>
  Object.values(levels).reduce((total, one) => total + one, 0);
export const flaggedOf = ({ levels }: RegionTally): number => levels.warning + levels['out-of-tolerance'];

const CONFIDENCE = 0.95;

/** Exact bounds (Clopper and Pearson 1934): true for any number, and wide where it is small. */
export function boundedShare(count: number, of: number): BoundedShare {
  if (of === 0) return { count, of, share: null, lower: 0, upper: 1 };
  return { count, of, share: count / of, ...proportionBounds(count, of, CONFIDENCE) };
}

/** The figures of a region, without what they mean beside those of others. */
export function figuresOf(tally: RegionTally): Omit<RegionFigures, 'risk'> {
  const instruments = instrumentsOf(tally);
  return {
    instruments,
    levels: { ...tally.levels },
    silent: boundedShare(tally.silent, instruments),
    flagged: boundedShare(flaggedOf(tally), instruments),
    failed: boundedShare(tally.failed, tally.checks),
    expected: { outOfTolerance: Math.round(tally.probability * 1000) / 1000, of: tally.stated },
    cases: { open: tally.open, overdue: tally.overdue },
  };
}
