import { SdkError } from '../../errors.js';

/** A value that was seen, with the probability that its instrument was drawn. */
export interface SampledValue {
  readonly value: number;
  /** Inclusion probability 入样概率 π, above 0 and at most 1, known before the draw. */
  readonly inclusion: number;
}

/** A total of the whole population, estimated from a sample. */
export interface EstimatedTotal {
  readonly total: number;
  /** Estimated variance of that estimate; null where it cannot be estimated: one instrument of a stratum says nothing about its spread. */
  readonly variance: number | null;
}

/** A stratum of which a simple random sample was seen. */
export interface SeenStratum {
  readonly size: number;
  readonly looked: number;
  /** Mean, and variance with the divisor n − 1, of the values seen. */
  readonly mean: number;
  readonly variance: number;
}

/**
 * Horvitz–Thompson estimate of a total (1952): every value counts 1/π times; unbiased for any design with known π. Its variance is estimated as by
 * Sen (1953) and Yates and Grundy (1953), unbiased for samples of fixed size when every pair has a chance.
 *
 * @param joint probability that both, given by their places in `sample`, are drawn together, above 0
 * @throws {SdkError} `sampling-not-random` for a value without a probability: a targeted visit has none
 */
export function horvitzThompson(
  sample: readonly SampledValue[],
  joint: (first: number, second: number) => number,
): EstimatedTotal {
  for (const { inclusion } of sample) checkProbability(inclusion);
  const total = sample.reduce((sum, { value, inclusion }) => sum + value / inclusion, 0);
  let variance = 0;
  for (let i = 0; i < sample.length; i++) {
    for (let j = 0; j < i; j++) {
      const [first, second] = [sample[i]!, sample[j]!];
      const both = joint(i, j);
      checkProbability(both);
      const difference = first.value / first.inclusion - second.value / second.inclusion;
      variance += ((first.inclusion * second.inclusion - both) / both) * difference ** 2;
    }
  }
  const isCensus = sample.every(({ inclusion }) => inclusion === 1);
  return { total, variance: sample.length > 1 || isCensus ? variance : null };
}

/**
 * The same for simple random samples of strata, in which π = n_h/N_h, without the pairs: Σ N_h ȳ_h, and Σ N_h² (1 − n_h/N_h) s_h²/n_h (Cochran,
 * Sampling Techniques, theorems 5.1 and 5.3).
 *
 * @throws {SdkError} `sampling-incomplete` for a stratum of which nothing was seen: it has no estimate
 */
export function stratifiedTotal(strata: readonly SeenStratum[]): EstimatedTotal {
  let total = 0;
  let variance: number | null = 0;
  for (const { size, looked, mean, variance: spread } of strata) {
    if (looked === 0) {
      throw new SdkError('sampling-incomplete', 'Of one stratum nothing was seen: its total cannot be estimated.');
    }
    total += size * mean;
    if (looked === size || variance === null) continue;
    variance = looked < 2 ? null : variance + (size ** 2 * (1 - looked / size) * spread) / looked;
  }
  return { total, variance };
}

/** Yes and no as values 1 and 0. */
export function seenCounts(size: number, looked: number, count: number): SeenStratum {
  const mean = looked === 0 ? 0 : count / looked;
  return { size, looked, mean, variance: looked < 2 ? 0 : (looked * mean * (1 - mean)) / (looked - 1) };
}

function checkProbability(value: number): void {
  if (!(value > 0 && value <= 1)) {
    throw new SdkError(
      'sampling-not-random',
      `An inclusion probability of ${value} is none: only a random sample stands for its population.`,
    );
  }
}
