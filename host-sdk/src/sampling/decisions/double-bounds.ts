import type { Bounds } from '../../statistics/binomial.js';
import { firstInteger } from '../../statistics/bisect.js';
import { foundAtMost } from '../plans/acceptance.js';
import { type DoublePlan, stagedAtMost } from '../plans/double-plan.js';
import type { PlanStep } from './run-plan.js';

/**
 * Exact bounds of the nonconforming instruments of a lot after a double plan, whose size depends on what it found. Its ends are put in order, the
 * better the fewer nonconforming ones they speak for: accepted by the first sample, then by the number in both samples together, then refused by
 * the first; a number of nonconforming instruments lies outside when an end as good, or as bad, as the one found has a probability of
 * (1 − confidence)/2 at most.
 *
 * @param worst where the plan ended when those not reached are nonconforming; decides the upper bound
 * @param best where it ended when they conform; decides the lower bound
 */
export function doubleBounds(
  plan: DoublePlan,
  lotSize: number,
  { worst, best }: { readonly worst: PlanStep; readonly best: PlanStep },
  confidence: number,
): Bounds {
  const tail = (1 - confidence) / 2;
  /** Probability of an end that is as good as this one with `count` found, or better. */
  const asGood = ({ looked }: PlanStep, count: number, marked: number): number =>
    looked > plan.firstSize
      ? stagedAtMost(plan, count, marked, lotSize)
      : foundAtMost(count, plan.firstSize, marked, lotSize);
  const greatest = lotSize - (worst.looked - worst.nonconforming);
  return {
    lower: firstInteger(
      (marked) => 1 - asGood(best, best.nonconforming - 1, marked) > tail,
      best.nonconforming,
      greatest,
    ),
    upper:
      firstInteger((marked) => asGood(worst, worst.nonconforming, marked) <= tail, worst.nonconforming, greatest) - 1,
  };
}
