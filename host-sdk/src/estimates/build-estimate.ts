import { takeIn } from '../estimation/assimilate.js';
import { PRIORS, toDay } from '../estimation/estimate-layout.js';
import type { EstimationRules } from '../estimation/estimation-rules.js';
import type { Evidence, MeasurementEvidence } from '../estimation/evidence.js';
import { type LearnedPriors, priorOf } from '../estimation/learned-priors.js';
import { newEstimate } from '../estimation/new-estimate.js';
import { saysNothingNew } from '../estimation/says-nothing-new.js';
import { assumedPoints } from '../estimation/verification-evidence.js';
import type { InstrumentData } from '../registry/records.js';

/** What an estimate is built from, besides the evidence. */
export interface EstimateBasis {
  readonly type: string;
  readonly batch: string;
  readonly data: InstrumentData;
  /** ms since 1970. */
  readonly enrolledAt: number;
}

/** An estimate, and what it rests on. */
export interface BuiltEstimate {
  readonly estimate: Float64Array;
  /** The last measurement with standards. */
  readonly measurement: MeasurementEvidence | undefined;
  /** The evidence that was taken in; what said nothing new is left out. */
  readonly taken: readonly Evidence[];
}

/**
 * Builds the estimate of one instrument from all evidence, in the order of time. Pure.
 * @param before is shown what was believed right before each measurement
 */
export function buildEstimate(
  { type, batch, data, enrolledAt }: EstimateBasis,
  evidence: readonly Evidence[],
  priors: LearnedPriors,
  rules: EstimationRules,
  before: (measurement: MeasurementEvidence, estimate: Float64Array) => void = () => {},
): BuiltEstimate {
  const prior = priorOf(priors, type, batch);
  const begun = Math.min(enrolledAt, evidence[0]?.at ?? enrolledAt);
  let estimate = newEstimate(assumedPoints(data), toDay(begun), prior);
  estimate[PRIORS] = priors.version;
  let measurement: MeasurementEvidence | undefined;
  const taken: Evidence[] = [];
  for (const one of evidence) {
    if (saysNothingNew(estimate, one, rules)) continue;
    if (one.kind === 'measurement') before(one, estimate);
    estimate = takeIn(estimate, one, prior, rules, priors.stepGiven);
    taken.push(one);
    if (one.kind === 'measurement') measurement = one;
  }
  return { estimate, measurement, taken };
}
