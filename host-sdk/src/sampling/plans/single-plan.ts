import { SdkError } from '../../errors.js';
import { firstInteger } from '../../statistics/bisect.js';
import { acceptanceProbability, outOfRange, type SinglePlan } from './acceptance.js';
import { checkPoints, lotQualities, type RiskPoints, type Risks } from './risk-points.js';

/** A plan with the risks that it really has. */
export interface PlannedSingle extends SinglePlan, Risks {
  /** Instruments in the lot; none: a process. */
  readonly lotSize?: number;
}

const MOST = 1_000_000;

/**
 * The single plan with the smallest sample that keeps both risks: exact for a lot of known size (hypergeometric; its nonconforming numbers
 * are PRQ · N rounded down and CRQ · N rounded up), binomial for a process.
 *
 * @throws {SdkError} `sampling-out-of-range` for points that are none; `sampling-no-plan` where no sample of the lot keeps both risks
 */
export function planSingle(points: RiskPoints, lotSize?: number): PlannedSingle {
  checkPoints(points);
  if (lotSize !== undefined && (!Number.isSafeInteger(lotSize) || lotSize < 1 || lotSize > MOST * 100)) {
    throw outOfRange(`A lot holds 1 to ${MOST * 100} instruments, and not ${lotSize}.`);
  }
  const { good, bad } = lotQualities(points, lotSize);
  const largest = lotSize ?? MOST;
  const accepted = (sampleSize: number, acceptanceNumber: number, quality: number): number =>
    acceptanceProbability({ sampleSize, acceptanceNumber }, quality, lotSize);
  let from = 1;
  for (let acceptanceNumber = 0; ; acceptanceNumber++) {
    from = Math.max(from, acceptanceNumber + 1);
    // the consumer's risk falls with the sample, and the producer's rises: the smallest sample that keeps the first is the best for the second
    const sampleSize = firstInteger(
      (n) => accepted(n, acceptanceNumber, bad) <= points.consumerRisk,
      Math.min(from, largest),
      largest,
    );
    if (sampleSize > largest) break;
    const producerRisk = 1 - accepted(sampleSize, acceptanceNumber, good);
    if (producerRisk <= points.producerRisk) {
      const consumerRisk = accepted(sampleSize, acceptanceNumber, bad);
      return {
        sampleSize,
        acceptanceNumber,
        producerRisk,
        consumerRisk,
        ...(lotSize === undefined ? {} : { lotSize }),
      };
    }
    from = sampleSize;
  }
  throw new SdkError(
    'sampling-no-plan',
    `No sample of ${lotSize === undefined ? `up to ${MOST}` : `this lot of ${lotSize}`} keeps both risks. Set the two qualities further apart, or allow greater risks.`,
  );
}
