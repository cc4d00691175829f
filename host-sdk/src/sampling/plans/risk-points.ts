import { outOfRange } from './acceptance.js';

/** The two points that a plan's OC curve must pass: what producer and consumer risk. Computed from, and not taken out of a standard's table. */
export interface RiskPoints {
  /** Producer's risk quality PRQ 生产方风险质量: fraction nonconforming, 0…1, of a lot that should be accepted. */
  readonly producerQuality: number;
  /** Producer's risk α 生产方风险: the greatest probability of refusing such a lot. */
  readonly producerRisk: number;
  /** Consumer's risk quality CRQ 使用方风险质量: fraction nonconforming of a lot that should be refused. */
  readonly consumerQuality: number;
  /** Consumer's risk β 使用方风险: the greatest probability of accepting such a lot. */
  readonly consumerRisk: number;
}

/** The risks that a plan really has. */
export interface Risks {
  readonly producerRisk: number;
  readonly consumerRisk: number;
}

/** @throws {SdkError} `sampling-out-of-range` */
export function checkPoints({ producerQuality, producerRisk, consumerQuality, consumerRisk }: RiskPoints): void {
  for (const [name, value] of Object.entries({ producerRisk, consumerRisk })) {
    if (!(value > 0 && value < 1)) throw outOfRange(`${name} lies between 0 and 1, and is not ${value}.`);
  }
  if (!(producerQuality >= 0 && producerQuality < consumerQuality && consumerQuality <= 1)) {
    throw outOfRange(
      `The producer's quality (${producerQuality}) must be better than the consumer's (${consumerQuality}), both between 0 and 1.`,
    );
  }
}

/** The same where each quality must leave room on both sides. @throws {SdkError} `sampling-out-of-range` */
export function checkOpenPoints(points: RiskPoints): void {
  checkPoints(points);
  if (points.producerQuality <= 0 || points.consumerQuality >= 1) {
    throw outOfRange('This kind of plan needs qualities above 0 and below 1.');
  }
  if (points.producerRisk + points.consumerRisk >= 1) throw outOfRange('Both risks together must be less than 1.');
}

/**
 * The two qualities as a plan's probabilities take them: fractions of a process; of a lot the numbers of nonconforming instruments, PRQ · N
 * rounded down and CRQ · N rounded up, so that both risks are those of lots that really reach the quality.
 */
export function lotQualities(points: RiskPoints, lotSize: number | undefined): { good: number; bad: number } {
  if (lotSize === undefined) return { good: points.producerQuality, bad: points.consumerQuality };
  return {
    good: Math.floor(points.producerQuality * lotSize + 1e-9),
    bad: Math.ceil(points.consumerQuality * lotSize - 1e-9),
  };
}
