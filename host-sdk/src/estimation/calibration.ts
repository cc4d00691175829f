import { MEASURED, SPAN_OBSERVED } from './estimate-layout.js';

/** How stated probabilities are put right: a line in their log odds. */
export interface ProbabilityCalibration {
  readonly offset: number;
  readonly slope: number;
}

/**
 * What random samples have shown of the statements: of instruments whose error was observed lately (by standards or by themselves), and of the
 * others.
 */
export interface Calibrations {
  readonly fresh: ProbabilityCalibration;
  readonly stale: ProbabilityCalibration;
}

/** Before any sample was drawn: probabilities are stated as the model gives them. */
export const asStated: Calibrations = { fresh: { offset: 0, slope: 1 }, stale: { offset: 0, slope: 1 } };

/** Beyond this, log odds say nothing that samples could put right. */
const surest = 1e-5;

export const logOdds = (probability: number): number => {
  const bounded = Math.min(1 - surest, Math.max(surest, probability));
  return Math.log(bounded / (1 - bounded));
};

/** Which of the two an estimate falls under on a day. @param freshFor days */
export function calibrationOf(
  estimate: Float64Array,
  day: number,
  freshFor: number,
  calibrations: Calibrations,
): ProbabilityCalibration {
  return isFresh(estimate, day, freshFor) ? calibrations.fresh : calibrations.stale;
}

/** What holds today, for a look ahead: that nobody has looked until a day to come is no silence yet. */
export function calibrationsAhead(
  estimate: Float64Array,
  today: number,
  freshFor: number,
  calibrations: Calibrations,
): Calibrations {
  const now = calibrationOf(estimate, today, freshFor, calibrations);
  return { fresh: now, stale: now };
}

/** Whether the error was observed, by standards or by the instrument itself, within the last `freshFor` days. */
export function isFresh(estimate: Float64Array, day: number, freshFor: number): boolean {
  return day - estimate[MEASURED]! <= freshFor || day - estimate[SPAN_OBSERVED]! <= freshFor;
}

/** A probability as samples have taught to state it. */
export function calibrated(probability: number, { offset, slope }: ProbabilityCalibration): number {
  if (offset === 0 && slope === 1) return probability;
  return 1 / (1 + Math.exp(-(offset + slope * logOdds(probability))));
}
