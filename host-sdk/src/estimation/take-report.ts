import { type BehaviourPrior, unknownPopulation } from './behaviour-prior.js';
import {
  BASELINE,
  CALIBRATION,
  COMMON_VARIANCE,
  HEARD,
  LIMIT,
  MIXTURE,
  NOMINAL,
  NOZZLE,
  POINT_COUNT,
  POINT_SIZE,
  pointAt,
  SPAN_BASELINE,
  SPAN_OBSERVED,
  SYMPTOMS,
  toDay,
} from './estimate-layout.js';
import type { EstimationRules } from './estimation-rules.js';
import type { ReportEvidence, SpanEvidence } from './evidence.js';
import { measureMixture } from './measure-mixture.js';
import { COMPONENT_SIZE, COVARIANCE, ERROR, ERROR_VARIANCE } from './mixture.js';
import { errorDeviation, meanError } from './mixture-summary.js';
import { passageOf } from './passage.js';
import { ERRORS_SIZE, predictErrors } from './predict-errors.js';
import { stepMixture } from './predict-mixture.js';
import { symptomBit, symptomsOf } from './symptoms.js';

/** Probability, by symptom, that the error has stepped when the symptom appears. */
export type StepGiven = EstimationRules['stepGiven'];

/**
 * Takes a report in: each symptom that is new since the last measurement makes a step more likely. That there is none says nothing: good
 * self-evidence does not shrink the uncertainty of a span that nobody observed.
 */
export function takeReport(
  estimate: Float64Array,
  evidence: ReportEvidence,
  prior: BehaviourPrior,
  stepGiven: StepGiven,
): void {
  const seen = estimate[SYMPTOMS]!;
  let shown = evidence.symptoms;
  estimate[HEARD] = toDay(evidence.at);
  if (Number.isNaN(estimate[CALIBRATION]!)) estimate[CALIBRATION] = evidence.calibrationCounter;
  else if (estimate[CALIBRATION] !== evidence.calibrationCounter) shown |= symptomBit('tamper');
  const fresh = shown & ~seen;
  if (fresh === 0) return;
  const steps = passageOf(0, prior, 1);
  for (const symptom of symptomsOf(fresh)) {
    for (let index = 0; index < estimate[POINT_COUNT]!; index++) {
      stepMixture(estimate, pointAt(index) + MIXTURE, stepGiven[symptom], steps);
    }
  }
  estimate[SYMPTOMS] = seen | fresh;
}

/**
 * Takes in what a scale saw of its own span: the change since the last measurement adds to the error found then, at each load in proportion.
 * The first reading after a measurement is the baseline of the later ones and says nothing itself.
 */
export function takeSpan(
  estimate: Float64Array,
  evidence: SpanEvidence,
  prior: BehaviourPrior,
  rules: EstimationRules,
): void {
  const day = toDay(evidence.at);
  if (day - estimate[SPAN_OBSERVED]! < rules.spanInterval) return;
  const first = Number.isNaN(estimate[SPAN_BASELINE]!);
  if (first) estimate[SPAN_BASELINE] = evidence.value;
  estimate[SPAN_OBSERVED] = day;
  for (let index = 0; index < estimate[POINT_COUNT]!; index++) {
    const at = pointAt(index);
    const load = estimate[at + NOMINAL]! / estimate[at + LIMIT]! / 100;
    if (estimate[at + NOZZLE] !== -1 || load === 0) continue;
    const variance = (evidence.uncertainty * rules.claimedUncertaintyFactor * load) ** 2;
    if (first || Number.isNaN(estimate[at + BASELINE]!)) {
      beginSelfObservation(estimate, at, variance, rules);
      continue;
    }
    const { blunderShare, blunderSpread } = rules;
    const model = { variance, blunderShare, blunderVariance: blunderSpread ** 2, floor: 0 };
    const change = (evidence.value - estimate[SPAN_BASELINE]!) * load;
    measureMixture(estimate, at + MIXTURE, estimate[at + BASELINE]! + change, model, prior);
  }
}

const standstill = passageOf(0, unknownPopulation, 1);

/**
 * From here on the mixture tells the error **relative** to what it was believed to be; what is uncertain of that stands beside it.
 * @param variance of the first reading
 */
function beginSelfObservation(estimate: Float64Array, at: number, variance: number, rules: EstimationRules): void {
  const errors = new Float64Array(ERRORS_SIZE);
  predictErrors(errors, estimate, at + MIXTURE, standstill, 0);
  const mean = meanError(errors);
  const common = errorDeviation(errors, mean) ** 2;
  estimate[at + BASELINE] = mean;
  estimate[at + COMMON_VARIANCE] = common + variance + rules.selfFloor ** 2;
  for (let c = at + MIXTURE; c < at + POINT_SIZE; c += COMPONENT_SIZE) {
    estimate[c + ERROR] = mean;
    estimate[c + ERROR_VARIANCE] = 0;
    estimate[c + COVARIANCE] = 0;
  }
}
