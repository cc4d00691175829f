import type { Alarm } from '../lots/strata.js';
import { quantised } from '../quantise.js';
import type { SampleState } from '../results/sample-state.js';
import { cellsOf, type GroupFindings, groupFindings } from './cells.js';

/** A rate with exact, conservative bounds; no estimate where part of it was not seen, or where it is a share of nothing. */
export interface Rate {
  readonly estimate: number | null;
  readonly lower: number;
  readonly upper: number;
}

/** How well the status evaluation tells nonconforming instruments from the others. All bounds hold together, with one confidence. */
export interface AlarmRates {
  readonly flagged: GroupFindings;
  readonly unflagged: GroupFindings;
  readonly silent: GroupFindings;
  /** Missed alarms 漏报率: of all nonconforming instruments the share that is not flagged, silent ones aside. */
  readonly missed: Rate;
  /** Of all nonconforming instruments the share that is silent 静默. */
  readonly silentShare: Rate;
  /** Of the unflagged instruments the share that is nonconforming. */
  readonly missedAmongUnflagged: Rate;
  /** False alarms 误报率: of all conforming instruments the share that is flagged. */
  readonly falseAlarm: Rate;
  /** Of the flagged instruments the share that is conforming. */
  readonly falseAmongFlagged: Rate;
}

/** @param confidence two-sided, of everything in the result at once (Bonferroni over the cells) */
export function alarmRates(samples: readonly SampleState[], confidence: number): AlarmRates {
  const cells = cellsOf(samples, ({ alarm }) => alarm);
  const group = (...alarms: Alarm[]): GroupFindings => {
    const those = cells.filter(({ className }) => alarms.includes(className as Alarm));
    // each cell at 1 − (1 − confidence)/(all cells), which `combinedBounds` divides by those of this group once more
    return groupFindings(those, 1 - ((1 - confidence) * those.length) / cells.length);
  };
  const [flagged, unflagged, silent] = [group('flagged'), group('unflagged'), group('silent')];
  return {
    flagged: rounded(flagged),
    unflagged: rounded(unflagged),
    silent: rounded(silent),
    missed: share(unflagged, group('flagged', 'silent')),
    silentShare: share(silent, group('flagged', 'unflagged')),
    missedAmongUnflagged: share(unflagged, conformingOf(unflagged), unflagged.size),
    falseAlarm: share(conformingOf(flagged), conformingOf(group('unflagged', 'silent'))),
    falseAmongFlagged: share(conformingOf(flagged), flagged, flagged.size),
  };
}

type Counted = Pick<GroupFindings, 'estimate' | 'lower' | 'upper'>;

const conformingOf = ({ size, estimate, lower, upper }: GroupFindings): Counted => ({
  estimate: estimate === null ? null : size - estimate,
  lower: size - upper,
  upper: size - lower,
});

/** Of two numbers within bounds, the first over both: greatest when the first is greatest and the other least. */
function share(first: Counted, other: Counted, whole?: number): Rate {
  const ratio = (a: number, b: number): number | null => (a + b > 0 ? a / (a + b) : null);
  const { estimate } = first;
  const lower = whole === undefined ? ratio(first.lower, other.upper) : whole > 0 ? first.lower / whole : null;
  const upper = whole === undefined ? ratio(first.upper, other.lower) : whole > 0 ? first.upper / whole : null;
  const middle = estimate === null || other.estimate === null ? null : ratio(estimate, other.estimate);
  return {
    estimate: middle === null ? null : quantised(middle),
    // a share of what may be nothing can be anything
    lower: quantised(lower ?? 0),
    upper: quantised(upper ?? 1),
  };
}

const rounded = (group: GroupFindings): GroupFindings => ({
  ...group,
  estimate: group.estimate === null ? null : quantised(group.estimate),
});
