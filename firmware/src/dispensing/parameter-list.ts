import {
  CALIBRATION,
  DAY_LENGTH,
  DEVIATION_COUNT,
  FOREIGN_FUELINGS,
  NOZZLE_AT,
  NOZZLE_LENGTH,
  NOZZLES,
  PULSES,
  TEMPERATURE_MAXIMUM,
  TEMPERATURE_MINIMUM,
} from './parameters.js';
import type { DispenserParameters } from './types.js';

/** Whether a value fits a parameter: what the arithmetic holds exactly, and what a brief has room for. */
function isFitting(index: number, value: number): boolean {
  if (!(value >= -2147483648 && value <= 2147483647) || Math.floor(value) !== value) return false;
  if (index < NOZZLE_AT) {
    if (index === TEMPERATURE_MINIMUM || index === TEMPERATURE_MAXIMUM) return true;
    if (index === DEVIATION_COUNT) return value > 0 && value < 8;
    if (index === FOREIGN_FUELINGS) return value > 0 && value < 4;
    return value >= (index === DAY_LENGTH ? 60 : 0);
  }
  const which = (index - NOZZLE_AT) % NOZZLE_LENGTH;
  if (which === PULSES) return value > 0 && value < 1000001;
  if (which === CALIBRATION) return value > 500000 && value < 2000001;
  return value >= 0;
}

/**
 * The parameters from the integers of provisioning; undefined when they are no dispenser's: their number does not fit the number
 * of nozzles, or one of them is out of its bounds.
 */
export function dispenserParametersOf(list: number[]): DispenserParameters | undefined {
  const nozzles = list[NOZZLES];
  if (!(nozzles > 0 && nozzles < 5) || list.length !== NOZZLE_AT + nozzles * NOZZLE_LENGTH) return undefined;
  for (let i = 0; i < list.length; i++) if (!isFitting(i, list[i])) return undefined;
  return new Int32Array(list);
}

/**
 * Sets a parameter (command-set-parameter) and gives the value it had; undefined, and nothing changed, where there is none of that
 * number, the value is out of its bounds, or it is the number of nozzles or the presence of encoders, which are the board's.
 * @cold
 */
export function setDispenserParameter(
  parameters: DispenserParameters,
  index: number,
  value: number,
): number | undefined {
  if (!(index > 1 && index < parameters.length) || !isFitting(index, value)) return undefined;
  const before = parameters[index];
  parameters[index] = value;
  return before;
}
