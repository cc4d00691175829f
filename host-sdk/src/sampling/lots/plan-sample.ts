import { acceptanceProbability, outOfRange } from '../plans/acceptance.js';
import type { AnyPlan } from '../plans/curves.js';
import { doubleOutcome } from '../plans/double-plan.js';

/**
 * The most instruments of a lot that a plan may look at.
 *
 * @throws {SdkError} `sampling-out-of-range` for a plan that the lot cannot have, or one by variables, whose errors of a chosen test point a lot
 *   does not hold
 */
export function checkPlan(plan: AnyPlan, lotSize: number): number {
  switch (plan.kind) {
    case 'single':
      acceptanceProbability(plan, 0, lotSize);
      return plan.sampleSize;
    case 'double':
      doubleOutcome(plan, 0, lotSize);
      return plan.firstSize + plan.secondSize;
    case 'sequential': {
      const { slope, acceptanceIntercept, rejectionIntercept, limit, limitAcceptance } = plan;
      const real = [slope, acceptanceIntercept, rejectionIntercept, limitAcceptance].every(Number.isFinite);
      if (!real || !Number.isSafeInteger(limit) || limit < 1 || limit > lotSize) {
        throw outOfRange(`A sequential plan of up to ${limit} cannot be carried out in a lot of ${lotSize}.`);
      }
      return limit;
    }
    case 'variables':
      throw outOfRange('A lot is decided by attributes: a plan by variables judges one error of indication.');
  }
}

/** The numbers of a plan and nothing else, in their order: what is fixed with a lot. */
export function planNumbers(plan: AnyPlan): AnyPlan {
  const { kind } = plan;
  const entries = planFields[kind].map((name) => [name, (plan as unknown as Record<string, number>)[name]]);
  return { kind, ...Object.fromEntries(entries) } as AnyPlan;
}

/** The numbers that each kind of plan consists of. */
export const planFields: Readonly<Record<AnyPlan['kind'], readonly string[]>> = {
  single: ['sampleSize', 'acceptanceNumber'],
  double: ['firstSize', 'firstAcceptance', 'firstRejection', 'secondSize', 'secondAcceptance'],
  sequential: ['slope', 'acceptanceIntercept', 'rejectionIntercept', 'limit', 'limitAcceptance'],
  variables: [],
};
