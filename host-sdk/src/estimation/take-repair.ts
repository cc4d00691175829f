import type { BehaviourPrior } from './behaviour-prior.js';
import {
  CALIBRATION,
  CHECK_COVARIANCE,
  MIXTURE,
  NOZZLE,
  POINT_COUNT,
  pointAt,
  SPAN_BASELINE,
} from './estimate-layout.js';
import type { RepairEvidence } from './evidence.js';
import { rememberTogether } from './go-along.js';
import { COMPONENT_SIZE, COMPONENTS, COVARIANCE, ERROR, ERROR_VARIANCE } from './mixture.js';
import { resetMixture } from './new-estimate.js';
import { endSelfObservation } from './self-observation.js';

/**
 * Takes a repair into an estimate that stands at its date. Where a part that measures was exchanged, a point begins anew: neither its error nor its
 * rate is that of before. Where the calibration was changed, the error is what such a repair leaves and the rate goes on. It is no measurement:
 * how long ago one was, and which symptoms were seen since, stays.
 */
export function takeRepair(estimate: Float64Array, evidence: RepairEvidence, prior: BehaviourPrior): void {
  const { adjusted, renewed } = evidence;
  const isRenewed = (at: number) => renewed === 'all' || renewed.includes(estimate[at + NOZZLE]!);
  const touched = new Set<number>();
  for (let index = 0; index < estimate[POINT_COUNT]!; index++) {
    const at = pointAt(index);
    if (!adjusted && !isRenewed(at)) continue;
    touched.add(at);
    endSelfObservation(estimate, at);
    if (isRenewed(at)) resetMixture(estimate, at + MIXTURE, prior);
    estimate[at + CHECK_COVARIANCE] = 0;
    for (let c = at + MIXTURE; c < at + MIXTURE + COMPONENTS * COMPONENT_SIZE; c += COMPONENT_SIZE) {
      estimate[c + ERROR] = prior.initialError;
      estimate[c + ERROR_VARIANCE] = prior.initialSpread ** 2;
      estimate[c + COVARIANCE] = 0;
    }
  }
  if (!adjusted && renewed.length === 0) return;
  rememberTogether(estimate, (at) => touched.has(at));
  estimate[SPAN_BASELINE] = Number.NaN;
  // The counter has moved for a reason that is on record.
  estimate[CALIBRATION] = Number.NaN;
}
