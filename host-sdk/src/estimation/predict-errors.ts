import {
  COMPONENT_SIZE,
  COVARIANCE,
  DRIFTING,
  ERROR,
  ERROR_VARIANCE,
  RATE,
  RATE_VARIANCE,
  STEADY,
  STEPPED,
  STRAYED,
} from './mixture.js';
import type { Passage } from './passage.js';

/** Weight, error and variance of each component of a mixture: what `predictErrors` writes, three numbers for each. */
export const MIXTURE_ERRORS = 12;
/** Room for a mixture twice: once for what is usual, once for the tail that stands beside an instrument that observes itself. */
export const ERRORS_SIZE = 24;

/**
 * What `predictMixture` does, for the errors alone: a fleet is brought to a day without its rates, which nobody asks for then. The result
 * agrees with `predictMixture` but for rounding; a property test holds the two to each other.
 *
 * @param common variance that stands beside the mixture
 */
export function predictErrors(
  target: Float64Array,
  source: Float64Array,
  at: number,
  passage: Passage,
  common: number,
): void {
  const { years } = passage;
  target.fill(0, MIXTURE_ERRORS);
  const added = passage.walk + common;
  advance(target, STEADY, source, at + STEADY * COMPONENT_SIZE, years, added);
  advance(target, DRIFTING, source, at + DRIFTING * COMPONENT_SIZE, years, added);
  advance(target, STEPPED, source, at + STEPPED * COMPONENT_SIZE, years, added);
  advance(target, STRAYED, source, at + STRAYED * COMPONENT_SIZE, years, added);
  if (!(years > 0)) return;
  const begun = target[0]! * passage.onset;
  target[0]! -= begun;
  merge(target, DRIFTING * 3, begun, target[1]! + passage.onsetError, target[2]! + passage.onsetVariance);
  for (let from = 0; from <= DRIFTING * 3; from += 3) {
    const weight = target[from]! * passage.stepped;
    target[from]! -= weight;
    const large = weight * passage.strayShare;
    merge(target, STEPPED * 3, weight - large, target[from + 1]!, target[from + 2]! + passage.stepVariance);
    merge(target, STRAYED * 3, large, target[from + 1]!, target[from + 2]! + passage.strayVariance);
  }
}

function advance(
  target: Float64Array,
  component: number,
  source: Float64Array,
  c: number,
  years: number,
  added: number,
): void {
  const to = component * 3;
  target[to] = source[c]!;
  target[to + 1] = source[c + ERROR]! + source[c + RATE]! * years;
  target[to + 2] =
    source[c + ERROR_VARIANCE]! + (2 * source[c + COVARIANCE]! + source[c + RATE_VARIANCE]! * years) * years + added;
}

function merge(target: Float64Array, to: number, weight: number, error: number, variance: number): void {
  if (!(weight > 0)) return;
  const old = target[to]!;
  const total = old + weight;
  const a = old / total;
  const b = weight / total;
  const apart = target[to + 1]! - error;
  target[to] = total;
  target[to + 1] = a * target[to + 1]! + b * error;
  target[to + 2] = a * target[to + 2]! + b * variance + a * b * apart * apart;
}
