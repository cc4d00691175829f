import { CHANNEL_ZERO, EVENT_BASELINE, EVENT_DRIFT } from '@hengzhun/protocol/device';
import { HAS_SHUNT } from '../build-flags.js';
import { detect, SLOW_SIGNAL, signals } from './detect.js';
import { spanChannel } from './fitted.js';
import {
  AGE,
  BASE_LAGGED,
  BASE_LEAD,
  CHANNEL_ZERO_AT,
  COEFFICIENT,
  COUNT,
  EARLIER_COEFFICIENT,
  EARLIER_LAGGED,
  EARLIER_SCALE,
  EARLIER_VALUE,
  INNOVATION,
  LAGGED,
  LAST_OFF,
  LAST_TIME,
  LEAD_COEFFICIENT,
  MEAN,
  MODEL_LENGTH,
  RECENT,
  RECENT_COUNT,
  RECENT_LENGTH,
  RESIDUAL,
  SCALE,
  SLOW,
  SLOW_VALUE,
  SUM_PRODUCTS,
  SUM_SQUARES,
  UNCERTAINTY,
  VALUE,
} from './layout.js';
import { LEARNING_HOURS, SPAN_ALARM, SPAN_INTERVAL, SPAN_LIMIT, ZERO_ALARM, ZERO_LIMIT } from './parameters.js';
import { setLevel } from './report.js';
import { clip, known, lowerPart, nearest, squareRoot } from './robust.js';
import { coefficientUncertainty, learnTemperature } from './temperature.js';
import type { ScaleState } from './types.js';

/** Smallest standard deviation to believe, in the channel's unit: 0.001 e, 0.0001 %. */
const ZERO_UNIT = 100;
const SPAN_UNIT = 30;

// A model belongs to a channel whose value depends on temperature and must keep to a baseline: the zero, and the response to
// a shunt or a reference mass. Its numbers lie behind the channel's in `memory` (`layout.ts`).

/** What the baseline of the model at `at` predicts at a temperature. */
export function predicted(m: Float64Array, at: number, lagged: number, lead: number): number {
  return (
    m[at + MEAN] +
    (lagged - m[at + BASE_LAGGED]) * m[at + COEFFICIENT] +
    (lead - m[at + BASE_LEAD]) * m[at + LEAD_COEFFICIENT]
  );
}

/**
 * Correlation of the residual with the one before it, 0 to 0.9. Eight more squares than were seen keep a few observations
 * from making a correlation.
 */
export function autocorrelation(m: Float64Array, at: number): number {
  const products = m[at + SUM_PRODUCTS];
  const residual = m[at + RESIDUAL];
  return products > 0 ? Math.min((products * 10) / (m[at + SUM_SQUARES] + 8 * residual * residual), 9) / 10 : 0;
}

/** Begins a new baseline; the earlier one is kept for comparison, what was learned of the temperature because it belongs to the cell. */
export function resetModel(m: Float64Array, at: number): void {
  if (m[at + SCALE] > 0) {
    m[at + EARLIER_VALUE] = m[at + MEAN];
    m[at + EARLIER_LAGGED] = m[at + BASE_LAGGED];
    m[at + EARLIER_COEFFICIENT] = m[at + COEFFICIENT];
    m[at + EARLIER_SCALE] = m[at + SCALE];
  }
  m[at + RECENT_COUNT] = 0;
  m[at + LAST_TIME] = -1e9;
  m.fill(0, at, at + SLOW_VALUE);
}

/** Forgets everything of a model: what it saw was not what it should have been. */
export function forgetModel(m: Float64Array, at: number): void {
  m.fill(0, at, at + MODEL_LENGTH);
}

/** The baseline is learned: reported for 20 degrees, and compared with the one of the sealing before, where there was one. */
function reportBaseline(state: ScaleState, at: number, identifier: number, warm: boolean, limit: number): void {
  const m = state.memory;
  const coefficient = m[at + COEFFICIENT];
  const baseline = m[at + MEAN] + (warm ? 20 - m[at + BASE_LAGGED] : 0) * coefficient;
  const variance = (m[at + SCALE] * m[at + SCALE] * 4) / m[at + COUNT];
  state.events.push([
    EVENT_BASELINE,
    identifier,
    nearest(baseline),
    nearest(squareRoot(variance)),
    nearest(coefficient),
  ]);
  if (!(m[at + EARLIER_SCALE] > 0)) return;
  const earlier = m[at + EARLIER_VALUE] + (warm ? 20 - m[at + EARLIER_LAGGED] : 0) * m[at + EARLIER_COEFFICIENT];
  const change = baseline - earlier;
  // an adjustment moves it too: that is for whoever reads the log to tell apart, by the calibration counter
  if (change > limit || -change > limit)
    state.events.push([EVENT_DRIFT, identifier, nearest(change), nearest(squareRoot(2 * variance)), 0, 0]);
}

