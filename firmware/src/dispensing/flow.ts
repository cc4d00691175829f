import { DELIVERING, FLOW_VOLUME, GROSS, OUTSIDE, OUTSIDE_LONG, OUTSIDE_TIME, PHASE } from './layout.js';
import { FLOW_TIME, MAXIMUM_FLOW, MINIMUM_FLOW } from './parameters.js';
import type { DispenserParameters, DispenserState } from './types.js';

/** The flow of the period that ends, against the nozzle's rated range. Standing still is no flow. */
export function watchFlow(
  state: DispenserState,
  parameters: DispenserParameters,
  w: number,
  p: number,
  seconds: number,
): void {
  const work = state.work;
  if (work[w + PHASE] !== DELIVERING) return;
  const volume = work[w + GROSS] - work[w + FLOW_VOLUME];
  work[w + FLOW_VOLUME] = work[w + GROSS];
  if (!(volume > 0 && seconds > 0)) return;
  const flow = (volume * 60) / seconds;
  if (flow < parameters[p + MINIMUM_FLOW] || flow > parameters[p + MAXIMUM_FLOW]) {
    work[w + OUTSIDE] += volume;
    work[w + OUTSIDE_TIME] += seconds;
    if (work[w + OUTSIDE_TIME] > parameters[FLOW_TIME]) work[w + OUTSIDE_LONG] = 1;
  } else work[w + OUTSIDE_TIME] = 0;
}
