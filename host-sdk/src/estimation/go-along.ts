import { type BehaviourPrior, unknownPopulation } from './behaviour-prior.js';
import { ALONG_LEADING, ALONG_OWN, MIXTURE, NOZZLE, POINT_COUNT, pointAt, pointIndex } from './estimate-layout.js';
import type { EstimationRules } from './estimation-rules.js';
import type { MeasuredPoint, MeasurementEvidence } from './evidence.js';
import { findPoint } from './find-point.js';
import { leadingPointAt, leads, pointOf, shareOf } from './leading-point.js';
import { measurementModel, measurePoint } from './measure-point.js';
import { meanError } from './mixture-summary.js';
import { passageOf } from './passage.js';
import { ERRORS_SIZE, predictErrors } from './predict-errors.js';

/**
 * A point that was not measured goes along with the leading one of the same scale or nozzle that was: as far as that has gone since both were known,
 * by the factor of the population and never more surely than points go together. Where the two were never measured together, by as much as the
 * leading one was off what had been expected.
 */
export function goAlong(
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
  const model = measurementModel(leading, evidence, rules);
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

/** Error that is expected at each test point, in limits. */
export function expectedErrors(estimate: Float64Array): number[] {
  const errors = new Float64Array(ERRORS_SIZE);
  return Array.from({ length: estimate[POINT_COUNT]! }, (_, index) => {
    predictErrors(errors, estimate, pointAt(index) + MIXTURE, standstill, 0);
    return meanError(errors);
  });
}

const standstill = passageOf(0, unknownPopulation, 1);
