import { CALIBRATION, NOZZLE_AT, NOZZLE_LENGTH, NOZZLES, PULSES } from './parameters.js';
import type { DispenserParameters } from './types.js';

/**
 * The parameters from the integers of provisioning; undefined when they are no dispenser's: their number does not fit the number
 * of nozzles, or a K or calibration factor is not positive or beyond what the arithmetic holds exactly.
 */
export function dispenserParametersOf(list: number[]): DispenserParameters | undefined {
  const nozzles = list[NOZZLES];
  if (!(nozzles > 0 && nozzles < 5) || list.length !== NOZZLE_AT + nozzles * NOZZLE_LENGTH) return undefined;
  for (let at = NOZZLE_AT; at < list.length; at += NOZZLE_LENGTH) {
    const pulses = list[at + PULSES];
    const calibration = list[at + CALIBRATION];
    if (!(pulses > 0 && pulses < 1000001 && calibration > 500000 && calibration < 2000001)) return undefined;
  }
  return new Int32Array(list);
}

/** The integers of provisioning from the parameters. */
export function dispenserListOf(parameters: DispenserParameters): number[] {
  const list = [];
  for (let i = 0; i < parameters.length; i++) list.push(parameters[i]);
  return list;
}
