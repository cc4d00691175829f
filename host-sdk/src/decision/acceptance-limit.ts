import { SdkError } from '../errors.js';
import { bisect } from '../statistics/bisect.js';
import { globalRisks, type PriorDistribution } from './conformity.js';

/**
 * Upper acceptance limit that keeps the global consumer's risk of a one-sided tolerance (JCGM 106:2012 §9.5.4): the tolerance limit less a
 * guard band.
 *
 * @param risk greatest consumer's risk, above 0
 * @throws {SdkError} `rules-out-of-range` where no limit within the support of the prior keeps it
 */
export function upperAcceptanceLimit(
  prior: PriorDistribution,
  uncertainty: number,
  toleranceUpper: number,
  risk: number,
): number {
  const lower = Number.NEGATIVE_INFINITY;
  const riskAt = (limit: number) =>
    globalRisks(prior, uncertainty, { lower, upper: toleranceUpper }, { lower, upper: limit }).consumer;
  if (riskAt(prior.support.lower) > risk) {
    throw new SdkError(
      'rules-out-of-range',
      'No acceptance limit keeps this risk. Measure better, or state a greater risk.',
    );
  }
  return bisect(riskAt, risk, prior.support.lower, prior.support.upper);
}
