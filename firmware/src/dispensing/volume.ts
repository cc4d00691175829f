import { PULSES } from './parameters.js';
import type { DispenserParameters } from './types.js';

/** An edge is calibration / (40 K) mL: four edges a pulse, K pulses per 100 L, calibration in millionths. */
export function denominatorOf(parameters: DispenserParameters, p: number): number {
  return 40 * parameters[p + PULSES];
}

/**
 * Calibration factor with temperature compensation, millionths, rounded to the nearest: the volume at 20 degrees Celsius is
 * V (1 - expansion (t - 20)). `temperature` in 0.01 degree.
 */
export function compensatedFactor(calibration: number, expansion: number, temperature: number): number {
  return Math.floor((calibration * (100000000 - expansion * (temperature - 2000))) / 100000000 + 1 / 2);
}
