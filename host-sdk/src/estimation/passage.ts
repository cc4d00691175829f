import type { BehaviourPrior } from './behaviour-prior.js';

/** What some time does to every mixture of one population: worked out once for all test points of an instrument. */
export interface Passage {
  readonly years: number;
  /** Variance of the random walk. */
  readonly walk: number;
  /** Share of what was steady that has begun to drift, how far that has come on average, with which additional variance and rate. */
  readonly onset: number;
  readonly onsetError: number;
  readonly onsetVariance: number;
  readonly onsetRate: number;
  readonly onsetRateVariance: number;
  /** Share of what was steady or drifting that has stepped. */
  readonly stepped: number;
  /** Variances of ordinary and large steps, and the share of the large. */
  readonly stepVariance: number;
  readonly strayVariance: number;
  readonly strayShare: number;
}

/**
 * @param years 0 or more
 * @param hazard factor on how often things happen: above 1 where an instrument has fallen silent
 */
export function passageOf(years: number, prior: BehaviourPrior, hazard: number): Passage {
  const { driftRate, driftSpread, stepSpread, straySpread } = prior;
  const onsetRateVariance = driftSpread * driftSpread;
  return {
    years,
    walk: prior.walk * years,
    onset: 1 - Math.exp(-prior.driftOnset * hazard * years),
    // Begun at an even chance any time: halfway on average; the second moment of the elapsed time is years²/3.
    onsetError: (driftRate * years) / 2,
    onsetVariance: ((driftRate * driftRate) / 12 + onsetRateVariance / 3) * years * years,
    onsetRate: driftRate,
    onsetRateVariance,
    stepped: 1 - Math.exp(-prior.stepRate * hazard * years),
    stepVariance: stepSpread * stepSpread,
    strayVariance: straySpread * straySpread,
    strayShare: prior.strayShare,
  };
}
