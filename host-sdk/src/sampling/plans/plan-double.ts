import { SdkError } from '../../errors.js';
import { firstInteger } from '../../statistics/bisect.js';
import { foundAtMost, outOfRange } from './acceptance.js';
import { type DoublePlan, doubleOutcome } from './double-plan.js';
import { checkPoints, lotQualities, type RiskPoints, type Risks } from './risk-points.js';
import { planSingle } from './single-plan.js';

/** A double plan with the risks that it really has. */
export interface PlannedDouble extends DoublePlan, Risks {
  /** Average sample number at the producer's quality: what was made small. */
  readonly averageSample: number;
  /** Instruments in the lot; none: a process. */
  readonly lotSize?: number;
}

/** What is asked of a double plan besides its risks. */
export interface DoublePlanLimits {
  /** The most instruments of both samples together; none: twice the single plan's sample, in a lot at most all of it. */
  readonly largestTotal?: number;
}

/**
 * The double plan that keeps both risks with the smallest average sample at the producer's quality, among all sizes of both samples and all
 * acceptance numbers; the first sample refuses what the second could no longer accept (rejection number: second acceptance number plus 1).
 * Exact for a lot of known size (hypergeometric), binomial for a process.
 *
 * Of plans with the same average the one with fewer instruments in all is taken.
 *
 * @throws {SdkError} `sampling-out-of-range` for points or limits that are none; `sampling-no-plan` where no double plan keeps both risks
 */
export function planDouble(points: RiskPoints, lotSize?: number, limits: DoublePlanLimits = {}): PlannedDouble {
  checkPoints(points);
  const single = planSingle(points, lotSize).sampleSize;
  const largestTotal = limits.largestTotal ?? Math.min(2 * single, lotSize ?? Number.MAX_SAFE_INTEGER);
  if (!Number.isSafeInteger(largestTotal) || largestTotal < 2 || largestTotal > (lotSize ?? 1_000_000)) {
    throw outOfRange(
      `Both samples together hold 2 to ${lotSize ?? 1_000_000} instruments at most, and not ${largestTotal}.`,
    );
  }
  const { good, bad } = lotQualities(points, lotSize);
  let best: PlannedDouble | undefined;
  const most = (): number => Math.min(largestTotal - 1, best?.averageSample ?? Number.POSITIVE_INFINITY);
  for (let firstAcceptance = 0; ; firstAcceptance++) {
    // what the first sample alone accepts is part of the consumer's risk, and falls as the sample grows
    const from = firstInteger(
      (n) => foundAtMost(firstAcceptance, n, bad, lotSize) <= points.consumerRisk,
      firstAcceptance + 1,
      largestTotal,
    );
    // the average is at least the first sample
    if (from > most()) break;
    for (let firstSize = from; firstSize <= most(); firstSize++) {
      const plan = bestSecond(firstSize, firstAcceptance);
      if (plan !== undefined && (best === undefined || isBetter(plan, best))) best = plan;
    }
  }
  if (best === undefined) {
    throw new SdkError(
      'sampling-no-plan',
      `No double plan of up to ${largestTotal} instruments keeps both risks. Allow more instruments or greater risks, or set the two qualities further apart.`,
    );
  }
  return best;

  /** The second sample that goes best with a first one. */
  function bestSecond(firstSize: number, firstAcceptance: number): PlannedDouble | undefined {
    const largestSecond = largestTotal - firstSize;
    for (let secondAcceptance = firstAcceptance + 1; ; secondAcceptance++) {
      const withSecond = (secondSize: number): DoublePlan => ({
        firstSize,
        firstAcceptance,
        firstRejection: secondAcceptance + 1,
        secondSize,
        secondAcceptance,
      });
      // a larger second sample lowers the consumer's risk and raises the producer's and the average: the smallest that will do is the best one
      const secondSize = firstInteger(
        (n) => doubleOutcome(withSecond(n), bad, lotSize).accepted <= points.consumerRisk,
        1,
        largestSecond,
      );
      if (secondSize > largestSecond) return undefined;
      const plan = withSecond(secondSize);
      const { accepted, averageSample } = doubleOutcome(plan, good, lotSize);
      // a greater acceptance number needs a larger second sample, more often
      if (best !== undefined && averageSample > best.averageSample) return undefined;
      if (1 - accepted <= points.producerRisk) {
        return {
          ...plan,
          averageSample,
          producerRisk: 1 - accepted,
          consumerRisk: doubleOutcome(plan, bad, lotSize).accepted,
          ...(lotSize === undefined ? {} : { lotSize }),
        };
      }
    }
  }
}

function isBetter(plan: PlannedDouble, best: PlannedDouble): boolean {
  if (plan.averageSample !== best.averageSample) return plan.averageSample < best.averageSample;
  return plan.firstSize + plan.secondSize < best.firstSize + best.secondSize;
}
