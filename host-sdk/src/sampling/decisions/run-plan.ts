import { acceptanceProbability } from '../plans/acceptance.js';
import type { AnyPlan } from '../plans/curves.js';
import { doubleOutcome } from '../plans/double-plan.js';
import { sequentialOutcome, sequentialStep } from '../plans/sequential-plan.js';

/** Where a plan stands after the instruments looked at so far. */
export interface PlanStep {
  readonly step: 'accept' | 'refuse' | 'continue';
  /** Instruments that it took to get there. */
  readonly looked: number;
  readonly nonconforming: number;
}

/**
 * Follows an attributes plan along its sample.
 *
 * @param sequence nonconforming or not, in the order drawn
 * @param isComplete nothing more will come: a plan that has not got all that it asks for decides by what it has
 */
export function runPlan(plan: AnyPlan, sequence: readonly boolean[], isComplete = false): PlanStep {
  const found = (looked: number): number => sequence.slice(0, looked).filter(Boolean).length;
  const at = (step: PlanStep['step'], looked: number): PlanStep => ({ step, looked, nonconforming: found(looked) });
  const limited = (size: number, number: number): PlanStep => {
    const looked = Math.min(size, sequence.length);
    if (looked < size && !isComplete) return at('continue', looked);
    return at(found(looked) <= number ? 'accept' : 'refuse', looked);
  };
  switch (plan.kind) {
    case 'single':
      return limited(plan.sampleSize, plan.acceptanceNumber);
    case 'double': {
      const first = limited(plan.firstSize, plan.firstAcceptance);
      if (first.step !== 'refuse' || first.nonconforming >= plan.firstRejection) return first;
      return limited(plan.firstSize + plan.secondSize, plan.secondAcceptance);
    }
    case 'sequential': {
      for (let looked = 1; looked <= sequence.length; looked++) {
        const step = sequentialStep(plan, looked, found(looked));
        if (step !== 'continue') return at(step, looked);
      }
      if (!isComplete) return at('continue', sequence.length);
      // not enough to accept
      return at('refuse', sequence.length);
    }
    case 'variables':
      throw new TypeError('a lot is never fixed with a plan by variables');
  }
}

/** Probability that the plan, with the sample that it really got, accepts a lot with so many nonconforming instruments. */
export function planAcceptance(plan: AnyPlan, looked: number, nonconforming: number, lotSize: number): number {
  switch (plan.kind) {
    case 'single': {
      const sampleSize = Math.min(plan.sampleSize, looked);
      if (sampleSize === 0) return 1;
      const acceptanceNumber = Math.min(plan.acceptanceNumber, sampleSize);
      return acceptanceProbability({ sampleSize, acceptanceNumber }, nonconforming, lotSize);
    }
    case 'double':
      return doubleOutcome(plan, nonconforming, lotSize).accepted;
    case 'sequential':
      return sequentialOutcome(plan, nonconforming, lotSize).accepted;
    case 'variables':
      throw new TypeError('a lot is never fixed with a plan by variables');
  }
}
