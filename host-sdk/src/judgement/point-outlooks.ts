import type { BehaviourPrior } from '../estimation/behaviour-prior.js';
import { type Calibrations, calibrated, calibrationOf } from '../estimation/calibration.js';
import { FLOW, LIMIT, NOMINAL, NOZZLE, POINT_COUNT, pointAt } from '../estimation/estimate-layout.js';
import type { EstimationRules } from '../estimation/estimation-rules.js';
import { DRIFTING, STEADY, STEPPED, STRAYED } from '../estimation/mixture.js';
import { errorDeviation, meanError, probabilityBeyondLimit } from '../estimation/mixture-summary.js';
import type { TestPoint } from '../estimation/new-estimate.js';
import { passageTo, pointErrors } from '../estimation/point-errors.js';
import { ERRORS_SIZE } from '../estimation/predict-errors.js';
import { sixDecimals, threeDecimals } from '../statistics/quantise.js';
import type { JudgedPoint, PointOutlook } from './judgement.js';

/** The test points that an estimate follows. */
export function testPoints(estimate: Float64Array): TestPoint[] {
  return Array.from({ length: estimate[POINT_COUNT]! }, (_, index) => {
    const at = pointAt(index);
    return {
      nominal: estimate[at + NOMINAL]!,
      nozzle: estimate[at + NOZZLE]!,
      flow: estimate[at + FLOW]!,
      limit: estimate[at + LIMIT]!,
    };
  });
}

/** A test point in the form of the records. */
export function judgedPoint({ nominal, nozzle, flow, limit }: TestPoint): JudgedPoint {
  return nozzle === -1 ? { quantity: 'mass', nominal, limit } : { quantity: 'volume', nominal, nozzle, flow, limit };
}

/** What is believed of each test point on a day. */
export function pointOutlooks(
  estimate: Float64Array,
  day: number,
  prior: BehaviourPrior,
  calibrations: Calibrations,
  rules: EstimationRules,
): PointOutlook[] {
  const errors = new Float64Array(ERRORS_SIZE);
  const calibration = calibrationOf(estimate, day, rules.freshFor, calibrations);
  const passage = passageTo(estimate, day, prior, rules);
  return testPoints(estimate).map((point, index) => {
    pointErrors(errors, estimate, pointAt(index), passage);
    const mean = meanError(errors);
    const weight = (component: number) => errors[component * 3]!;
    return {
      ...judgedPoint(point),
      error: threeDecimals(mean * point.limit),
      uncertainty: threeDecimals(errorDeviation(errors, mean) * point.limit),
      probability: sixDecimals(calibrated(probabilityBeyondLimit(errors), calibration)),
      behaviour: {
        steady: sixDecimals(weight(STEADY)),
        drifting: sixDecimals(weight(DRIFTING)),
        stepped: sixDecimals(weight(STEPPED) + weight(STRAYED)),
      },
    };
  });
}
