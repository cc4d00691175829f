import { SdkError } from '../../errors.js';
import { bisect, firstInteger } from '../../statistics/bisect.js';
import { noncentralTCdf } from '../../statistics/noncentral-t.js';
import { normalCdf } from '../../statistics/normal-distribution.js';
import { normalQuantile } from '../../statistics/normal-quantile.js';
import { checkOpenPoints, type RiskPoints, type Risks } from './risk-points.js';

/**
 * A sampling plan by variables for one limit: of `sampleSize` errors, normally distributed, the mean must lie `acceptanceConstant` standard
 * deviations inside the limit. The deviation is the process's, known beforehand (σ), or the sample's own (s).
 */
export interface VariablesPlan {
  readonly sampleSize: number;
  /** k. */
  readonly acceptanceConstant: number;
  readonly deviation: 'known' | 'unknown';
}

const MOST = 100_000;

/** Probability of acceptance of a process with a fraction `nonconforming` beyond the limit, 0…1. */
export function variablesAcceptance(plan: VariablesPlan, nonconforming: number): number {
  const { sampleSize, acceptanceConstant, deviation } = plan;
  if (nonconforming <= 0) return 1;
  if (nonconforming >= 1) return 0;
  const root = Math.sqrt(sampleSize);
  const distance = normalQuantile(1 - nonconforming);
  return deviation === 'known'
    ? normalCdf(root * (distance - acceptanceConstant))
    : 1 - noncentralTCdf(root * acceptanceConstant, sampleSize - 1, root * distance);
}

/**
 * The plan by variables with the smallest sample that keeps both risks. Where the size leaves a choice, k lies midway between what producer and
 * consumer allow.
 *
 * @throws {SdkError} `sampling-out-of-range`, `sampling-no-plan`
 */
export function planVariables(points: RiskPoints, deviation: VariablesPlan['deviation']): VariablesPlan & Risks {
  checkOpenPoints(points);
  const constants = deviation === 'known' ? knownConstants : unknownConstants;
  // the room for k grows with the sample
  const sampleSize = firstInteger((n) => hasRoom(constants(points, n)), deviation === 'known' ? 1 : 2, MOST);
  if (sampleSize > MOST) {
    throw new SdkError(
      'sampling-no-plan',
      `No sample of up to ${MOST} keeps both risks. Set the two qualities further apart.`,
    );
  }
  const { least, most } = constants(points, sampleSize);
  const plan: VariablesPlan = { sampleSize, acceptanceConstant: (least + most) / 2, deviation };
  return {
    ...plan,
    producerRisk: 1 - variablesAcceptance(plan, points.producerQuality),
    consumerRisk: variablesAcceptance(plan, points.consumerQuality),
  };
}

interface Constants {
  /** The least k with which the consumer's risk is kept, and the most with which the producer's is. */
  readonly least: number;
  readonly most: number;
}
const hasRoom = ({ least, most }: Constants): boolean => least <= most;

function knownConstants(points: RiskPoints, sampleSize: number): Constants {
  const root = Math.sqrt(sampleSize);
  return {
    least: normalQuantile(1 - points.consumerQuality) + normalQuantile(1 - points.consumerRisk) / root,
    most: normalQuantile(1 - points.producerQuality) - normalQuantile(1 - points.producerRisk) / root,
  };
}

function unknownConstants(points: RiskPoints, sampleSize: number): Constants {
  const root = Math.sqrt(sampleSize);
  const constant = (quality: number, probability: number): number => {
    const shift = root * normalQuantile(1 - quality);
    const widest = Math.abs(shift) + 1000;
    return bisect((t) => noncentralTCdf(t, sampleSize - 1, shift), probability, -widest, widest) / root;
  };
  return {
    least: constant(points.consumerQuality, 1 - points.consumerRisk),
    most: constant(points.producerQuality, points.producerRisk),
  };
}
