import type { BehaviourPrior } from './behaviour-prior.js';
import {
  COMPONENT_SIZE,
  COMPONENTS,
  COVARIANCE,
  DRIFTING,
  ERROR,
  ERROR_VARIANCE,
  MIXTURE_SIZE,
  mergeInto,
  RATE,
  RATE_VARIANCE,
  STEADY,
  STEPPED,
  STRAYED,
} from './mixture.js';

/**
 * Lets time pass over a mixture: errors move by their rates and walk, and a part of what was steady or drifting has begun to drift or has
 * stepped meanwhile.
 *
 * @param target receives the result at `to`; may be `source` itself at the same place
 * @param years 0 or more
 * @param hazard factor on how often things happen: above 1 where the instrument shows symptoms
 */
export function predictMixture(
  target: Float64Array,
  to: number,
  source: Float64Array,
  from: number,
  years: number,
  prior: BehaviourPrior,
  hazard = 1,
): void {
  if (target !== source || to !== from) for (let i = 0; i < MIXTURE_SIZE; i++) target[to + i] = source[from + i]!;
  if (!(years > 0)) return;
  const walk = prior.walk * years;
  for (let at = to; at < to + COMPONENTS * COMPONENT_SIZE; at += COMPONENT_SIZE) {
    const covariance = target[at + COVARIANCE]!;
    const rateVariance = target[at + RATE_VARIANCE]!;
    target[at + ERROR]! += target[at + RATE]! * years;
    target[at + ERROR_VARIANCE]! += (2 * covariance + rateVariance * years) * years + walk;
    target[at + COVARIANCE] = covariance + rateVariance * years;
  }
  const steady = to + STEADY * COMPONENT_SIZE;
  const drifting = to + DRIFTING * COMPONENT_SIZE;
  beginToDrift(target, steady, drifting, years, prior, hazard);
  stepMixture(target, to, 1 - Math.exp(-prior.stepRate * hazard * years), prior);
}

/** A share of what is steady or drifting has stepped. */
export function stepMixture(mixture: Float64Array, at: number, share: number, prior: BehaviourPrior): void {
  step(mixture, at, at + STEADY * COMPONENT_SIZE, share, prior);
  step(mixture, at, at + DRIFTING * COMPONENT_SIZE, share, prior);
}

/** Those that began to drift did so halfway, as far as their mean and variance tell. */
function beginToDrift(
  mixture: Float64Array,
  steady: number,
  drifting: number,
  years: number,
  { driftOnset, driftRate, driftSpread }: BehaviourPrior,
  hazard: number,
): void {
  const weight = mixture[steady]! * (1 - Math.exp(-driftOnset * hazard * years));
  mixture[steady]! -= weight;
  const half = years / 2;
  const rateVariance = driftSpread * driftSpread;
  // Begun at an even chance any time: second moment of the elapsed time is years²/3.
  const spread = ((driftRate * driftRate) / 12 + rateVariance / 3) * years * years;
  mergeInto(
    mixture,
    drifting,
    weight,
    mixture[steady + ERROR]! + driftRate * half,
    driftRate,
    mixture[steady + ERROR_VARIANCE]! + spread,
    rateVariance * half,
    rateVariance,
  );
}

/** A step changes the error and nothing else: what drifted goes on doing so. */
function step(mixture: Float64Array, to: number, from: number, share: number, prior: BehaviourPrior): void {
  const weight = mixture[from]! * share;
  mixture[from]! -= weight;
  const error = mixture[from + ERROR]!;
  const rate = mixture[from + RATE]!;
  const variance = mixture[from + ERROR_VARIANCE]!;
  const covariance = mixture[from + COVARIANCE]!;
  const rateVariance = mixture[from + RATE_VARIANCE]!;
  const { stepSpread, strayShare, straySpread } = prior;
  const small = to + STEPPED * COMPONENT_SIZE;
  const large = to + STRAYED * COMPONENT_SIZE;
  mergeInto(
    mixture,
    small,
    weight * (1 - strayShare),
    error,
    rate,
    variance + stepSpread ** 2,
    covariance,
    rateVariance,
  );
  mergeInto(mixture, large, weight * strayShare, error, rate, variance + straySpread ** 2, covariance, rateVariance);
}
