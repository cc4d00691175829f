import { FLOW, LIMIT, NOMINAL, NOZZLE, POINT_COUNT, pointAt } from './estimate-layout.js';
import type { TestPoint } from './new-estimate.js';

/** Whether `point` comes before `other` of the same scale or nozzle as the one that the others go along with: the greatest load, the largest flow. */
export function leads(point: TestPoint, other: TestPoint): boolean {
  return point.nominal > other.nominal || (point.nominal === other.nominal && point.flow > other.flow);
}

/** How large a change of the leading point shows at another one, both in their limits: at a scale in proportion to the load. */
export function shareOf(point: TestPoint, leading: TestPoint): number {
  if (point.nozzle !== -1) return 1;
  return point.nominal / point.limit / (leading.nominal / leading.limit);
}

/** The test point whose block begins at `at`. */
export function pointOf(estimate: Float64Array, at: number): TestPoint {
  const [nominal, nozzle, flow, limit] = [NOMINAL, NOZZLE, FLOW, LIMIT].map((offset) => estimate[at + offset]!);
  return { nominal: nominal!, nozzle: nozzle!, flow: flow!, limit: limit! };
}

/** Where the block of the leading point of a scale or nozzle begins. */
export function leadingPointAt(estimate: Float64Array, nozzle: number): number {
  let best = -1;
  for (let index = 0; index < estimate[POINT_COUNT]!; index++) {
    const at = pointAt(index);
    if (estimate[at + NOZZLE] !== nozzle) continue;
    if (best === -1 || leads(pointOf(estimate, at), pointOf(estimate, best))) best = at;
  }
  return best;
}
