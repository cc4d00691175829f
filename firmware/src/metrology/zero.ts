import { CHANNEL_ZERO, CHANNEL_ZERO_RETURN, EVENT_BASELINE } from '@hengzhun/protocol/device';
import { detect, signals } from './detect.js';
import {
  AGE,
  BASE_HOURS,
  BASE_LAGGED,
  BASE_LEAD,
  BASE_SCALE,
  BASE_ZERO,
  CHANNEL_RETURN_AT,
  CHANNEL_ZERO_AT,
  COEFFICIENT,
  HOUR_COUNT,
  HOUR_LAGGED,
  HOUR_LEAD,
  HOUR_PART,
  HOUR_PARTS,
  HOURS,
  LAGGED,
  LEAD_COEFFICIENT,
  LOADED_SINCE,
  LOWEST,
  RECENT,
  RECENT_COUNT,
  RECENT_LENGTH,
  RESIDUAL,
  SLOW,
  SLOW_ZERO,
  TEMPERATURE,
  UNCERTAINTY,
  UPTIME,
  VALUE,
  ZERO_BEFORE,
  ZERO_BEFORE_LAGGED,
  ZERO_SEEN_AT,
  ZERO_TRACK,
} from './layout.js';
import { CHANGE_LIMIT, LEARNING_HOURS, ZERO_ALARM, ZERO_LIMIT, ZERO_RANGE, ZERO_RETURN_LIMIT } from './parameters.js';
import { setLevel } from './report.js';
import { clip, known, lowerPart, nearest, squareRoot } from './robust.js';
import { standardise } from './standardise.js';
import { coefficientUncertainty, learnTemperature } from './temperature.js';
import type { ScaleState } from './types.js';

/** Zero that the baseline predicts at a temperature, 0.001 e. */
function predictedZero(m: Float64Array, lagged: number, lead: number): number {
  return m[BASE_ZERO] + (lagged - m[BASE_LAGGED]) * m[COEFFICIENT] + (lead - m[BASE_LEAD]) * m[LEAD_COEFFICIENT];
}

/** The level of one block at no load: zero return where a load was taken off before it, and a residual for the hour. */
export function zeroBlock(state: ScaleState, parameters: Int32Array, level: number): void {
  const m = state.memory;
  const w = state.work;
  const lagged = known(w[LAGGED]) ? w[LAGGED] : 0;
  const lead = known(w[LAGGED]) ? w[TEMPERATURE] - lagged : 0;
  if (w[LOADED_SINCE] === 1 && known(w[ZERO_BEFORE])) {
    const change = level - w[ZERO_BEFORE] - (lagged - w[ZERO_BEFORE_LAGGED]) * m[COEFFICIENT];
    zeroReturn(state, parameters, change);
  }
  w[LOADED_SINCE] = 0;
  w[ZERO_BEFORE] = level;
  w[ZERO_BEFORE_LAGGED] = lagged;
  w[ZERO_SEEN_AT] = m[AGE];
  w[LOWEST] = level;
  // goods come on top of zero, never below it: downwards it follows quickly, upwards slowly
  const move = level - m[ZERO_TRACK];
  m[ZERO_TRACK] += m[HOURS] === 0 && move < 0 ? move : move < 0 ? move / 8 : move / 64;
  // the first half hour is warm-up (R 76-1 clause 5.3.5)
  if (w[UPTIME] < 1800) return;
  // one residual for each sixteenth of the hour, so that it does not matter when in the hour something lay there
  const part = Math.floor(m[AGE] / 225);
  if (part !== w[HOUR_PART]) {
    w[HOUR_PART] = part;
    w[HOUR_PARTS] += 1;
  }
  state.hour[(w[HOUR_PARTS] - 1) & 15] = level - predictedZero(m, lagged, lead);
  w[HOUR_COUNT] += 1;
  w[HOUR_LAGGED] += lagged;
  w[HOUR_LEAD] += lead;
}

/** One unloading. The reported value follows an eighth of each change, at most 0.5 e of it: leftovers cancel out. */
function zeroReturn(state: ScaleState, parameters: Int32Array, change: number): void {
  const m = state.memory;
  const at = CHANNEL_RETURN_AT;
  const limit = parameters[ZERO_RETURN_LIMIT];
  const near = clip(change, 2 * limit);
  detect(m, at, standardise(m, at, near, 100, 64), parameters);
  m[at + VALUE] += clip(near - m[at + VALUE], limit) / 8;
  m[at + UNCERTAINTY] = m[RESIDUAL] / 4 + 20;
  const size = m[at + VALUE] < 0 ? -m[at + VALUE] : m[at + VALUE];
  const wanted = size < limit ? 0 : size < 2 * limit - 1 ? 1 : 2;
  setLevel(state, at, CHANNEL_ZERO_RETURN, wanted, limit, 2 * limit, true, 0);
}

/**
 * End of an hour: its median zero goes to the temperature regression and then either into the baseline (while that is
 * learned) or, standardised, to the detectors. The baseline's own zero is frozen once learned; only the coefficient
 * goes on learning, so a slow drift stays visible.
 */
