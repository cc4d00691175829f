import { normalDensity } from '../statistics/normal-distribution.js';
import type { BehaviourPrior } from './behaviour-prior.js';
import {
  COMPONENT_SIZE,
  COMPONENTS,
  COVARIANCE,
  DRIFTING,
  ERROR,
  ERROR_VARIANCE,
  mergeInto,
  normaliseWeights,
  RATE,
  RATE_VARIANCE,
  STEADY,
  STEPPED,
  STRAYED,
  WEIGHT,
} from './mixture.js';

/** How far a measurement is believed. Variances in units of the limit squared. */
export interface MeasurementModel {
  /** Variance of the measured error, without what is common. */
  readonly variance: number;
  /** Variance of what is the same in all measurements of this kind (a trader's own standard, the steps of an indication); 0: nothing is. */
  readonly common: number;
  /** Steps in which it was read, in limits: anywhere within half a step of it the reading would have been the same; 0: finer. */
  readonly resolution: number;
  /** Share of measurements that are blunders (wrong load, transposed digits), and their additional variance. */
  readonly blunderShare: number;
  readonly blunderVariance: number;
  /** Below this variance the error is never known. */
  readonly floor: number;
}

/**
 * Takes a measured error into a mixture (Kalman update of each component, weights by their likelihoods; a blunder is possible, so that no
 * single value throws everything over). What measurements have in common is considered and not estimated (Schmidt–Kalman filter): a reading that is
 * repeated says it again and not more surely.
 *
 * @param covariance of what is wrong in the estimate with what is common @returns the same afterwards
 */
export function measureMixture(
  mixture: Float64Array,
  at: number,
  value: number,
  model: MeasurementModel,
  prior: BehaviourPrior,
  covariance = 0,
): number {
  let total = 0;
  let after = 0;
  for (let c = at; c < at + COMPONENTS * COMPONENT_SIZE; c += COMPONENT_SIZE) {
    if (!(mixture[c]! > 0)) continue;
    const gain = updateComponent(mixture, c, value, model, covariance);
    total += mixture[c]!;
    after += mixture[c]! * (covariance - gain * (model.common > 0 ? covariance + model.common : covariance));
  }
  // Nothing explains the value: it is as far out as numbers go, so the widest component keeps all of it.
  if (!(total > 0)) mixture[at + STRAYED * COMPONENT_SIZE] = 1;
  normaliseWeights(mixture, at);
  settle(mixture, at, prior);
  for (const c of [STEADY, DRIFTING]) {
    const variance = at + c * COMPONENT_SIZE + ERROR_VARIANCE;
    if (mixture[variance]! < model.floor) mixture[variance] = model.floor;
  }
  return total > 0 ? after / total : covariance;
}

/** Weighs the component by its likelihood and updates its moments. @returns the gain: by how much of the innovation the error has changed */
function updateComponent(
  mixture: Float64Array,
  c: number,
  value: number,
  model: MeasurementModel,
  covarianceWithCommon: number,
): number {
  const error = mixture[c + ERROR]!;
  const rate = mixture[c + RATE]!;
  const variance = mixture[c + ERROR_VARIANCE]!;
  const covariance = mixture[c + COVARIANCE]!;
  const rateVariance = mixture[c + RATE_VARIANCE]!;
  const innovation = beyond(value - error, model.resolution / 2);
  // No covariance is greater than its two deviations.
  const most = Math.sqrt(variance * model.common);
  const shared = Math.max(-most, Math.min(most, covarianceWithCommon));
  const good = variance + 2 * shared + model.common + model.variance;
  const bad = good + model.blunderVariance;
  const likelyGood = (1 - model.blunderShare) * normalDensity(innovation, good);
  const likelyBad = model.blunderShare * normalDensity(innovation, bad);
  const likelihood = likelyGood + likelyBad;
  if (!(likelihood > 0)) {
    mixture[c + WEIGHT] = 0;
    return 0;
  }
  const share = likelyGood / likelihood;
  // Moments of the two updates, of a good measurement and of a blunder, taken together.
  const gainGood = (variance + shared) / good;
  const gainBad = (variance + shared) / bad;
  const rateGood = covariance / good;
  const rateBad = covariance / bad;
  const gain = share * gainGood + (1 - share) * gainBad;
  const rateGain = share * rateGood + (1 - share) * rateBad;
  const between = share * (1 - share) * innovation * innovation;
  mixture[c + ERROR] = error + gain * innovation;
  mixture[c + RATE] = rate + rateGain * innovation;
  mixture[c + ERROR_VARIANCE] = variance - gain * (variance + shared) + between * (gainGood - gainBad) ** 2;
  mixture[c + COVARIANCE] = covariance * (1 - gain) + between * (gainGood - gainBad) * (rateGood - rateBad);
  mixture[c + RATE_VARIANCE] = rateVariance - covariance * rateGain + between * (rateGood - rateBad) ** 2;
  mixture[c + WEIGHT]! *= likelihood;
  return gain;
}

/** How far a difference reaches beyond what a step of the indication hides. */
function beyond(difference: number, hidden: number): number {
  return Math.sign(difference) * Math.max(0, Math.abs(difference) - hidden);
}

/**
 * What stepped goes on as steady or drifting from where it was found, with the rate of its population: a step tells nothing about it. As long
 * as it is the less likely story (one value far out may be a blunder) it stays a story of its own for the next measurement to decide; once
 * it is the more likely one, the two change places.
 */
function settle(mixture: Float64Array, at: number, prior: BehaviourPrior): void {
  const steady = at + STEADY * COMPONENT_SIZE;
  const drifting = at + DRIFTING * COMPONENT_SIZE;
  const stepped = at + STEPPED * COMPONENT_SIZE;
  const strayed = at + STRAYED * COMPONENT_SIZE;
  moveInto(mixture, stepped, strayed);
  const weight = mixture[stepped]!;
  if (!(weight > 0)) return;
  const error = mixture[stepped + ERROR]!;
  const variance = mixture[stepped + ERROR_VARIANCE]!;
  if (weight > 0.5) {
    mixture.copyWithin(strayed, stepped, stepped + COMPONENT_SIZE);
    mixture.fill(0, stepped, strayed);
    moveInto(mixture, stepped, steady);
    moveInto(mixture, stepped, drifting);
    mixture.fill(0, strayed, strayed + COMPONENT_SIZE);
  } else {
    const apart = error - mixture[steady + ERROR]!;
    if (mixture[steady]! > 0 && apart * apart > 9 * (variance + mixture[steady + ERROR_VARIANCE]!)) return;
    mixture.fill(0, stepped, strayed);
  }
  const { driftingShare: share, driftRate, driftSpread, steadySpread } = prior;
  mergeInto(mixture, steady, weight * (1 - share), error, 0, variance, 0, steadySpread ** 2);
  mergeInto(mixture, drifting, weight * share, error, driftRate, variance, 0, driftSpread ** 2);
}

/** Merges one component into another and empties it. */
function moveInto(mixture: Float64Array, to: number, from: number): void {
  const [weight, error, rate, errorVariance, covariance, rateVariance] = mixture.subarray(from, from + COMPONENT_SIZE);
  mergeInto(mixture, to, weight!, error!, rate!, errorVariance!, covariance!, rateVariance!);
  mixture.fill(0, from, from + COMPONENT_SIZE);
}
