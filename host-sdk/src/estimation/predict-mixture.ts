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
import type { Passage } from './passage.js';

/**
 * Lets time pass over a mixture: errors move by their rates and walk, and a part of what was steady or drifting has begun to drift or has
 * stepped meanwhile. `predictErrors` does the same to errors alone.
 *
 * @param target receives the result at `to`; may be `source` itself at the same place
 */
export function predictMixture(
  target: Float64Array,
  to: number,
  source: Float64Array,
  from: number,
  passage: Passage,
): void {
  if (target !== source || to !== from) for (let i = 0; i < MIXTURE_SIZE; i++) target[to + i] = source[from + i]!;
  const { years, walk } = passage;
  if (!(years > 0)) return;
  for (let at = to; at < to + COMPONENTS * COMPONENT_SIZE; at += COMPONENT_SIZE) {
    const covariance = target[at + COVARIANCE]!;
    const rateVariance = target[at + RATE_VARIANCE]!;
    target[at + ERROR]! += target[at + RATE]! * years;
    target[at + ERROR_VARIANCE]! += (2 * covariance + rateVariance * years) * years + walk;
    target[at + COVARIANCE] = covariance + rateVariance * years;
  }
  beginToDrift(target, to + STEADY * COMPONENT_SIZE, to + DRIFTING * COMPONENT_SIZE, passage);
  stepMixture(target, to, passage.stepped, passage);
}

function beginToDrift(mixture: Float64Array, steady: number, drifting: number, passage: Passage): void {
  const weight = mixture[steady]! * passage.onset;
  mixture[steady]! -= weight;
  mergeInto(
    mixture,
    drifting,
    weight,
    mixture[steady + ERROR]! + passage.onsetError,
    passage.onsetRate,
    mixture[steady + ERROR_VARIANCE]! + passage.onsetVariance,
    (passage.onsetRateVariance * passage.years) / 2,
    passage.onsetRateVariance,
  );
}

/** A share of what is steady or drifting has stepped: that changes the error and nothing else, what drifted goes on doing so. */
export function stepMixture(
  mixture: Float64Array,
  at: number,
  share: number,
  steps: Pick<Passage, 'stepVariance' | 'strayVariance' | 'strayShare'>,
): void {
  for (const component of [STEADY, DRIFTING]) {
    const from = at + component * COMPONENT_SIZE;
    const weight = mixture[from]! * share;
    mixture[from]! -= weight;
    const error = mixture[from + ERROR]!;
    const rate = mixture[from + RATE]!;
    const variance = mixture[from + ERROR_VARIANCE]!;
    const covariance = mixture[from + COVARIANCE]!;
    const rateVariance = mixture[from + RATE_VARIANCE]!;
    const { stepVariance, strayVariance, strayShare } = steps;
    const large = weight * strayShare;
    const small = weight - large;
    const stepped = at + STEPPED * COMPONENT_SIZE;
    const strayed = at + STRAYED * COMPONENT_SIZE;
    mergeInto(mixture, stepped, small, error, rate, variance + stepVariance, covariance, rateVariance);
    mergeInto(mixture, strayed, large, error, rate, variance + strayVariance, covariance, rateVariance);
  }
}