export function zeroHour(state: ScaleState, parameters: Int32Array): void {
  const m = state.memory;
  const w = state.work;
  const count = w[HOUR_COUNT];
  const lagged = w[HOUR_LAGGED] / count;
  const lead = w[HOUR_LEAD] / count;
  w[HOUR_COUNT] = 0;
  w[HOUR_LAGGED] = 0;
  w[HOUR_LEAD] = 0;
  const parts = w[HOUR_PARTS];
  w[HOUR_PARTS] = 0;
  if (parts < 3) return;
  // stands three quarters of an hour of goods left on the pan
  const zero = lowerPart(state.hour, Math.min(parts, 16), 2) + predictedZero(m, lagged, lead);
  // Goods that lay on the pan from the beginning were taken for zero: begin again. Not after learning.
  const learning = m[BASE_HOURS] < parameters[LEARNING_HOURS];
  if (learning && zero - predictedZero(m, lagged, lead) < -parameters[CHANGE_LIMIT]) m.fill(0, SLOW_ZERO, BASE_SCALE);
  const cleaned = learnTemperature(m, zero, lagged, lead);
  const hours = m[BASE_HOURS];
  const at = CHANNEL_ZERO_AT;
  if (learning) {
    m[BASE_HOURS] = hours + 1;
    m[BASE_ZERO] += (cleaned - m[BASE_ZERO]) / (hours + 1);
    m[BASE_LAGGED] += (lagged - m[BASE_LAGGED]) / (hours + 1);
    m[BASE_LEAD] += (lead - m[BASE_LEAD]) / (hours + 1);
    if (hours + 1 < parameters[LEARNING_HOURS]) return;
    const scale = m[RESIDUAL];
    if (scale > (known(w[LAGGED]) ? 500 : 2000)) {
      // too unsteady to be a baseline
      m.fill(0, SLOW_ZERO, BASE_SCALE);
      return;
    }
    // what is still unsteady here may be a drift: believe half of the limit at most
    m[BASE_SCALE] = Math.max(known(w[LAGGED]) ? Math.min(scale, parameters[ZERO_LIMIT] / 2) : scale, 100);
    // reported for 20 degrees, so that the baselines of two sealings can be compared
    const reference = (known(w[LAGGED]) ? 20 - m[BASE_LAGGED] : 0) * m[COEFFICIENT];
    state.events.push([
      EVENT_BASELINE,
      CHANNEL_ZERO,
      nearest(m[BASE_ZERO] + reference),
      nearest(scale / squareRoot(hours / 4)),
      nearest(m[COEFFICIENT]),
    ]);
    return;
  }
  // the scale may become smaller with a better known coefficient, never larger with a drift
  m[BASE_SCALE] = Math.min(m[BASE_SCALE], Math.max(m[RESIDUAL], 100));
  const off = zero - predictedZero(m, lagged, lead);
  detect(m, at, off / (m[BASE_SCALE] * squareRoot(1 + 4 / hours)), parameters);
  const kept = m[RECENT_COUNT];
  m[RECENT + (kept % RECENT_LENGTH)] = off;
  m[RECENT_COUNT] = kept + 1;
  const used = Math.min(kept + 1, RECENT_LENGTH);
  state.hour.set(m.subarray(RECENT, RECENT + RECENT_LENGTH));
  m[at + VALUE] = lowerPart(state.hour, used, 3);
  const slope = coefficientUncertainty(m) * (lagged - m[BASE_LAGGED]);
  m[at + UNCERTAINTY] = squareRoot(m[RESIDUAL] * m[RESIDUAL] * (1 / 4 + 4 / hours) + slope * slope);
  const size = m[at + VALUE] < 0 ? -m[at + VALUE] : m[at + VALUE];
  // how long the slow scheme has been away from zero dates the drift; an alarm needs a day and a half of it
  const run = m[at + VALUE] < 0 ? m[at + SLOW + 3] : m[at + SLOW + 1];
  // without a thermometer the effect that R 76-1 clause 3.9.2.3 allows (1 e per 5 degrees) may be behind it
  const blind = known(w[LAGGED]) ? 0 : 2000;
  const limit = parameters[ZERO_LIMIT] + blind;
  const alarm = parameters[ZERO_ALARM] + blind;
  const wanted =
    used < RECENT_LENGTH || size < limit || signals(m, at, parameters) === 0 ? 0 : size < alarm || run < 36 ? 1 : 2;
  setLevel(state, at, CHANNEL_ZERO, wanted, limit, alarm, true, run / 24);
}

/** Nothing within the zone for three days: the lowest stable level inside the zero-setting range is taken for zero. */
export function seekZero(state: ScaleState, parameters: Int32Array, level: number): void {
  const m = state.memory;
  const w = state.work;
  if (level < w[LOWEST] || !known(w[LOWEST])) w[LOWEST] = level;
  const lowest = w[LOWEST];
  if (m[AGE] - w[ZERO_SEEN_AT] > 259200 && (lowest < 0 ? -lowest : lowest) < parameters[ZERO_RANGE]) {
    m[ZERO_TRACK] = lowest;
    w[ZERO_SEEN_AT] = m[AGE];
    w[LOWEST] = 0 / 0;
  }
}
