import type { EstimationRules } from '../estimation/estimation-rules.js';
import type { MeasurementEvidence } from '../estimation/evidence.js';
import type { LearnedPriors } from '../estimation/learned-priors.js';
import type { StatusEvaluation } from '../evaluation/evaluate-status.js';
import type { JudgementRules } from '../rules/judgement-rules.js';

/** Everything that a judgement is made from. */
export interface JudgementInput {
  /** UEID, hex. */
  readonly instrument: string;
  /** Type and lot of manufacture, as the learned priors know them; empty: not known. */
  readonly type: string;
  readonly batch: string;
  /** Made from all evidence until `now`. */
  readonly estimate: Float64Array;
  /** The last measurement with standards; undefined: none. */
  readonly measurement: MeasurementEvidence | undefined;
  /** What the instrument's own verified reports say. */
  readonly self: StatusEvaluation;
  /** ms since 1970. */
  readonly now: number;
  readonly priors: LearnedPriors;
  readonly estimationRules: EstimationRules;
  readonly rules: JudgementRules;
}
