import { daysPerYear, millisecondsPerDay } from './estimate-layout.js';
import type { EstimationRules } from './estimation-rules.js';
import type { MeasuredPoint, MeasurementEvidence } from './evidence.js';
import { leads, shareOf } from './leading-point.js';
import { blunderShare } from './measure-point.js';

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
  /** How its other points changed beside the leading one. */
  readonly along?: readonly AlongChange[];
}

/** How a point and the leading one of the same scale or nozzle changed together, in limits. */
export interface AlongChange {
  readonly own: number;
  /** As it shows at this point: of a scale, in proportion to the load. */
  readonly leading: number;
  /** Variances that the measurements alone explain. */
  readonly ownVariance: number;
  readonly leadingVariance: number;
}

/** The measurements of one instrument in the order of time, with what was seen before each (since the one before). */
export interface MeasuredHistory {
  readonly type: string;
  readonly batch: string;
  readonly measurements: readonly {
    readonly evidence: MeasurementEvidence;
    /** Mask of symptoms. */
    readonly symptoms: number;
    /** It was repaired in between. */
    readonly repaired?: boolean;
  }[];
}

/**
 * The increments of one history: from what a measurement left to what a later one found. Verifications follow upon verifications and traders'
 * own checks upon checks, because what two people do otherwise is no change of the instrument. Of a scale the greatest load that both measured
 * counts, of each nozzle the mean over the points that both measured: the points of one go together, and none may count twice.
 */
export function incrementsOf({ type, batch, measurements }: MeasuredHistory, rules: EstimationRules): Increment[] {
  const increments: Increment[] = [];
  const chains = new Map<string, { before: MeasurementEvidence; symptoms: number }>();
  for (const { evidence: after, symptoms, repaired = false } of measurements) {
    // What a repair has changed is no behaviour: it ends every chain.
    if (repaired) chains.clear();
    const chain = after.how === 'reference-check' ? 'check' : 'verification';
    for (const open of chains.values()) open.symptoms |= symptoms;
    const open = chains.get(chain);
    const adjusted = after.left !== undefined || after.renewed === true;
    if (open !== undefined) {
      const { before } = open;
      const years = (after.at - before.at) / millisecondsPerDay / daysPerYear;
      // What was adjusted ends every chain, so its change is taken in however short it is; but two results of one day are a repetition.
      const least = adjusted ? 3 : rules.learningInterval;
      const ended = years * daysPerYear >= least;
      if (ended && !before.renewed) {
        for (const one of changes(before.left ?? before.found, after.found, chain === 'check', rules))
          increments.push({ type, batch, years, symptoms: open.symptoms, ...one });
      }
      if (!ended && !adjusted) continue;
    }
    if (adjusted) chains.clear();
    chains.set(chain, { before: after, symptoms: 0 });
  }
  return increments;
}

function changes(
  before: readonly MeasuredPoint[],
  after: readonly MeasuredPoint[],
  checks: boolean,
  rules: EstimationRules,
) {
  // What a trader's checks have in common each time is no part of their difference.
  const own = checks ? 1 - rules.commonShareOfChecks ** 2 : 1;
  const byNozzle = new Map<number, PointChange[]>();
  for (const point of after) {
    const old = before.find(
      ({ nominal, nozzle, flow }) => nominal === point.nominal && nozzle === point.nozzle && flow === point.flow,
    );
    if (old === undefined) continue;
    const change = point.error / point.limit - old.error / old.limit;
    const stated = (point.uncertainty / point.limit) ** 2 + (old.uncertainty / old.limit) ** 2;
    const variance = own * (stated + 2 * rules.unstatedSpread ** 2);
    const list = byNozzle.get(point.nozzle) ?? [];
    list.push({ point, change, variance });
    byNozzle.set(point.nozzle, list);
  }
  return [...byNozzle].map(([nozzle, list]) => {
    const shares = [before, after].map((points) => blunderShare(points, { ...points[0]!, nozzle }, rules));
    const leading = list.reduce((best, one) => (leads(one.point, best.point) ? one : best));
    const along = list
      .filter((one) => one !== leading)
      .map((one) => {
        const share = shareOf(one.point, leading.point);
        return {
          own: one.change,
          leading: share * leading.change,
          ownVariance: one.variance,
          leadingVariance: share * share * leading.variance,
        };
      });
    const rest = { blunderShare: shares[0]! + shares[1]!, along };
    if (nozzle === -1) return { change: leading.change, variance: leading.variance, ...rest };
    const mean = (value: (one: PointChange) => number) => list.reduce((sum, one) => sum + value(one), 0) / list.length;
    // The standard is the same at all flows: its uncertainty does not average out.
    return { change: mean((one) => one.change), variance: mean((one) => one.variance), ...rest };
  });
}

interface PointChange {
  readonly point: MeasuredPoint;
  readonly change: number;
  readonly variance: number;
}
