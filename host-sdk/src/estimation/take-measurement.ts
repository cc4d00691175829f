import { type BehaviourPrior, unknownPopulation } from './behaviour-prior.js';
import {
  ALONG_LEADING,
  ALONG_OWN,
  CALIBRATION,
  CHECK_COVARIANCE,
  FLOW,
  HEADER_SIZE,
  MEASURED,
  MIXTURE,
  maximumPoints,
  NOMINAL,
  NOZZLE,
  POINT_COUNT,
  POINT_SIZE,
  pointAt,
  pointIndex,
  SPAN_BASELINE,
  SYMPTOMS,
  toDay,
} from './estimate-layout.js';
import type { EstimationRules } from './estimation-rules.js';
import type { MeasuredPoint, MeasurementEvidence } from './evidence.js';
import { leadingPointAt, leads, pointOf, shareOf } from './leading-point.js';
import { type MeasurementModel, measureMixture } from './measure-mixture.js';
import { COMPONENT_SIZE, COMPONENTS, COVARIANCE, ERROR, ERROR_VARIANCE } from './mixture.js';
import { meanError } from './mixture-summary.js';
import { resetMixture, type TestPoint, writePoint } from './new-estimate.js';
import { passageOf } from './passage.js';
import { ERRORS_SIZE, predictErrors } from './predict-errors.js';
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
    if (point !== undefined) measurePoint(grown, at, point.error / point.limit, modelOf(point, evidence, rules), prior);
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

/** How far a measured error is believed. What a trader's own checks have in common each time does not average out. */
function modelOf(point: MeasuredPoint, { found, how }: MeasurementEvidence, rules: EstimationRules): MeasurementModel {
  const variance = (point.uncertainty / point.limit) ** 2 + rules.unstatedSpread ** 2;
  const common = how === 'reference-check' ? rules.commonShareOfChecks ** 2 * variance : 0;
  return {
    variance: variance - common,
    common,
    resolution: (point.resolution ?? 0) / point.limit,
    blunderShare: blunderShare(found, point, rules),
    blunderVariance: rules.blunderSpread ** 2,
    floor: rules.measurementFloor ** 2,
  };
}

function expectedErrors(estimate: Float64Array): number[] {
  const errors = new Float64Array(ERRORS_SIZE);
  return Array.from({ length: estimate[POINT_COUNT]! }, (_, index) => {
    predictErrors(errors, estimate, pointAt(index) + MIXTURE, standstill, 0);
    return meanError(errors);
  });
}

const standstill = passageOf(0, unknownPopulation, 1);

/**
 * A point that was not measured goes along with the leading one of the same scale or nozzle that was: as far as that has gone since both were known,
 * by the factor of the population and never more surely than points go together. Where the two were never measured together, by as much as the
 * leading one was off what had been expected.
 */
function goAlong(
  estimate: Float64Array,
  index: number,
  before: readonly number[],
  known: number,
  evidence: MeasurementEvidence,
  prior: BehaviourPrior,
  rules: EstimationRules,
): void {
  const at = pointAt(index);
  const point = pointOf(estimate, at);
  const leading = leadingOf(evidence.found, point.nozzle);
  if (leading === undefined) return;
  const factor = prior.pointFactor * shareOf(point, leading);
  if (!(factor > 0.2 && factor < 5)) return;
  const measured = leading.error / leading.limit;
  const leadingAt = findPoint(estimate, leading, rules);
  const together = leadingAt !== undefined && leadingAt === leadingPointAt(estimate, point.nozzle);
  let error: number;
  if (together && !Number.isNaN(estimate[at + ALONG_OWN]!)) {
    error = estimate[at + ALONG_OWN]! + factor * (measured - estimate[at + ALONG_LEADING]!);
  } else {
    const expected = before[index]!;
    // Of a point that nobody knew before, all that is expected is what goes for this one.
    const knew = leadingAt !== undefined && pointIndex(leadingAt) < known;
    error = expected + factor * measured - (knew ? factor * before[pointIndex(leadingAt)]! : expected);
  }
  const model = modelOf(leading, evidence, rules);
  // What the measurements left out by which both were known does not average out either.
  const apart = prior.pointSpread ** 2 + (1 + factor * factor) * rules.unstatedSpread ** 2;
  const common = model.common * factor * factor + apart;
  const resolution = model.resolution * factor;
  measurePoint(
    estimate,
    at,
    error,
    { ...model, variance: model.variance * factor * factor, common, resolution },
    prior,
  );
}

/** Takes a measured error into the point whose block begins at `at`. */
function measurePoint(
  estimate: Float64Array,
  at: number,
  error: number,
  model: MeasurementModel,
  prior: BehaviourPrior,
): void {
  const covariance = estimate[at + CHECK_COVARIANCE]!;
  estimate[at + CHECK_COVARIANCE] = measureMixture(estimate, at + MIXTURE, error, model, prior, covariance);
}

/** Remembers of the points that were measured themselves where they and their leading ones stand now. */
export function rememberTogether(estimate: Float64Array, measured: (at: number) => boolean): void {
  const errors = expectedErrors(estimate);
  for (let index = 0; index < estimate[POINT_COUNT]!; index++) {
    const at = pointAt(index);
    const leadingAt = leadingPointAt(estimate, estimate[at + NOZZLE]!);
    if (at === leadingAt || !measured(at) || !measured(leadingAt)) continue;
    estimate[at + ALONG_OWN] = errors[index]!;
    estimate[at + ALONG_LEADING] = errors[pointIndex(leadingAt)]!;
  }
}

function leadingOf(found: readonly MeasuredPoint[], nozzle: number): MeasuredPoint | undefined {
  const mates = found.filter((point) => point.nozzle === nozzle && point.nominal > 0);
  return mates.length === 0 ? undefined : mates.reduce((best, point) => (leads(point, best) ? point : best));
}

/** How likely a measurement is a blunder: much less where another point of the same scale or nozzle was measured with it. */
export function blunderShare(found: readonly TestPoint[], { nozzle }: TestPoint, rules: EstimationRules): number {
  const together = found.filter((other) => other.nozzle === nozzle).length;
  return together > 1 ? rules.blunderShareConfirmed : rules.blunderShare;
}

/** Where the block of a test point begins; undefined: it is not followed. */
export function findPoint(estimate: Float64Array, point: TestPoint, rules: EstimationRules): number | undefined {
  const close = (a: number, b: number) => Math.abs(a - b) <= rules.pointTolerance * Math.max(Math.abs(a), Math.abs(b));
  for (let index = 0; index < estimate[POINT_COUNT]!; index++) {
    const at = pointAt(index);
    if (estimate[at + NOZZLE] !== point.nozzle) continue;
    if (close(estimate[at + NOMINAL]!, point.nominal) && close(estimate[at + FLOW]!, point.flow)) return at;
  }
  return undefined;
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
