import { SdkError } from '../../errors.js';
import type { Bounds } from '../../statistics/binomial.js';
import type { AnyPlan } from '../plans/curves.js';
import { lotQualities } from '../plans/risk-points.js';
import { inOrder, type StratumFindings } from '../results/findings.js';
import type { SampleState } from '../results/sample-state.js';
import { combinedBounds, stratumBounds } from '../results/stratum-bounds.js';
import type { LotDecisionRules } from './decision-rules.js';
import { doubleBounds } from './double-bounds.js';
import { type PlanStep, runPlan } from './run-plan.js';

/** What plan or bounds say of a complete sample. */
export interface Verdict {
  readonly by: 'plan' | 'bounds';
  readonly asReached: 'accept' | 'refuse';
  readonly worstCase: 'accept' | 'refuse';
  /** Null: a sequential plan has none. */
  readonly bounds: Bounds | null;
  readonly looked: number;
}

/** @throws {SdkError} `sampling-incomplete` */
export function byPlan(
  state: SampleState,
  plan: AnyPlan,
  [stratum]: readonly StratumFindings[],
  { confidence }: LotDecisionRules,
): Verdict {
  const { name, outstanding } = stratum!;
  const isComplete = outstanding === 0;
  const [left, worst, best] = (['left-out', 'nonconforming', 'conforming'] as const).map((unreached) =>
    runPlan(plan, inOrder(state, name, unreached), isComplete),
  ) as [PlanStep, PlanStep, PlanStep];
  const needsMore = [left, worst, best].some(({ step }) => step === 'continue');
  // a single sample is looked at to its end, so that its bounds are those of its size
  if (!isComplete && (needsMore || plan.kind === 'single')) throw incomplete(outstanding);
  return {
    by: 'plan',
    asReached: left.step as Verdict['asReached'],
    worstCase: worst.step as Verdict['worstCase'],
    bounds: boundsOf(plan, state.lot.members.length, stratum!, { worst, best }, confidence),
    looked: left.looked,
  };
}

function boundsOf(
  plan: AnyPlan,
  size: number,
  stratum: StratumFindings,
  ends: { readonly worst: PlanStep; readonly best: PlanStep },
  confidence: number,
): Bounds | null {
  if (plan.kind === 'sequential') return null;
  return plan.kind === 'double' ? doubleBounds(plan, size, ends, confidence) : stratumBounds(stratum, confidence);
}

/** @throws {SdkError} `sampling-incomplete` */
export function byBounds(state: SampleState, strata: readonly StratumFindings[], rules: LotDecisionRules): Verdict {
  const outstanding = strata.reduce((sum, one) => sum + one.outstanding, 0);
  if (outstanding > 0) throw incomplete(outstanding);
  const { bad } = lotQualities(rules.points, state.lot.members.length);
  // a lot at the consumer's quality is accepted only when its upper bound is missed
  const verdict = (all: readonly StratumFindings[]): 'accept' | 'refuse' =>
    combinedBounds(all, rules.confidence).upper < bad ? 'accept' : 'refuse';
  return {
    by: 'bounds',
    asReached: verdict(strata.map((one) => ({ ...one, unreached: 0 }))),
    worstCase: verdict(strata),
    bounds: combinedBounds(strata, rules.confidence),
    looked: strata.reduce((sum, { looked }) => sum + looked, 0),
  };
}

const incomplete = (outstanding: number): SdkError =>
  new SdkError(
    'sampling-incomplete',
    `${outstanding} drawn instruments have no result yet: verify them, or say that they cannot be reached.`,
    { outstanding },
  );
