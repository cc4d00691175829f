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
  /** Of the steady: squares beyond what the measurements explain, over years. */
  steadySquares: number;
  /** Of the drifting: rates, their squares beyond what the measurements explain, weighted by years squared. */
  driftWeight: number;
  driftRates: number;
  driftSquares: number;
  /** Of the stepped: squares beyond what the measurements explain. */
  stepSquares: number;
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
  driftWeight: 0,
  driftRates: 0,
  driftSquares: 0,
  stepSquares: 0,
});

/** The sums of a type without one of its batches. */
export function subtracted(whole: Sums, part: Sums): Sums {
  const rest = { ...whole };
  for (const name of Object.keys(rest) as (keyof Sums)[]) rest[name] = Math.max(0, rest[name] - part[name]);
  // Rates have a sign.
  rest.driftRates = whole.driftRates - part.driftRates;
  return rest;
}

/** @param bySymptom steps among the increments with each symptom, in the order of `symptoms` */
export function addTo(
  sums: Sums,
  { years, change, variance, symptoms: mask }: Increment,
  shares: IncrementShares,
  bySymptom: { steps: number; seen: number }[],
): void {
  const { steady, drifting, stepped, strayed, stepExpected, stepByTime } = shares;
  const steps = stepped + strayed;
  sums.unstepped += steady + drifting;
  sums.steady += steady;
  sums.drifting += drifting;
  sums.stepped += stepped;
  sums.strayed += strayed;
  sums.years += years;
  sums.stepsByTime += stepExpected > 0 ? (steps * stepByTime) / stepExpected : 0;
  sums.steadySquares += (steady * Math.max(0, change * change - variance)) / years;
  // A long interval tells more of a rate than a short one.
  const weight = drifting * Math.min(1, (years * years) / (years * years * 0.05 + variance));
  sums.driftWeight += weight;
  sums.driftRates += (weight * change) / years;
  sums.driftSquares += (weight * Math.max(0, change * change - variance)) / (years * years);
  sums.stepSquares += stepped * Math.max(0, change * change - variance);
  for (let bit = 0; bit < symptoms.length; bit++) {
    if ((mask >> bit) % 2 === 0) continue;
    bySymptom[bit]!.seen++;
    bySymptom[bit]!.steps += steps;
  }
}
