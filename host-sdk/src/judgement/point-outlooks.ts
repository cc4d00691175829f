import { hazardOf } from '../estimation/advance-estimate.js';
import type { BehaviourPrior } from '../estimation/behaviour-prior.js';
import {
  AS_OF,
  COMMON_VARIANCE,
  daysPerYear,
  FLOW,
  LIMIT,
  MIXTURE,
  NOMINAL,
  NOZZLE,
  POINT_COUNT,
  pointAt,
} from '../estimation/estimate-layout.js';
import type { EstimationRules } from '../estimation/estimation-rules.js';
import {
  COMPONENT_SIZE,
  DRIFTING,
  ERROR_VARIANCE,
  MIXTURE_SIZE,
  STEADY,
  STEPPED,
  STRAYED,
} from '../estimation/mixture.js';
import { errorDeviation, meanError, probabilityBeyondLimit } from '../estimation/mixture-summary.js';
import type { TestPoint } from '../estimation/new-estimate.js';
import { predictMixture } from '../estimation/predict-mixture.js';
import type { JudgedPoint, PointOutlook } from './judgement.js';

const six = (value: number) => Math.round(value * 1e6) / 1e6;
const three = (value: number) => Math.round(value * 1e3) / 1e3;

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
  rules: EstimationRules,
): PointOutlook[] {
  const mixture = new Float64Array(MIXTURE_SIZE);
  const years = Math.max(0, (day - estimate[AS_OF]!) / daysPerYear);
  return testPoints(estimate).map((point, index) => {
    const at = pointAt(index);
    predictMixture(mixture, 0, estimate, at + MIXTURE, years, prior, hazardOf(estimate, day, rules));
    for (let c = 0; c < MIXTURE_SIZE; c += COMPONENT_SIZE)
      mixture[c + ERROR_VARIANCE]! += estimate[at + COMMON_VARIANCE]!;
    const mean = meanError(mixture, 0);
    const weight = (component: number) => mixture[component * COMPONENT_SIZE]!;
    return {
      ...judgedPoint(point),
      error: three(mean * point.limit),
      uncertainty: three(errorDeviation(mixture, 0, mean) * point.limit),
      probability: six(probabilityBeyondLimit(mixture, 0)),
      behaviour: {
        steady: six(weight(STEADY)),
        drifting: six(weight(DRIFTING)),
        stepped: six(weight(STEPPED) + weight(STRAYED)),
      },
    };
  });
}
