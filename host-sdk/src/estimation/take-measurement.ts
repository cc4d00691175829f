import type { BehaviourPrior } from './behaviour-prior.js';
import {
  CALIBRATION,
  CHECK_COVARIANCE,
  HEADER_SIZE,
  MEASURED,
  MIXTURE,
  maximumPoints,
  POINT_COUNT,
  POINT_SIZE,
  pointAt,
  SPAN_BASELINE,
  SYMPTOMS,
  toDay,
} from './estimate-layout.js';
import type { EstimationRules } from './estimation-rules.js';
import type { MeasuredPoint, MeasurementEvidence } from './evidence.js';
import { findPoint } from './find-point.js';
import { expectedErrors, goAlong, rememberTogether } from './go-along.js';
import { measurementModel, measurePoint } from './measure-point.js';
import { COMPONENT_SIZE, COMPONENTS, COVARIANCE, ERROR, ERROR_VARIANCE } from './mixture.js';
import { resetMixture, writePoint } from './new-estimate.js';
import { endSelfObservation } from './self-observation.js';

/**
 * Takes a verification or reference check into an estimate that stands at its date: each point by what was found, then by what was left.
 * Points that were never measured before are added. @returns the estimate, another array where points were added
 */
export function takeMeasurement(
  estimate: Float64Array,
  evidence: MeasurementEvidence,
  prior: BehaviourPrior,
  rules: EstimationRules,
): Float64Array {
  const grown = withPoints(estimate, evidence.found, prior, rules);
  for (let index = 0; index < grown[POINT_COUNT]!; index++) endSelfObservation(grown, pointAt(index));
  const before = expectedErrors(grown);
  const known = estimate[POINT_COUNT]!;
  const measured = new Map<number, MeasuredPoint>();
  for (const point of evidence.found) {
    const at = findPoint(grown, point, rules);
    if (at !== undefined && !measured.has(at)) measured.set(at, point);
  }
  for (let index = 0; index < grown[POINT_COUNT]!; index++) {
    const at = pointAt(index);
    const point = measured.get(at);
    if (point !== undefined)
      measurePoint(grown, at, point.error / point.limit, measurementModel(point, evidence, rules), prior);
    else goAlong(grown, index, before, known, evidence, prior, rules);
  }
  const adjusted = evidence.left !== undefined || evidence.renewed === true;
  if (adjusted) leave(grown, evidence, prior, rules);
  rememberTogether(grown, (at) => adjusted || measured.has(at));
  grown[MEASURED] = toDay(evidence.at);
  grown[SPAN_BASELINE] = Number.NaN;
  grown[SYMPTOMS] = 0;
  grown[CALIBRATION] = Number.NaN;
  return grown;
}

/**
 * An estimate that was never measured follows an assumed point; the measured ones take its place. Later ones are added while there is room:
 * what is measured beyond `maximumPoints` different points is not followed, and its record stays.
 */
function withPoints(
  estimate: Float64Array,
  found: readonly MeasuredPoint[],
  prior: BehaviourPrior,
  rules: EstimationRules,
): Float64Array {
  const assumed = Number.isNaN(estimate[MEASURED]!);
  const kept = assumed ? 0 : estimate[POINT_COUNT]!;
  const fresh = assumed ? [...found] : found.filter((point) => findPoint(estimate, point, rules) === undefined);
  const added = fresh.slice(0, maximumPoints - kept);
  if (added.length === 0) return estimate;
  const grown = new Float64Array(HEADER_SIZE + (kept + added.length) * POINT_SIZE);
  grown.set(estimate.subarray(0, HEADER_SIZE + kept * POINT_SIZE));
  grown[POINT_COUNT] = kept + added.length;
  added.forEach((point, index) => {
    const at = pointAt(kept + index);
    writePoint(grown, at, point, prior);
    if (!assumed) return;
    // What time has done to the assumed point it has done to this one, as far as anyone knows.
    grown.set(estimate.subarray(HEADER_SIZE + MIXTURE, HEADER_SIZE + POINT_SIZE), at + MIXTURE);
  });
  return grown;
}

/** An adjustment sets the error and leaves the rate; an exchanged part leaves neither. */
function leave(
  estimate: Float64Array,
  { left = [], renewed }: MeasurementEvidence,
  prior: BehaviourPrior,
  rules: EstimationRules,
): void {
  const measured = new Map<number | undefined, MeasuredPoint>(
    left.map((point) => [findPoint(estimate, point, rules), point]),
  );
  for (let index = 0; index < estimate[POINT_COUNT]!; index++) {
    const at = pointAt(index);
    if (renewed) resetMixture(estimate, at + MIXTURE, prior);
    const point = measured.get(at);
    const error = point === undefined ? prior.initialError : point.error / point.limit;
    const deviation = point === undefined ? prior.initialSpread : point.uncertainty / point.limit;
    const variance = Math.max(deviation ** 2, rules.measurementFloor ** 2);
    estimate[at + CHECK_COVARIANCE] = 0;
    for (let c = at + MIXTURE; c < at + MIXTURE + COMPONENTS * COMPONENT_SIZE; c += COMPONENT_SIZE) {
      estimate[c + ERROR] = error;
      estimate[c + ERROR_VARIANCE] = variance;
      estimate[c + COVARIANCE] = 0;
    }
  }
}