/**
 * One observation of a model's channel (hourly zero, one span check): to the temperature regression, and then either into the
 * baseline (while that is learned) or to the detectors. The baseline's own value is frozen once learned; only the coefficient
 * goes on learning, so a slow drift stays visible. Neighbouring observations are correlated, so the detectors get innovations
 * of a first-order autoregression: what an observation differs from what the one before it lets expect, standardised.
 * @cold
 */
export function observe(
  state: ScaleState,
  parameters: Int32Array,
  at: number,
  value: number,
  lagged: number,
  lead: number,
): void {
  const m = state.memory;
  const warm = known(state.work[LAGGED]);
  const isSpan = HAS_SHUNT && at !== CHANNEL_ZERO_AT;
  const identifier = isSpan ? spanChannel(parameters) : CHANNEL_ZERO;
  const interval = isSpan ? parameters[SPAN_INTERVAL] : 3600;
  const unit = isSpan ? SPAN_UNIT : ZERO_UNIT;
  // without a thermometer the effect that R 76-1 clause 3.9.2.3 allows (1 e per 5 degrees) may be behind it
  const blind = warm || isSpan ? 0 : 2000;
  const limit = parameters[isSpan ? SPAN_LIMIT : ZERO_LIMIT] + blind;
  const alarm = parameters[isSpan ? SPAN_ALARM : ZERO_ALARM] + blind;
  const gap = nearest((m[AGE] - m[at + LAST_TIME]) / interval);
  m[at + LAST_TIME] = m[AGE];
  const cleaned = learnTemperature(m, at, value, lagged, lead, unit, gap === 1);
  const count = m[at + COUNT];
  if (count < parameters[LEARNING_HOURS]) {
    const next = count + 1;
    m[at + COUNT] = next;
    m[at + MEAN] += (cleaned - m[at + MEAN]) / next;
    m[at + BASE_LAGGED] += (lagged - m[at + BASE_LAGGED]) / next;
    m[at + BASE_LEAD] += (lead - m[at + BASE_LEAD]) / next;
    if (next < parameters[LEARNING_HOURS]) return;
    const scale = m[at + RESIDUAL];
    if (scale > (warm ? 5 : 20) * unit) {
      // too unsteady to be a baseline
      forgetModel(m, at);
      return;
    }
    // what is still unsteady here may be a drift: believe half of the limit at most
    m[at + SCALE] = Math.max(warm ? Math.min(scale, limit / 2) : scale, unit);
    reportBaseline(state, at, identifier, warm, limit);
    return;
  }
  // the scale may become smaller with a better known coefficient, never larger with a drift
  const scale = Math.min(m[at + SCALE], Math.max(m[at + RESIDUAL], unit));
  m[at + SCALE] = scale;
  const off = value - predicted(m, at, lagged, lead);
  let kept = 0;
  if (gap < 9) {
    const correlation = autocorrelation(m, at);
    kept = correlation;
    for (let i = 1; i < gap; i++) kept *= correlation;
  }
  const innovation = off - kept * m[at + LAST_OFF];
  m[at + LAST_OFF] = clip(off, 4 * scale);
  // far from the baseline's temperature an observation is worth what the coefficient is
  const slope = coefficientUncertainty(m, at) * Math.abs(lagged - m[at + BASE_LAGGED]);
  const standardised = innovation / ((scale + slope) * squareRoot((1 - kept * kept) * (1 + 4 / count)));
  if (!isSpan) state.work[INNOVATION] = standardised;
  detect(m, at, standardised, parameters);
  const seen = m[at + RECENT_COUNT];
  m[at + RECENT + (seen % RECENT_LENGTH)] = off;
  m[at + RECENT_COUNT] = seen + 1;
  const used = Math.min(seen + 1, RECENT_LENGTH);
  // a span check comes between two blocks, but in the midst of the zero's hour
  const scratch = isSpan ? state.block : state.hour;
  scratch.set(m.subarray(at + RECENT, at + RECENT + RECENT_LENGTH));
  const size = lowerPart(scratch, used, isSpan ? 4 : 3);
  m[at + VALUE] = size;
  m[at + UNCERTAINTY] = squareRoot(m[at + RESIDUAL] * m[at + RESIDUAL] * (1 / 4 + 4 / count) + slope * slope);
  // how long the slow scheme has been away from zero dates the drift; an alarm needs a day and a half of it
  const run = size < 0 ? m[at + SLOW + 3] : m[at + SLOW + 1];
  const signalled = signals(m, at, parameters);
  const far = size < 0 ? -size : size;
  const wanted = used < RECENT_LENGTH || far < limit || signalled === 0 ? 0 : far < alarm || run < 36 ? 1 : 2;
  // the run began where the deviation had passed the reference value: by the scale before a drift, which widens both what is
  // left of the regression and its correlation
  const passed = (scale * 5) / 4;
  setLevel(
    state,
    at,
    identifier,
    wanted,
    limit,
    alarm,
    true,
    (signalled & SLOW_SIGNAL) !== 0,
    (run * interval) / 86400,
    passed,
  );
}
