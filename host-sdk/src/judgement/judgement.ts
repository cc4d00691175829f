import type { Conformity } from '../decision/decide.js';
import type { Level, Reason, SelfState } from '../evaluation/levels.js';
import type { VerificationKind } from '../records/verification.js';

/** A test point in words of the records: what a load, or a volume of a nozzle at a flow. */
export interface JudgedPoint {
  readonly quantity: 'mass' | 'volume';
  /** mg or mL. */
  readonly nominal: number;
  /** Dispensers only: 0..3, and mL/min. */
  readonly nozzle?: number;
  readonly flow?: number;
  /** Maximum permissible error in service, ± mg or mL. */
  readonly limit: number;
}

/** What was measured with standards: the only direct knowledge of the error of indication. */
export interface MeasuredError extends JudgedPoint {
  /** mg or mL, as left where the instrument was adjusted. */
  readonly error: number;
  /** Standard uncertainty, mg or mL. */
  readonly uncertainty: number;
  readonly how: VerificationKind;
  /** ms since 1970. */
  readonly at: number;
  /** Identifier of the record. */
  readonly source: string;
}

/** What everything together says of one test point now. Quantised: mg and mL to three decimals, probabilities to six. */
export interface PointOutlook extends JudgedPoint {
  readonly error: number;
  readonly uncertainty: number;
  readonly probability: number;
  /** Probabilities that it is steady, drifting, or has stepped since it was last measured. */
  readonly behaviour: { readonly steady: number; readonly drifting: number; readonly stepped: number };
}

/**
 * A judgement 状态评价 of one instrument on one day. The three kinds of knowledge stay apart: `measured`, `selfEvidence`, `forecast`; `points`,
 * `probability` and `level` are what they come to together. Always preliminary: a person confirms on site.
 */
export interface Judgement {
  /** UEID, hex. */
  readonly instrument: string;
  /** ms since 1970. */
  readonly at: number;
  readonly preliminary: true;
  readonly level: Level;
  /** Rule sets `<id>@<version>` that it was made by, and the version of the learned priors. */
  readonly rules: readonly string[];
  readonly priors: number;
  /** Measured error 实测误差. */
  readonly measured: readonly MeasuredError[];
  /** Self-evidence 自证信息. */
  readonly selfEvidence: {
    readonly level: Level;
    readonly selfState: SelfState | undefined;
    readonly fresh: boolean;
    /** When the instrument last saw its own span, ms since 1970; undefined: never. */
    readonly spanLastObserved: number | undefined;
    readonly symptoms: readonly string[];
  };
  /** Population forecast 群体预测: probability of being out of tolerance that type, batch and time since the last measurement alone would give. */
  readonly forecast: { readonly population: string; readonly apart: boolean; readonly probability: number };
  readonly points: readonly PointOutlook[];
  /** Probability of being out of tolerance at some test point: now, and after the horizon of the rules, days. */
  readonly probability: number;
  readonly horizon: { readonly days: number; readonly probability: number };
  /** Predicted crossing 预计失准日期, ISO 8601 date; undefined: not within the horizon that is searched. */
  readonly crossing: string | undefined;
  /** Decision with stated risks (JCGM 106:2012). */
  readonly conformity: Conformity;
  readonly consumerRisk: number;
  readonly producerRisk: number;
  readonly reasons: readonly Reason[];
}
