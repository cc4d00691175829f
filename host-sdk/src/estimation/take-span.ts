import type { BehaviourPrior } from './behaviour-prior.js';
import {
  BASELINE,
  LIMIT,
  MIXTURE,
  NOMINAL,
  NOZZLE,
  POINT_COUNT,
  pointAt,
  SPAN_BASELINE,
  SPAN_OBSERVED,
  toDay,
} from './estimate-layout.js';
import type { EstimationRules } from './estimation-rules.js';
import type { SpanEvidence } from './evidence.js';
import { measureMixture } from './measure-mixture.js';
import { beginSelfObservation } from './self-observation.js';

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
  const first = Number.isNaN(estimate[SPAN_BASELINE]!);
  if (first) estimate[SPAN_BASELINE] = evidence.value;
  estimate[SPAN_OBSERVED] = toDay(evidence.at);
  for (let index = 0; index < estimate[POINT_COUNT]!; index++) {
    const at = pointAt(index);
    const load = estimate[at + NOMINAL]! / estimate[at + LIMIT]! / 100;
    if (estimate[at + NOZZLE] !== -1 || load === 0) continue;
    const variance = (evidence.uncertainty * rules.claimedUncertaintyFactor * load) ** 2;
    if (first || Number.isNaN(estimate[at + BASELINE]!)) {
      beginSelfObservation(estimate, at, variance + rules.selfFloor ** 2);
      continue;
    }
    const { blunderShare, blunderSpread } = rules;
    const model = { variance, blunderShare, blunderVariance: blunderSpread ** 2, floor: 0 };
    const change = (evidence.value - estimate[SPAN_BASELINE]!) * load;
    measureMixture(estimate, at + MIXTURE, estimate[at + BASELINE]! + change, model, prior);
  }
}
