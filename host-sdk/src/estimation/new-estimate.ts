import type { BehaviourPrior } from './behaviour-prior.js';
import {
  ALONG_LEADING,
  ALONG_OWN,
  AS_OF,
  BASELINE,
  CALIBRATION,
  CHECK_COVARIANCE,
  COMMON_VARIANCE,
  CROSSING,
  estimateFormat,
  FLOW,
  FORMAT,
  HEADER_SIZE,
  HEARD,
  LEVEL,
  LIMIT,
  MEASURED,
  MIXTURE,
  NOMINAL,
  NOZZLE,
  POINT_COUNT,
  POINT_SIZE,
  pointAt,
  SELF_LEVEL,
  SPAN_BASELINE,
  SPAN_OBSERVED,
  SYMPTOMS,
  selfUnknown,
} from './estimate-layout.js';
import {
  COMPONENT_SIZE,
  DRIFTING,
  ERROR,
  ERROR_VARIANCE,
  MIXTURE_SIZE,
  RATE,
  RATE_VARIANCE,
  STEADY,
  WEIGHT,
} from './mixture.js';
import { passageOf } from './passage.js';
import { stepMixture } from './predict-mixture.js';

/** A test point: where the error of an instrument is followed. */
export interface TestPoint {
  /** Load in mg, or volume in mL. */
  readonly nominal: number;
  /** 0..3; −1: a scale. */
  readonly nozzle: number;
  /** mL/min; 0: a scale. */
  readonly flow: number;
  /** Maximum permissible error in service, ± mg or mL, above 0. */
  readonly limit: number;
}

/** The estimate of an instrument of which nothing is known but its population. @param day of its first verification, or of enrolment */
export function newEstimate(points: readonly TestPoint[], day: number, prior: BehaviourPrior): Float64Array {
  const estimate = new Float64Array(HEADER_SIZE + points.length * POINT_SIZE);
  estimate[FORMAT] = estimateFormat;
  estimate[POINT_COUNT] = points.length;
  estimate[AS_OF] = day;
  estimate[MEASURED] = Number.NaN;
  estimate[SPAN_OBSERVED] = Number.NaN;
  estimate[SPAN_BASELINE] = Number.NaN;
  estimate[SYMPTOMS] = 0;
  estimate[LEVEL] = 0;
  estimate[CROSSING] = Number.NaN;
  estimate[SELF_LEVEL] = selfUnknown;
  estimate[HEARD] = Number.NaN;
  estimate[CALIBRATION] = Number.NaN;
  for (const [index, point] of points.entries()) writePoint(estimate, pointAt(index), point, prior);
  return estimate;
}

/** Writes a test point about which only its population is known. */
export function writePoint(estimate: Float64Array, at: number, point: TestPoint, prior: BehaviourPrior): void {
  estimate[at + NOMINAL] = point.nominal;
  estimate[at + NOZZLE] = point.nozzle;
  estimate[at + FLOW] = point.flow;
  estimate[at + LIMIT] = point.limit;
  estimate[at + BASELINE] = Number.NaN;
  estimate[at + COMMON_VARIANCE] = 0;
  estimate[at + ALONG_OWN] = Number.NaN;
  estimate[at + ALONG_LEADING] = Number.NaN;
  estimate[at + CHECK_COVARIANCE] = 0;
  resetMixture(estimate, at + MIXTURE, prior);
  stepMixture(estimate, at + MIXTURE, unmeasuredStepShare, passageOf(0, prior, 1));
}

/** What was never measured may have come to harm before anyone looked. */
const unmeasuredStepShare = 0.1;

/** What is believed of an instrument right after its first verification, or when so much is known of its error. */
export function resetMixture(
  mixture: Float64Array,
  at: number,
  prior: BehaviourPrior,
  error = prior.initialError,
  variance = prior.initialSpread ** 2,
): void {
  mixture.fill(0, at, at + MIXTURE_SIZE);
  const { driftingShare, driftRate, driftSpread, steadySpread } = prior;
  for (const [component, weight, rate, spread] of [
    [STEADY, 1 - driftingShare, 0, steadySpread],
    [DRIFTING, driftingShare, driftRate, driftSpread],
  ] as const) {
    const c = at + component * COMPONENT_SIZE;
    mixture[c + WEIGHT] = weight;
    mixture[c + ERROR] = error;
    mixture[c + RATE] = rate;
    mixture[c + ERROR_VARIANCE] = variance;
    mixture[c + RATE_VARIANCE] = spread * spread;
  }
}
