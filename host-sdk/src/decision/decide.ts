/** Decision on a quantity of which only a probability is known, with stated risks (JCGM 106:2012 §8). */
export type Conformity = 'within-tolerance' | 'out-of-tolerance' | 'undecided';

export interface Decision {
  readonly conformity: Conformity;
  /** Risk that "within tolerance" would be wrong: specific consumer's risk (JCGM 106:2012 §9.3.2). */
  readonly consumerRisk: number;
  /** Risk that "out of tolerance" would be wrong: specific producer's risk. */
  readonly producerRisk: number;
}

/**
 * Decides only where the risk of being wrong is small enough; otherwise the matter stays open and a measurement decides.
 *
 * @param probability of being out of tolerance, 0…1
 */
export function decide(probability: number, greatest: { consumerRisk: number; producerRisk: number }): Decision {
  const consumerRisk = probability;
  const producerRisk = 1 - probability;
  const conformity =
    consumerRisk <= greatest.consumerRisk
      ? 'within-tolerance'
      : producerRisk <= greatest.producerRisk
        ? 'out-of-tolerance'
        : 'undecided';
  return { conformity, consumerRisk, producerRisk };
}
