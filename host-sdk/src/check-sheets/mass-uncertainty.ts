import { maximumPermissibleError } from '../rules/maximum-permissible-error.js';
import { intervalOf, readingValue } from './reading-value.js';
import type { ScaleSheet, WeighingReading } from './scale-sheet.js';
import type { SheetRules } from './sheet-rules.js';
import { combine, contribution, rectangular, type UncertaintyBudget } from './uncertainty-budget.js';

/** Standard uncertainty of a load made of the sheet's weights, mg: the least certain of the sets stands for all of them. */
export function standardUncertainty(sheet: ScaleSheet, load: number): number {
  const each = sheet.standards.map(({ constant, relative, coverage }) => (constant + relative * load) / coverage);
  return Math.max(0, ...each);
}

/** Sample standard deviation of the repeatability weighings, mg; undefined: fewer than two. */
export function repeatabilityDeviation(sheet: ScaleSheet): number | undefined {
  const values = (sheet.repeatability?.readings ?? []).map((one) => readingValue(one, intervalOf(sheet)));
  if (values.length < 2) return undefined;
  const mean = values.reduce((sum, one) => sum + one, 0) / values.length;
  return Math.sqrt(values.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (values.length - 1));
}

/**
 * Uncertainty of the error Ec = (P − L) − E0 at one load, mg. Inputs as in EURAMET cg-18: the weights, the resolution under load and at zero
 * (the step of the changeover weights, or d), the repeatability, and the drift of the span with the temperature during the check, for
 * which an approved scale may use up the limit at Max over its temperature range. Air buoyancy is in the weights' own uncertainty.
 */
export function massUncertainty(sheet: ScaleSheet, reading: WeighingReading, rules: SheetRules): UncertaintyBudget {
  const e = sheet.verificationInterval;
  const d = intervalOf(sheet);
  const step = Math.min(sheet.additionalStep ?? 0.1 * e, d);
  const resolution = (additional: number | undefined) => rectangular((additional === undefined ? d : step) / 2);
  const { load } = reading;
  const parts = [
    contribution('standard', 'normal', standardUncertainty(sheet, load), -1),
    contribution('resolution', 'rectangular', resolution(reading.additional), 1),
    contribution('zero-resolution', 'rectangular', resolution(sheet.zero?.additional), -1),
  ];
  const deviation = repeatabilityDeviation(sheet);
  if (deviation !== undefined) parts.push(contribution('repeatability', 'normal', deviation, 1, 'A'));
  if (sheet.temperatureChange !== undefined) {
    const { maximumCapacity: maximum, accuracyClass } = sheet;
    const most = maximumPermissibleError(accuracyClass, maximum / e, 'verification', rules.mass) * e;
    const perDegree = (most / maximum / rules.approvedTemperatures) * load;
    parts.push(contribution('temperature', 'rectangular', rectangular(sheet.temperatureChange / 2), perDegree));
  }
  return combine(parts);
}
