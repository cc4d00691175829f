import type { BehaviourPrior } from './behaviour-prior.js';
import { CALIBRATION, HEARD, MIXTURE, POINT_COUNT, pointAt, SHOWN, SYMPTOMS, toDay } from './estimate-layout.js';
import type { EstimationRules } from './estimation-rules.js';
import type { ReportEvidence } from './evidence.js';
import { passageOf } from './passage.js';
import { stepMixture } from './predict-mixture.js';
import { symptomBit, symptomsOf } from './symptoms.js';

/** Probability, by symptom, that the error has stepped when the symptom appears. */
export type StepGiven = EstimationRules['stepGiven'];

/**
 * Takes a report in: each symptom that appears, once between two measurements, makes a step more likely. That there is none says nothing: good
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
  const fresh = shown & ~seen & ~estimate[SHOWN]!;
  estimate[SHOWN] = shown;
  if (fresh === 0) return;
  const steps = passageOf(0, prior, 1);
  for (const symptom of symptomsOf(fresh)) {
    for (let index = 0; index < estimate[POINT_COUNT]!; index++) {
      stepMixture(estimate, pointAt(index) + MIXTURE, stepGiven[symptom], steps);
    }
  }
  estimate[SYMPTOMS] = seen | fresh;
}
