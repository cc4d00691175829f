import type { Bilingual } from '../../evaluation/levels.js';
import { badRules } from '../lots/lot-rules.js';
import { checkPoints, type RiskPoints } from '../plans/risk-points.js';

/** By what a lot is decided, and what follows. Dated and versioned; a set that a decision has named is never changed. */
export interface LotDecisionRules {
  readonly id: string;
  readonly version: number;
  /** From when it applies, ISO 8601 date. */
  readonly effective: string;
  readonly source: Bilingual;
  /** The points at which risks are stated, and by which a divided lot is decided. */
  readonly points: RiskPoints;
  /** Two-sided confidence of every bound. A divided lot is accepted by the upper one: it must be at least 1 − 2 · consumer's risk. */
  readonly confidence: number;
  /** Share nonconforming that calls for the whole lot, when the sample shows that it is exceeded (lower bound); above the producer's quality. */
  readonly tolerable: number;
  /** Share from which on, shown in the same way, the whole lot is replaced 批量更换; below, every instrument is verified 全数检定. */
  readonly replaceAbove: number;
  /** Verification interval 检定周期 in months: as it is, extended 延长, shortened 缩短. */
  readonly months: { readonly regular: number; readonly extended: number; readonly shortened: number };
  /** Results are taken for so many days after the draw. */
  readonly resultsWithinDays: number;
}

/** The requirement of MID module F: Pa 95 % at 1 % nonconforming, 5 % at 7 %. */
export const commonRiskPoints: RiskPoints = {
  producerQuality: 0.01,
  producerRisk: 0.05,
  consumerQuality: 0.07,
  consumerRisk: 0.05,
};

/** Price-computing scales; the regular interval is JJG 539's longest. What is made of a passed sample is this product's own proposal. */
export const scaleDecisionRules: LotDecisionRules = {
  id: 'hengzhun-scale-lot-decision',
  version: 1,
  effective: '2026-12-01',
  source: {
    zh: '风险点同 MID 模式 F；周期与阈值为本产品自定',
    en: 'risk points of MID module F; intervals and thresholds are this product’s own',
  },
  points: commonRiskPoints,
  confidence: 0.9,
  tolerable: 0.05, // PTB's aim: 95 % of the instruments in service conform
  replaceAbove: 0.2,
  months: { regular: 12, extended: 24, shortened: 6 },
  resultsWithinDays: 60,
};

/** Fuel dispensers: JJG 443-2023 allows at most 6 months, so that a passed sample does not extend it. */
export const dispenserDecisionRules: LotDecisionRules = {
  ...scaleDecisionRules,
  id: 'hengzhun-dispenser-lot-decision',
  source: {
    zh: 'JJG 443-2023：检定周期不超过 6 个月；其余为本产品自定',
    en: 'JJG 443-2023: 6 months at most; the rest is this product’s own',
  },
  months: { regular: 6, extended: 6, shortened: 3 },
};

/**
 * Electricity meters as in Shanghai, January 2026 (14 batches, 261 772 meters): a batch whose sample passes is extended from 8 to 12 years; one
 * that is refused is replaced. The risk points are the common ones: those of the Shanghai procedure were not published.
 */
export const shanghaiMeterDecisionRules: LotDecisionRules = {
  id: 'shanghai-meter-lot-decision',
  version: 1,
  effective: '2026-01-01',
  source: {
    zh: '上海 2026 年 1 月：抽检合格批次由 8 年延长至 12 年；风险点为常用要求',
    en: 'Shanghai, January 2026: batches that pass are extended from 8 to 12 years; risk points are the common requirement',
  },
  points: commonRiskPoints,
  confidence: 0.9,
  tolerable: 0,
  replaceAbove: 0,
  months: { regular: 96, extended: 144, shortened: 96 },
  resultsWithinDays: 90,
};

/** @throws {SdkError} `sampling-bad-rules`, `sampling-out-of-range` */
export function checkDecisionRules(rules: LotDecisionRules): void {
  const { points, confidence, tolerable, replaceAbove, months, resultsWithinDays } = rules;
  checkPoints(points);
  // (1 − confidence)/2 is the risk of each bound alone
  if (!(confidence < 1 && (1 - confidence) / 2 <= points.consumerRisk + 1e-12)) {
    throw badRules(`A confidence of ${confidence} does not keep the consumer's risk of ${points.consumerRisk}.`);
  }
  if (!(tolerable >= 0 && tolerable <= replaceAbove && replaceAbove <= 1)) {
    throw badRules('0 ≤ tolerable ≤ replaceAbove ≤ 1.');
  }
  const { regular, extended, shortened } = months;
  if (!(shortened > 0 && shortened <= regular && regular <= extended)) {
    throw badRules('Intervals in months: 0 < shortened ≤ regular ≤ extended.');
  }
  if (!(resultsWithinDays > 0)) throw badRules('Results need time: more than 0 days.');
}
