import type { BehaviourPrior } from './behaviour-prior.js';
import type { IncrementShares } from './increment-shares.js';
import type { Increment } from './increments.js';
import { symptoms } from './symptoms.js';

/** What the increments of a population add up to, split by ways of behaving: all that `fitBehaviour` needs. */
export interface Sums {
  /** Increments that are neither steps nor blunders, and their years. */
  unstepped: number;
  steady: number;
  drifting: number;
  stepped: number;
  strayed: number;
  /** Years of observation, and the steps that time (not a symptom) explains. */
  years: number;
  stepsByTime: number;
  /** Of the steady: expected squares of how far they walked, over years. */
  steadySquares: number;
  /** Of the drifting: expected rates, and their squares. */
  driftRates: number;
  driftSquares: number;
  /** Of the stepped: expected squares of the steps. */
  stepSquares: number;
  /**
   * Of points beside their leading one: how many changes; squares of the leading ones, products, squares of their own; and the variances of their own and
   * of the leading ones that measurements make.
   */
  pairs: number;
  leadingSquares: number;
  products: number;
  ownSquares: number;
  ownNoise: number;
  leadingNoise: number;
}

export const emptySums = (): Sums => ({
  unstepped: 0,
  steady: 0,
  drifting: 0,
  stepped: 0,
  strayed: 0,
  years: 0,
  stepsByTime: 0,
  steadySquares: 0,
  driftRates: 0,
  driftSquares: 0,
  stepSquares: 0,
  pairs: 0,
  leadingSquares: 0,
  products: 0,
  ownSquares: 0,
  ownNoise: 0,
  leadingNoise: 0,
});

/** The sums of a type without one of its batches. */
export function subtracted(whole: Sums, part: Sums): Sums {
  const rest = { ...whole };
  for (const name of Object.keys(rest) as (keyof Sums)[]) rest[name] = Math.max(0, rest[name] - part[name]);
  // Rates, and products, have a sign.
  rest.driftRates = whole.driftRates - part.driftRates;
  rest.products = whole.products - part.products;
  return rest;
}

/**
 * Adds what is expected of an increment under the prior that explained it (the E-step): of what a measurement shows, the part that is the
 * instrument's and not the measurement's, and what stays unknown of it. Both are needed: to leave the second out, or to cut negative squares off,
 * would find a walk where there is none.
 *
 * @param bySymptom steps among the increments with each symptom, in the order of `symptoms`
 */
export function addTo(
  sums: Sums,
  increment: Increment,
  shares: IncrementShares,
  prior: BehaviourPrior,
  bySymptom: { steps: number; seen: number }[],
): void {
  const { steady, drifting, stepped, strayed, stepExpected, stepByTime } = shares;
  const { years, change, variance, symptoms: mask } = increment;
  const steps = stepped + strayed;
  const walk = prior.walk * years;
  sums.unstepped += steady + drifting;
  sums.steady += steady;
  sums.drifting += drifting;
  sums.stepped += stepped;
  sums.strayed += strayed;
  sums.years += years;
  sums.stepsByTime += stepExpected > 0 ? (steps * stepByTime) / stepExpected : 0;
  sums.steadySquares += (steady * expectedSquare(change, walk, variance + (prior.steadySpread * years) ** 2)) / years;
  const spread = prior.driftSpread ** 2;
  const gain = spread / (spread + (variance + walk) / years ** 2);
  const rate = prior.driftRate + gain * (change / years - prior.driftRate);
  sums.driftRates += drifting * rate;
  sums.driftSquares += drifting * (rate * rate + spread * (1 - gain));
  sums.stepSquares += stepped * expectedSquare(change, prior.stepSpread ** 2, variance + walk);
  addPairs(sums, increment);
  for (let bit = 0; bit < symptoms.length; bit++) {
    if ((mask >> bit) % 2 === 0) continue;
    bySymptom[bit]!.seen++;
    bySymptom[bit]!.steps += steps;
  }
}

/** Expected square of a normal quantity of variance `own` about 0 after `sum` was seen, to which noise of variance `noise` has been added. */
function expectedSquare(sum: number, own: number, noise: number): number {
  const gain = own / (own + noise);
  return (gain * sum) ** 2 + own * (1 - gain);
}

/** Beyond this change, in limits, a point is not taken for a lesson in how points go together: frauds and broken parts have their own ways. */
const ordinary = 2;

function addPairs(sums: Sums, { along = [] }: Increment): void {
  for (const { own, leading, ownVariance, leadingVariance } of along) {
    if (Math.abs(own) > ordinary || Math.abs(leading) > ordinary) continue;
    sums.pairs++;
    sums.leadingSquares += leading * leading;
    sums.products += own * leading;
    sums.ownSquares += own * own;
    sums.ownNoise += ownVariance;
    sums.leadingNoise += leadingVariance;
  }
}
