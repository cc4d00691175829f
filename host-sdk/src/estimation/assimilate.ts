import { advanceEstimate } from './advance-estimate.js';
import type { BehaviourPrior } from './behaviour-prior.js';
import { AS_OF, toDay } from './estimate-layout.js';
import type { EstimationRules } from './estimation-rules.js';
import type { Evidence } from './evidence.js';
import { saysNothingNew } from './says-nothing-new.js';
import { takeMeasurement } from './take-measurement.js';
import { takeRepair } from './take-repair.js';
import { type StepGiven, takeReport } from './take-report.js';
import { takeSpan } from './take-span.js';

/**
 * Takes one piece of evidence into an estimate, in the order of time. Changes the array that it is given, and returns it or, where test
 * points were added, another one.
 *
 * @returns undefined for evidence from before what the estimate already rests on: it is made anew from all evidence then
 */
export function assimilate(
  estimate: Float64Array,
  evidence: Evidence,
  prior: BehaviourPrior,
  rules: EstimationRules,
  stepGiven: StepGiven = rules.stepGiven,
): Float64Array | undefined {
  if (toDay(evidence.at) < estimate[AS_OF]!) return undefined;
  return saysNothingNew(estimate, evidence, rules) ? estimate : takeIn(estimate, evidence, prior, rules, stepGiven);
}

/** The same for evidence that is known to come in the order of time and to say something new. */
export function takeIn(
  estimate: Float64Array,
  evidence: Evidence,
  prior: BehaviourPrior,
  rules: EstimationRules,
  stepGiven: StepGiven,
): Float64Array {
  advanceEstimate(estimate, toDay(evidence.at), prior, rules);
  if (evidence.kind === 'measurement') return takeMeasurement(estimate, evidence, prior, rules);
  if (evidence.kind === 'span') takeSpan(estimate, evidence, prior, rules);
  else if (evidence.kind === 'repair') takeRepair(estimate, evidence, prior);
  else takeReport(estimate, evidence, prior, stepGiven);
  return estimate;
}
