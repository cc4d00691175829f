import { checkNonconforming, foundAtMost, outOfRange } from './acceptance.js';

/**
 * A double sampling plan: accepted with at most `firstAcceptance` in the first sample, refused with `firstRejection` or more; in between a second
 * sample decides: accepted with at most `secondAcceptance` in both together.
 */
export interface DoublePlan {
  readonly firstSize: number;
  readonly firstAcceptance: number;
  readonly firstRejection: number;
  readonly secondSize: number;
  readonly secondAcceptance: number;
}

/** What a double plan does with lots of one quality. */
export interface DoubleOutcome {
  /** Probability of acceptance, Pa. */
  readonly accepted: number;
  /** The part of it that the first sample decides. */
  readonly acceptedFirst: number;
  /** Probability that the second sample is needed. */
  readonly second: number;
  /** Average sample number, ASN: instruments looked at on average when each sample is looked at to its end. */
  readonly averageSample: number;
}

/**
 * @param nonconforming as `acceptanceProbability`
 * @param lotSize as `acceptanceProbability`
 * @throws {SdkError} `sampling-out-of-range`
 */
export function doubleOutcome(plan: DoublePlan, nonconforming: number, lotSize?: number): DoubleOutcome {
  checkDouble(plan, nonconforming, lotSize);
  const { firstSize, firstAcceptance, firstRejection, secondSize, secondAcceptance } = plan;
  const atMost = (count: number): number => foundAtMost(count, firstSize, nonconforming, lotSize);
  const acceptedFirst = atMost(firstAcceptance);
  const second = atMost(firstRejection - 1) - acceptedFirst;
  const accepted = stagedAtMost(plan, secondAcceptance, nonconforming, lotSize);
  return { accepted, acceptedFirst, second, averageSample: firstSize + second * secondSize };
}

/**
 * Probability that the first sample accepts, or that the second is needed and both together hold at most `count` nonconforming instruments; the
 * others as `doubleOutcome`, already checked.
 */
export function stagedAtMost(
  { firstSize, firstAcceptance, firstRejection, secondSize }: DoublePlan,
  count: number,
  nonconforming: number,
  lotSize: number | undefined,
): number {
  const atMost = (found: number): number => foundAtMost(found, firstSize, nonconforming, lotSize);
  // given `found` in the first sample, which is no longer in the lot
  const secondAtMost = (more: number, found: number): number =>
    lotSize === undefined
      ? foundAtMost(more, secondSize, nonconforming, undefined)
      : foundAtMost(more, secondSize, nonconforming - found, lotSize - firstSize);
  let sum = atMost(firstAcceptance);
  for (let found = firstAcceptance + 1; found < firstRejection; found++) {
    const probability = atMost(found) - atMost(found - 1);
    if (probability > 0) sum += probability * secondAtMost(count - found, found);
  }
  return sum;
}

function checkDouble(plan: DoublePlan, nonconforming: number, lotSize: number | undefined): void {
  const { firstSize, firstAcceptance, firstRejection, secondSize, secondAcceptance } = plan;
  const whole = [firstSize, firstAcceptance, firstRejection, secondSize, secondAcceptance].every(
    (one) => Number.isSafeInteger(one) && one >= 0,
  );
  if (!whole || firstSize < 1 || secondSize < 1)
    throw outOfRange('Sizes and numbers of a double plan are whole numbers.');
  if (
    firstRejection < firstAcceptance + 2 ||
    secondAcceptance < firstAcceptance + 1 ||
    secondAcceptance < firstRejection - 1
  ) {
    throw outOfRange(
      `A double plan needs room between acceptance (${firstAcceptance}) and rejection (${firstRejection}) of the first sample, and a second acceptance number from there on, not ${secondAcceptance}.`,
    );
  }
  checkNonconforming(nonconforming, lotSize);
  if (lotSize !== undefined && !(lotSize >= firstSize + secondSize)) {
    throw outOfRange(`Two samples of ${firstSize} and ${secondSize} cannot be drawn from a lot of ${lotSize}.`);
  }
}
