import { quantised } from '../quantise.js';
import type { SampleState } from '../results/sample-state.js';
import type { AuditRules } from './audit-rules.js';
import { cellsOf, groupFindings } from './cells.js';

/** The instruments whose stated probability lies in one range, against what the sample found. */
export interface ReliabilityRow {
  readonly from: number;
  readonly to: number;
  /** Instruments of the lots in this range. */
  readonly size: number;
  /** Mean of their stated probabilities: of all of them, and not only of those drawn. */
  readonly stated: number;
  readonly looked: number;
  readonly nonconforming: number;
  readonly unreached: number;
  /** Share that is nonconforming: estimate and exact, conservative bounds. */
  readonly estimate: number | null;
  readonly lower: number;
  readonly upper: number;
  /** The stated mean lies within the bounds: the sample does not contradict it. */
  readonly isConsistent: boolean;
}

/** How far stated probabilities are to be trusted, by the random sample alone. */
export interface Calibration {
  readonly rows: readonly ReliabilityRow[];
  /** Instruments seen that had a stated probability. */
  readonly looked: number;
  /** Members for which none was stated. */
  readonly unstated: number;
  /** Brier score 布里尔评分: mean squared difference from what was found, weighted to stand for the lots; 0 is best. Null: nothing seen. */
  readonly brier: number | null;
  /** Logarithmic score 对数评分: mean of −ln of the probability stated for what was found; 0 is best. */
  readonly logScore: number | null;
}

/** Calibration of the probabilities that the status evaluation stated when the lots were fixed. */
export function calibration(samples: readonly SampleState[], rules: AuditRules): Calibration {
  const last = rules.edges.length - 2;
  const rowOf = (probability: number): number => {
    const above = rules.edges.findIndex((edge) => edge > probability);
    return above < 0 ? last : above - 1;
  };
  const members = samples.flatMap(({ lot }) => lot.members).filter(({ probability }) => probability !== undefined);
  const cells = cellsOf(samples, ({ probability }) =>
    probability === undefined ? undefined : String(rowOf(probability)),
  );
  const rows = rules.edges.slice(0, -1).flatMap((from, row): ReliabilityRow[] => {
    const those = cells.filter(({ className }) => className === String(row));
    const group = groupFindings(those, rules.confidence);
    if (group.size === 0) return [];
    const stated = members.filter(({ probability }) => rowOf(probability!) === row);
    const mean = stated.reduce((sum, { probability }) => sum + probability!, 0) / group.size;
    const [lower, upper] = [group.lower / group.size, group.upper / group.size];
    return [
      {
        from,
        to: rules.edges[row + 1]!,
        size: group.size,
        stated: quantised(mean),
        looked: group.looked,
        nonconforming: group.nonconforming,
        unreached: group.unreached,
        estimate: group.estimate === null ? null : quantised(group.estimate / group.size),
        lower: quantised(lower),
        upper: quantised(upper),
        isConsistent: mean >= lower && mean <= upper,
      },
    ];
  });
  const all = samples.reduce((sum, { lot }) => sum + lot.members.length, 0);
  return { rows, unstated: all - members.length, ...scores(samples, rules.certainty) };
}

/** Weighted by the inverse of the share of each stratum that was seen, so that the sample stands for the lots. */
function scores(
  samples: readonly SampleState[],
  certainty: number,
): Pick<Calibration, 'looked' | 'brier' | 'logScore'> {
  let [looked, weights, squares, logarithms] = [0, 0, 0, 0];
  for (const { lot, results } of samples) {
    const members = new Map(lot.members.map((member) => [member.ueid, member]));
    const seen = new Map<string, number>();
    for (const { stratum } of results) seen.set(stratum, (seen.get(stratum) ?? 0) + 1);
    const weightOf = new Map(lot.strata.map(({ name, size }) => [name, size / (seen.get(name) ?? 1)]));
    for (const { ueid, stratum, nonconforming } of results) {
      const probability = members.get(ueid)?.probability;
      if (probability === undefined) continue;
      const weight = weightOf.get(stratum)!;
      const stated = Math.min(1 - certainty, Math.max(certainty, probability));
      looked++;
      weights += weight;
      squares += weight * (probability - (nonconforming ? 1 : 0)) ** 2;
      logarithms -= weight * Math.log(nonconforming ? stated : 1 - stated);
    }
  }
  if (looked === 0) return { looked, brier: null, logScore: null };
  return { looked, brier: quantised(squares / weights), logScore: quantised(logarithms / weights) };
}
