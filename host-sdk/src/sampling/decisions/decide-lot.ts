import type { Bilingual } from '../../evaluation/levels.js';
import { ruleSetName } from '../../rules/rule-set-name.js';
import { lotQualities, type Risks } from '../plans/risk-points.js';
import { quantised } from '../quantise.js';
import { findings, inOrder, type StratumFindings } from '../results/findings.js';
import type { SampleState } from '../results/sample-state.js';
import { boundAcceptance } from './bound-acceptance.js';
import { checkDecisionRules, type LotDecisionRules } from './decision-rules.js';
import { decisionTexts } from './decision-texts.js';
import { posteriorAtMost } from './posterior.js';
import { type PlanStep, planAcceptance, runPlan } from './run-plan.js';
import { byBounds, byPlan } from './verdict.js';

/** What becomes of a lot 批判定: accepted 接收, conditionally kept 有条件接收, rejected 拒收. */
export type LotOutcome = 'accepted' | 'conditional' | 'rejected';

/** What follows from it. */
export type LotAction = 'extend-interval' | 'keep-interval' | 'shorten-interval' | 'verify-all' | 'replace-lot';

/** A decision on a lot, with all that it rests on. Probabilities are rounded to nine digits. */
export interface LotDecision {
  readonly lot: string;
  readonly digest: string;
  /** `<id>@<version>` of the decision rules. */
  readonly rules: string;
  readonly outcome: LotOutcome;
  readonly action: LotAction;
  /** Verification interval that follows, months; absent: none, every instrument is dealt with. */
  readonly months?: number;
  /** `plan`: an undivided lot's plan. `bounds`: the combined upper bound of a divided lot. */
  readonly by: 'plan' | 'bounds';
  /** When those who could not be reached are left out, and when they count as nonconforming. */
  readonly asReached: 'accept' | 'refuse';
  readonly worstCase: 'accept' | 'refuse';
  readonly strata: readonly StratumFindings[];
  /** Estimated number of nonconforming instruments (each stratum's share found, times its size); null where nothing was looked at. */
  readonly estimate: number | null;
  /**
   * Exact bounds of their number; those not reached count as conforming in the lower and nonconforming in the upper one. Null after a sequential
   * plan, whose end depends on what was found.
   */
  readonly bounds: { readonly lower: number; readonly upper: number; readonly confidence: number } | null;
  /** Probability that the lot is better than the consumer's quality, with a uniform prior; undivided lots only, those not reached left out. */
  readonly posterior: number | null;
  /**
   * Risks of what was really done, at the rules' points: for a plan those of its operating characteristic, for bounds with the nonconforming
   * ones spread evenly over the strata (whatever the spread, the consumer's risk is at most (1 − confidence)/2).
   */
  readonly risks: Risks;
  readonly reasons: readonly Bilingual[];
}

/**
 * Decides a lot whose sample is complete.
 *
 * Accepted when the plan (or the upper bound) accepts even with all that could not be reached counted as nonconforming. Rejected when it refuses
 * and the sample shows that more than the tolerable share is nonconforming. Conditional in between.
 *
 * @throws {SdkError} `sampling-incomplete` with what is outstanding; `sampling-bad-rules`
 */
export function decideLot(state: SampleState, rules: LotDecisionRules): LotDecision {
  checkDecisionRules(rules);
  const { lot } = state;
  const strata = findings(state);
  const { by, asReached, worstCase, bounds, looked } =
    lot.plan === undefined ? byBounds(state, strata, rules) : byPlan(state, lot.plan, strata, rules);
  const size = lot.members.length;
  const shown = bounds === null ? worstCase === 'refuse' : bounds.lower / size > rules.tolerable;
  const outcome: LotOutcome =
    worstCase === 'accept' ? 'accepted' : asReached === 'refuse' && shown ? 'rejected' : 'conditional';
  // without bounds only rules that replace every refused lot do so
  const isReplaced = bounds === null ? rules.replaceAbove === 0 : bounds.lower / size > rules.replaceAbove;
  const action = actionOf(outcome, isReplaced, rules);
  const { good, bad } = lotQualities(rules.points, size);
  const accepts = (nonconforming: number): number =>
    lot.plan === undefined
      ? boundAcceptance(strata, nonconforming, bad, rules.confidence)
      : planAcceptance(lot.plan, looked, nonconforming, size);
  const [first] = strata;
  const decision: Omit<LotDecision, 'reasons'> = {
    lot: lot.id,
    digest: lot.digest,
    rules: ruleSetName(rules),
    outcome,
    action,
    ...(action === 'extend-interval' ? { months: rules.months.extended } : {}),
    ...(action === 'keep-interval' ? { months: rules.months.regular } : {}),
    ...(action === 'shorten-interval' ? { months: rules.months.shortened } : {}),
    by,
    asReached,
    worstCase,
    strata,
    estimate: estimateOf(strata),
    bounds: bounds && { ...bounds, confidence: rules.confidence },
    posterior:
      strata.length === 1 ? quantised(posteriorAtMost(bad - 1, first!.nonconforming, first!.looked, size)) : null,
    risks: { producerRisk: quantised(1 - accepts(good)), consumerRisk: quantised(accepts(bad)) },
  };
  return { ...decision, reasons: decisionTexts(decision, size, rules) };
}

/** Where the plan of an undivided lot stands, before its sample is complete: for double and sequential plans. Undefined: it has none. */
export function runningDecision(state: SampleState): { asReached: PlanStep; worstCase: PlanStep } | undefined {
  const { plan, strata } = state.lot;
  if (plan === undefined) return undefined;
  return {
    asReached: runPlan(plan, inOrder(state, strata[0]!.name, 'left-out')),
    worstCase: runPlan(plan, inOrder(state, strata[0]!.name, 'nonconforming')),
  };
}

function actionOf(outcome: LotOutcome, isReplaced: boolean, { months }: LotDecisionRules): LotAction {
  if (outcome === 'accepted') return months.extended > months.regular ? 'extend-interval' : 'keep-interval';
  if (outcome === 'conditional') return months.shortened < months.regular ? 'shorten-interval' : 'keep-interval';
  return isReplaced ? 'replace-lot' : 'verify-all';
}

function estimateOf(strata: readonly StratumFindings[]): number | null {
  if (strata.some(({ looked }) => looked === 0)) return null;
  return quantised(strata.reduce((sum, { size, looked, nonconforming }) => sum + (size * nonconforming) / looked, 0));
}
