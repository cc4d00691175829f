import { daysPerYear, millisecondsPerDay } from './estimate-layout.js';
import type { EstimationRules } from './estimation-rules.js';
import type { MeasuredPoint, MeasurementEvidence } from './evidence.js';
import { blunderShare } from './take-measurement.js';

/** How the error of a scale or of one nozzle has changed between two measurements with standards. Errors in limits. */
export interface Increment {
  readonly type: string;
  /** Lot of manufacture; empty: not known. */
  readonly batch: string;
  /** Above 0. */
  readonly years: number;
  readonly change: number;
  /** Variance of the change that the two measurements alone explain. */
  readonly variance: number;
  /** Probability that one of the two measurements was a blunder. */
  readonly blunderShare: number;
  /** Mask of the symptoms that were reported in between. */
  readonly symptoms: number;
}

/** The measurements of one instrument in the order of time, with the symptoms that were seen before each (since the one before). */
export interface MeasuredHistory {
  readonly type: string;
  readonly batch: string;
  readonly measurements: readonly { readonly evidence: MeasurementEvidence; readonly symptoms: number }[];
}

/**
 * The increments of one history: from what a measurement left to what the next one found. Of a scale the greatest load that both measured
 * counts, of each nozzle the mean over the points that both measured: the points of one go together, and none may count twice.
 */
export function incrementsOf({ type, batch, measurements }: MeasuredHistory, rules: EstimationRules): Increment[] {
  const increments: Increment[] = [];
  for (let i = 1; i < measurements.length; i++) {
    const before = measurements[i - 1]!.evidence;
    const { evidence: after, symptoms } = measurements[i]!;
    const years = (after.at - before.at) / millisecondsPerDay / daysPerYear;
    // Two results of one day are a repetition and no increment.
    if (before.renewed || years < 3 / daysPerYear) continue;
    for (const one of changes(before.left ?? before.found, after.found, rules)) {
      increments.push({ type, batch, years, symptoms, ...one });
    }
  }
  return increments;
}

function changes(before: readonly MeasuredPoint[], after: readonly MeasuredPoint[], rules: EstimationRules) {
  const byNozzle = new Map<number, { change: number; variance: number; nominal: number }[]>();
  for (const point of after) {
    const old = before.find(
      ({ nominal, nozzle, flow }) => nominal === point.nominal && nozzle === point.nozzle && flow === point.flow,
    );
    if (old === undefined) continue;
    const change = point.error / point.limit - old.error / old.limit;
    const stated = (point.uncertainty / point.limit) ** 2 + (old.uncertainty / old.limit) ** 2;
    const variance = stated + 2 * rules.unstatedSpread ** 2;
    const list = byNozzle.get(point.nozzle) ?? [];
    list.push({ change, variance, nominal: point.nominal });
    byNozzle.set(point.nozzle, list);
  }
  return [...byNozzle].map(([nozzle, list]) => {
    const shares = [before, after].map((points) => blunderShare(points, { ...points[0]!, nozzle }, rules));
    const blunders = { blunderShare: shares[0]! + shares[1]! };
    if (nozzle === -1) {
      const { change, variance } = list.reduce((best, one) => (one.nominal > best.nominal ? one : best));
      return { change, variance, ...blunders };
    }
    const mean = (value: (one: (typeof list)[number]) => number) =>
      list.reduce((sum, one) => sum + value(one), 0) / list.length;
    // The standard is the same at all flows: its uncertainty does not average out.
    return { change: mean((one) => one.change), variance: mean((one) => one.variance), ...blunders };
  });
}
