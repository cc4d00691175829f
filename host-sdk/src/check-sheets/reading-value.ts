import { errorAtChangeover } from '../rules/maximum-permissible-error.js';
import type { ScaleReading, ScaleSheet } from './scale-sheet.js';
import { quantise } from './uncertainty-budget.js';

/** d of a sheet, mg. */
export const intervalOf = (sheet: ScaleSheet): number => sheet.scaleInterval ?? sheet.verificationInterval;

/** Indication prior to rounding P = I + 0.5 d − ΔL, R 76-1 A.4.4.3; without a changeover point the indication itself. mg. */
export function readingValue({ indication, additional }: ScaleReading, interval: number): number {
  if (additional === undefined) return indication;
  return quantise(errorAtChangeover({ indication, additional, interval, load: 0, zeroError: 0 }).value);
}
