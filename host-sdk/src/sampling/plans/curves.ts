import { acceptanceProbability, outOfRange, type SinglePlan } from './acceptance.js';
import { type DoublePlan, doubleOutcome } from './double-plan.js';
import { type SequentialPlan, sequentialOutcome } from './sequential-plan.js';
import { type VariablesPlan, variablesAcceptance } from './variables-plan.js';

/** A plan of any kind; attributes plans of a lot are exact for its size. */
export type AnyPlan =
  | ({ readonly kind: 'single' } & SinglePlan)
  | ({ readonly kind: 'double' } & DoublePlan)
  | ({ readonly kind: 'variables' } & VariablesPlan)
  | ({ readonly kind: 'sequential' } & SequentialPlan);

/** One point of a plan's curves. */
export interface CurvePoint {
  /** Fraction nonconforming of the lot or process, 0…1. */
  readonly quality: number;
  /** Probability of acceptance, Pa: the operating characteristic curve (OC 抽样特性曲线). */
  readonly accepted: number;
  /**
   * Average outgoing quality (AOQ 平均检出质量): the fraction nonconforming left when refused lots are looked at whole and every nonconforming
   * instrument found is replaced by a conforming one.
   */
  readonly outgoingQuality: number;
  /** Average sample number (ASN 平均样本量). */
  readonly averageSample: number;
}

/**
 * The curves of a plan as data.
 *
 * @param highest fraction nonconforming at the right end, above 0 and at most 1
 * @param points number of points from 0 to `highest`, 2…10 000; of a lot of known size each is moved to the nearest number that it can hold, and
 *   no number appears twice
 * @param lotSize instruments in the lot; none: a process
 * @throws {SdkError} `sampling-out-of-range`, also for a lot with a plan by variables or a sequential one, which are those of a process
 */
export function planCurves(plan: AnyPlan, highest: number, points: number, lotSize?: number): CurvePoint[] {
  if (!(highest > 0 && highest <= 1))
    throw outOfRange(`The highest quality lies between 0 and 1, and is not ${highest}.`);
  if (!Number.isSafeInteger(points) || points < 2 || points > 10_000) {
    throw outOfRange(`A curve has 2 to 10 000 points, and not ${points}.`);
  }
  if (lotSize !== undefined && (plan.kind === 'variables' || plan.kind === 'sequential')) {
    throw outOfRange(`A plan of the kind "${plan.kind}" is that of a process: give no size of a lot.`);
  }
  const qualities = Array.from({ length: points }, (_, i) => (highest * i) / (points - 1));
  const possible =
    lotSize === undefined
      ? qualities
      : [...new Set(qualities.map((one) => Math.round(one * lotSize)))].map((n) => n / lotSize);
  return possible.map((quality) => pointAt(plan, quality, lotSize));
}

function pointAt(plan: AnyPlan, quality: number, lotSize: number | undefined): CurvePoint {
  const nonconforming = lotSize === undefined ? quality : Math.round(quality * lotSize);
  const { accepted, averageSample, unseen } = outcomeOf(plan, nonconforming, lotSize);
  // what was looked at holds nothing nonconforming any more, whether the lot is accepted or not
  return { quality, accepted, outgoingQuality: quality * unseen, averageSample };
}

interface Outcome {
  readonly accepted: number;
  readonly averageSample: number;
  /** Share of the instruments that are accepted without having been looked at. */
  readonly unseen: number;
}

function outcomeOf(plan: AnyPlan, nonconforming: number, lotSize: number | undefined): Outcome {
  const left = (sample: number): number => (lotSize === undefined ? 1 : 1 - sample / lotSize);
  switch (plan.kind) {
    case 'single': {
      const accepted = acceptanceProbability(plan, nonconforming, lotSize);
      return { accepted, averageSample: plan.sampleSize, unseen: accepted * left(plan.sampleSize) };
    }
    case 'double': {
      const { accepted, acceptedFirst, averageSample } = doubleOutcome(plan, nonconforming, lotSize);
      const both = left(plan.firstSize + plan.secondSize);
      return {
        accepted,
        averageSample,
        unseen: acceptedFirst * left(plan.firstSize) + (accepted - acceptedFirst) * both,
      };
    }
    case 'variables': {
      const accepted = variablesAcceptance(plan, nonconforming);
      return { accepted, averageSample: plan.sampleSize, unseen: accepted };
    }
    case 'sequential': {
      const { accepted, averageSample } = sequentialOutcome(plan, nonconforming);
      return { accepted, averageSample, unseen: accepted };
    }
  }
}
