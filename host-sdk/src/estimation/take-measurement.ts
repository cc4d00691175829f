import { type BehaviourPrior, unknownPopulation } from './behaviour-prior.js';
import {
  CALIBRATION,
  FLOW,
  HEADER_SIZE,
  LIMIT,
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
    if (point !== undefined)
      measureMixture(grown, at + MIXTURE, point.error / point.limit, modelOf(point, evidence, rules), prior);
    else goAlong(grown, index, before, known, evidence, prior, rules);
  }
  if (evidence.left !== undefined || evidence.renewed) leave(grown, evidence, prior, rules);
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
    variance,
    blunderShare: blunderShare(found, point, rules),
    blunderVariance: rules.blunderSpread ** 2,
    floor: Math.max(rules.measurementFloor ** 2, common),
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
 * A point that was not measured goes along with the greatest one of the same scale or nozzle that was: by as much as that was off what had been
 * expected, at a scale in proportion to the load. Only the change is passed on, and never more surely than points go together.
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
  const mates = evidence.found.filter(({ nozzle, nominal }) => nozzle === estimate[at + NOZZLE] && nominal > 0);
  if (mates.length === 0) return;
  const mate = mates.reduce((a, b) => (b.nominal > a.nominal ? b : a));
  const relative = estimate[at + NOMINAL]! / estimate[at + LIMIT]! / (mate.nominal / mate.limit);
  const share = mate.nozzle === -1 ? relative : 1;
  if (!(share > 0.2 && share < 5)) return;
  const expected = before[index]!;
  const mateAt = findPoint(estimate, mate, rules);
  // Of a point that nobody knew before, all that is expected is what goes for this one.
  const knew = mateAt !== undefined && pointIndex(mateAt) < known;
  const mateExpected = knew ? before[pointIndex(mateAt)]! : expected / share;
  const model = modelOf(mate, evidence, rules);
  const coupling = rules.couplingSpread ** 2;
  measureMixture(
    estimate,
    at + MIXTURE,
    expected + share * (mate.error / mate.limit - mateExpected),
    {
      ...model,
      variance: model.variance * share * share + coupling,
      floor: Math.max(model.floor * share * share, coupling),
    },
    prior,
  );
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
    for (let c = at + MIXTURE; c < at + MIXTURE + COMPONENTS * COMPONENT_SIZE; c += COMPONENT_SIZE) {
      estimate[c + ERROR] = error;
      estimate[c + ERROR_VARIANCE] = variance;
      estimate[c + COVARIANCE] = 0;
    }
  }
}
