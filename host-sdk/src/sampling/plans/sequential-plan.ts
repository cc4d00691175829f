import { SdkError } from '../../errors.js';
import { checkNonconforming, outOfRange } from './acceptance.js';
import { checkOpenPoints, type RiskPoints, type Risks } from './risk-points.js';
import { planSingle } from './single-plan.js';

/**
 * A sequential plan by attributes (Wald's sequential probability ratio test): after n instruments with d nonconforming the lot is accepted when
 * d ≤ slope · n − acceptanceIntercept, refused when d ≥ slope · n + rejectionIntercept; else the next one is looked at. After `limit`
 * instruments it is accepted with at most `limitAcceptance`, whatever the lines say.
 */
export interface SequentialPlan {
  readonly slope: number;
  readonly acceptanceIntercept: number;
  readonly rejectionIntercept: number;
  readonly limit: number;
  readonly limitAcceptance: number;
}

const SMALLEST_SHARE = 0.2;

/** Where a sequential sampling stands. */
export type SequentialStep = 'accept' | 'refuse' | 'continue';

/** What a plan does with a process of one quality. */
export interface SequentialOutcome {
  readonly accepted: number;
  /** Average sample number, ASN. */
  readonly averageSample: number;
}

/**
 * Wald's lines, ended after three times the sample that a single plan of the same risks takes. Wald's own bounds only promise that the risks
 * are not much greater: the lines are moved apart until the risks that the plan really has are kept.
 *
 * @throws {SdkError} `sampling-out-of-range`, `sampling-no-plan`
 */
export function planSequential(points: RiskPoints): SequentialPlan & Risks {
  checkOpenPoints(points);
  const limit = 3 * planSingle(points).sampleSize;
  for (let share = 1; share > SMALLEST_SHARE; share -= 0.01) {
    const plan = linesThrough(points, share, limit);
    const producerRisk = 1 - sequentialOutcome(plan, points.producerQuality).accepted;
    const consumerRisk = sequentialOutcome(plan, points.consumerQuality).accepted;
    if (producerRisk <= points.producerRisk && consumerRisk <= points.consumerRisk) {
      return { ...plan, producerRisk, consumerRisk };
    }
  }
  throw new SdkError('sampling-no-plan', 'No sequential plan keeps both risks. Set the two qualities further apart.');
}

/** The lines for a `share` of both risks. */
function linesThrough(points: RiskPoints, share: number, limit: number): SequentialPlan {
  const { producerQuality: good, consumerQuality: bad } = points;
  const producerRisk = points.producerRisk * share;
  const consumerRisk = points.consumerRisk * share;
  const ratio = Math.log((bad * (1 - good)) / (good * (1 - bad)));
  const slope = Math.log((1 - good) / (1 - bad)) / ratio;
  return {
    slope,
    acceptanceIntercept: Math.log((1 - producerRisk) / consumerRisk) / ratio,
    rejectionIntercept: Math.log((1 - consumerRisk) / producerRisk) / ratio,
    limit,
    limitAcceptance: Math.floor(slope * limit),
  };
}

/** What the plan says after `looked` instruments of which `nonconforming` were. */
export function sequentialStep(plan: SequentialPlan, looked: number, nonconforming: number): SequentialStep {
  const line = plan.slope * looked;
  if (nonconforming <= line - plan.acceptanceIntercept) return 'accept';
  if (nonconforming >= line + plan.rejectionIntercept) return 'refuse';
  if (looked < plan.limit) return 'continue';
  return nonconforming <= plan.limitAcceptance ? 'accept' : 'refuse';
}

/**
 * Exact probability of acceptance and average sample number, by following every path.
 *
 * @param nonconforming fraction of the process, 0…1; with a `lotSize`, the number of nonconforming instruments in the lot
 * @param lotSize instruments in the lot, drawn one after the other without replacement; at least the plan's limit
 * @throws {SdkError} `sampling-out-of-range`
 */
export function sequentialOutcome(plan: SequentialPlan, nonconforming: number, lotSize?: number): SequentialOutcome {
  checkNonconforming(nonconforming, lotSize);
  if (lotSize !== undefined && lotSize < plan.limit) {
    throw outOfRange(`A sequential plan of up to ${plan.limit} cannot be carried out in a lot of ${lotSize}.`);
  }
  // probability of each number found so far, of the paths that go on
  let going = new Map([[0, 1]]);
  let accepted = 0;
  let averageSample = 0;
  for (let looked = 1; going.size > 0; looked++) {
    const next = new Map<number, number>();
    for (const [found, probability] of going) {
      averageSample += probability;
      const bad = lotSize === undefined ? nonconforming : (nonconforming - found) / (lotSize - looked + 1);
      for (const [count, chance] of [
        [found, 1 - bad],
        [found + 1, bad],
      ] as const) {
        const step = sequentialStep(plan, looked, count);
        if (step === 'accept') accepted += probability * chance;
        else if (step === 'continue' && chance > 0) next.set(count, (next.get(count) ?? 0) + probability * chance);
      }
    }
    going = next;
  }
  return { accepted, averageSample };
}
