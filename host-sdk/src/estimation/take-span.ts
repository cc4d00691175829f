import type { BehaviourPrior } from './behaviour-prior.js';
import {
  BASELINE,
  LIMIT,
  MEASURED,
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
import { leadingPointAt } from './leading-point.js';
import { measureMixture } from './measure-mixture.js';
import { resetMixture } from './new-estimate.js';
import { beginSelfObservation } from './self-observation.js';

/**
 * Takes in what a scale saw of its own span: the change since the last measurement adds to the error found then, at each load in proportion.
 * The first reading after a measurement is the baseline of the later ones.
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
  const leadingAt = leadingPointAt(estimate, -1);
  for (let index = 0; index < estimate[POINT_COUNT]!; index++) {
    const at = pointAt(index);
    const load = estimate[at + NOMINAL]! / estimate[at + LIMIT]! / 100;
    if (estimate[at + NOZZLE] !== -1 || load === 0) continue;
    // What the mass shows, the greatest load shows; others as they go along with it.
    const factor = at === leadingAt ? 1 : prior.pointFactor;
    const variance = (evidence.uncertainty * rules.claimedUncertaintyFactor * load) ** 2;
    if (first || Number.isNaN(estimate[at + BASELINE]!)) {
      takeBaseline(estimate, at, prior.initialError + evidence.value * load * factor, variance, prior, rules);
      beginSelfObservation(estimate, at, variance + rules.selfFloor ** 2);
      continue;
    }
    const { selfBlunderShare: blunderShare, blunderSpread } = rules;
    const model = { variance, common: 0, resolution: 0, blunderShare, blunderVariance: blunderSpread ** 2, floor: 0 };
    const change = (evidence.value - estimate[SPAN_BASELINE]!) * load * factor;
    measureMixture(estimate, at + MIXTURE, estimate[at + BASELINE]! + change, model, prior);
  }
}

/**
 * The channel counts from the instrument's last adjustment, so already the first reading says how far it has gone from what that left: as surely as
 * an adjustment is near zero. Of an instrument that nobody has measured since, it is all that is known.
 */
function takeBaseline(
  estimate: Float64Array,
  at: number,
  error: number,
  variance: number,
  prior: BehaviourPrior,
  rules: EstimationRules,
): void {
  const adjusted = prior.initialSpread ** 2 + rules.selfFloor ** 2 + variance;
  if (Number.isNaN(estimate[MEASURED]!)) {
    resetMixture(estimate, at + MIXTURE, prior, error, adjusted);
    return;
  }
  const model = {
    variance: adjusted,
    common: 0,
    resolution: 0,
    blunderShare: rules.selfBlunderShare,
    blunderVariance: rules.blunderSpread ** 2,
    floor: 0,
  };
  measureMixture(estimate, at + MIXTURE, error, model, prior);
}
