import { FLOW, NOMINAL, NOZZLE, POINT_COUNT, pointAt } from './estimate-layout.js';
import type { EstimationRules } from './estimation-rules.js';
import type { TestPoint } from './new-estimate.js';

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
