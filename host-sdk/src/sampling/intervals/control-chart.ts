import { bisect } from '../../statistics/bisect.js';
import { noncentralTCdf } from '../../statistics/noncentral-t.js';
import {
  adjustment,
  checkNumber,
  type IntervalAdjustment,
  needData,
  notNegative,
  positive,
} from './interval-adjustment.js';
import { checkIntervalRules, type IntervalRules } from './interval-rules.js';

/** Errors at one test point, in any one unit. */
export interface ControlChartInput {
  /** Interval until now, days. */
  readonly days: number;
  /** Each verification: days since the one before, and by how much the error had changed since then (as found minus as left). */
  readonly changes: readonly { readonly days: number; readonly change: number }[];
  /** Error as left at the latest verification, and its standard uncertainty. */
  readonly start: number;
  readonly uncertainty: number;
  /** Lower and upper limit of the error; absent: none on that side, and the confidence is one-sided. */
  readonly lower?: number;
  readonly upper?: number;
  /** Drift as a polynomial of the time through zero: straight (1), or bent (2). */
  readonly order: 1 | 2;
}

/** A drift that was fitted to changes: δ(t) = b₁ t (+ b₂ t²). */
export interface FittedDrift {
  readonly coefficients: readonly number[];
  /** Their covariances, row by row. */
  readonly covariance: readonly (readonly number[])[];
  /** Standard deviation of one change about the curve. */
  readonly scatter: number;
  readonly degrees: number;
}

const STEPS = 5000;

/**
 * Control chart 控制图法 (ILAC-G24:2022 §6.3): drift and scatter of the errors at a significant point, and the time until the predicted error with
 * its uncertainty meets a limit. Computed as NASA-HDBK-8739.19-5 §7 (Castrup, Calibration Intervals from Variables Data): reliability target.
 *
 * @throws {SdkError} `sampling-too-little-data`: three more changes than coefficients; `sampling-out-of-range`, also for an error that is outside
 *   its limits, with its uncertainty, from the start; `sampling-bad-rules`
 */
export function controlChart(input: ControlChartInput, rules: IntervalRules): IntervalAdjustment {
  checkIntervalRules(rules);
  const { days, changes, start, uncertainty, lower, upper, order } = input;
  checkNumber(days, 'The interval in days', positive);
  checkNumber(start, 'The error as left', Number.isFinite);
  checkNumber(uncertainty, 'The standard uncertainty', notNegative);
  if (lower === undefined && upper === undefined) checkNumber(Number.NaN, 'A missing limit', Number.isFinite);
  if (lower !== undefined) checkNumber(lower, 'The lower limit', Number.isFinite);
  if (upper !== undefined) checkNumber(upper, 'The upper limit', Number.isFinite);
  const drift = fitDrift(changes, order);
  const tail = lower === undefined || upper === undefined ? 1 - rules.chartConfidence : (1 - rules.chartConfidence) / 2;
  const factor = bisect((t) => noncentralTCdf(t, drift.degrees, 0), 1 - tail, 0, 1e6);
  // above 0: beyond a limit
  const beyond = (t: number): number => {
    const error = start + predictedDrift(drift, t);
    const half = factor * Math.hypot(uncertainty, driftUncertainty(drift, t));
    return Math.max(
      upper === undefined ? Number.NEGATIVE_INFINITY : error + half - upper,
      lower === undefined ? Number.NEGATIVE_INFINITY : lower - error + half,
    );
  };
  if (beyond(0) >= 0)
    checkNumber(start, 'As left, with its uncertainty, an error that meets its limits already', () => false);
  // the first step that ends beyond; within a step the drift hardly bends
  let calculated = rules.longest;
  for (let step = 1; step <= STEPS; step++) {
    const to = (rules.longest * step) / STEPS;
    if (beyond(to) < 0) continue;
    calculated = bisect(beyond, 0, (rules.longest * (step - 1)) / STEPS, to);
    break;
  }
  const [linear, bent = 0] = drift.coefficients as [number, number?];
  return adjustment(
    'control-chart',
    rules,
    days,
    calculated,
    {
      zh: '漂移随时间平滑，过去的漂移代表将来；残差服从正态分布；所选检定点有代表性',
      en: 'drift is smooth in time, and goes on as before; what is left over is normal; the test point is the significant one',
    },
    { linear, bent, scatter: drift.scatter, degrees: drift.degrees, factor },
  );
}

/**
 * Least squares through zero.
 *
 * @throws {SdkError} `sampling-too-little-data`, `sampling-out-of-range`
 */
export function fitDrift(changes: ControlChartInput['changes'], order: 1 | 2): FittedDrift {
  needData(changes.length, order + 3, 'verifications with the change of the error since the one before');
  for (const { days, change } of changes) {
    checkNumber(days, 'The time between verifications in days', positive);
    checkNumber(change, 'The change of an error', Number.isFinite);
  }
  if (order === 2) needData(new Set(changes.map(({ days }) => days)).size, 2, 'different times between verifications');
  const sum = (power: number): number => changes.reduce((total, { days }) => total + days ** power, 0);
  const weighted = (power: number): number =>
    changes.reduce((total, { days, change }) => total + days ** power * change, 0);
  const [a, b, c] = [sum(2), sum(3), sum(4)];
  const determinant = a * c - b * b;
  const inverse =
    order === 1
      ? [[1 / a]]
      : [
          [c / determinant, -b / determinant],
          [-b / determinant, a / determinant],
        ];
  const sides = [weighted(1), weighted(2)];
  const coefficients = inverse.map((row) => row.reduce((total, one, index) => total + one * sides[index]!, 0));
  const degrees = changes.length - order;
  const fitted = { coefficients, covariance: [], scatter: 0, degrees };
  const squares = changes.reduce((total, { days, change }) => total + (change - predictedDrift(fitted, days)) ** 2, 0);
  const variance = squares / degrees;
  return {
    coefficients,
    covariance: inverse.map((row) => row.map((one) => one * variance)),
    scatter: Math.sqrt(variance),
    degrees,
  };
}

/** Drift after `days`. */
export function predictedDrift({ coefficients }: FittedDrift, days: number): number {
  return coefficients.reduce((sum, one, index) => sum + one * days ** (index + 1), 0);
}

/** Standard uncertainty of one error predicted for `days`: of the curve and of the scatter about it. */
export function driftUncertainty({ covariance, scatter }: FittedDrift, days: number): number {
  let variance = scatter * scatter;
  covariance.forEach((row, i) => {
    row.forEach((one, j) => {
      variance += one * days ** (i + j + 2);
    });
  });
  return Math.sqrt(variance);
}
