import { SdkError } from '../../errors.js';
import { binomialCdf } from '../../statistics/binomial.js';
import { hypergeometricCdf } from '../../statistics/hypergeometric.js';

/** A single sampling plan by attributes: of `sampleSize` drawn instruments at most `acceptanceNumber` may be nonconforming. */
export interface SinglePlan {
  readonly sampleSize: number;
  readonly acceptanceNumber: number;
}

/**
 * Probability that a lot is accepted, Pa (ordinate of the OC curve).
 *
 * @param nonconforming fraction 0…1 of the process; with a `lotSize`, the number of nonconforming instruments in the lot
 * @param lotSize instruments in the lot: exact, without replacement (hypergeometric); none: a process, or a lot so large that drawing does not
 *   change it (binomial)
 * @throws {SdkError} `sampling-out-of-range`
 */
export function acceptanceProbability(plan: SinglePlan, nonconforming: number, lotSize?: number): number {
  checkPlan(plan, lotSize);
  checkNonconforming(nonconforming, lotSize);
  return foundAtMost(plan.acceptanceNumber, plan.sampleSize, nonconforming, lotSize);
}

/** Probability that a sample holds at most `count` nonconforming instruments; the others as `acceptanceProbability`, already checked. */
export function foundAtMost(
  count: number,
  sampleSize: number,
  nonconforming: number,
  lotSize: number | undefined,
): number {
  return lotSize === undefined
    ? binomialCdf(count, sampleSize, nonconforming)
    : hypergeometricCdf(count, sampleSize, lotSize, nonconforming);
}

/** @throws {SdkError} `sampling-out-of-range` */
export function checkNonconforming(nonconforming: number, lotSize: number | undefined): void {
  if (lotSize === undefined) {
    if (!(nonconforming >= 0 && nonconforming <= 1)) {
      throw outOfRange(`A fraction nonconforming lies between 0 and 1, and is not ${nonconforming}.`);
    }
  } else if (!Number.isSafeInteger(nonconforming) || nonconforming < 0 || nonconforming > lotSize) {
    throw outOfRange(`Of a lot of ${lotSize}, 0 to ${lotSize} are nonconforming, and not ${nonconforming}.`);
  }
}

function checkPlan({ sampleSize, acceptanceNumber }: SinglePlan, lotSize: number | undefined): void {
  if (!Number.isSafeInteger(sampleSize) || sampleSize < 1) {
    throw outOfRange(`A sample holds one instrument or more, and not ${sampleSize}.`);
  }
  if (!Number.isSafeInteger(acceptanceNumber) || acceptanceNumber < 0 || acceptanceNumber > sampleSize) {
    throw outOfRange(`The acceptance number of a sample of ${sampleSize} cannot be ${acceptanceNumber}.`);
  }
  if (lotSize !== undefined && (!Number.isSafeInteger(lotSize) || lotSize < sampleSize)) {
    throw outOfRange(`A sample of ${sampleSize} cannot be drawn from a lot of ${lotSize}.`);
  }
}

/** An `sampling-out-of-range` with what is wrong. */
export function outOfRange(message: string): SdkError {
  return new SdkError('sampling-out-of-range', message);
}
