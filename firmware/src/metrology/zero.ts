import { CHANNEL_ZERO_RETURN } from '@hengzhun/protocol/device';
import { detect } from './detect.js';
import {
  AGE,
  CHANNEL_RETURN_AT,
  CHANNEL_ZERO_AT,
  COEFFICIENT,
  COUNT,
  HOUR_COUNT,
  HOUR_LAGGED,
  HOUR_LEAD,
  HOUR_PART,
  HOUR_PARTS,
  LAGGED,
  LEAD,
  LEAD_COEFFICIENT,
  LOAD_TIME,
  LOADED_SINCE,
  LONG_RETURN,
  LOWEST,
  OBSERVATIONS,
  OVERSTRAINED,
  RESIDUAL,
  UNCERTAINTY,
  UPTIME,
  VALUE,
  ZERO_BEFORE,
  ZERO_BEFORE_LAGGED,
  ZERO_BEFORE_LEAD,
  ZERO_SEEN_AT,
  ZERO_TRACK,
} from './layout.js';
import { forgetModel, observe, predicted } from './model.js';
import { CHANGE_LIMIT, LEARNING_HOURS, WARM_UP_TIME, ZERO_RANGE, ZERO_RETURN_LIMIT } from './parameters.js';
import { setLevel } from './report.js';
import { clip, known, lowerPart } from './robust.js';
import { standardise } from './standardise.js';
import type { ScaleState } from './types.js';

/** The level of one block at no load: zero return where a load was taken off before it, and a residual for the hour. */
export function zeroBlock(state: ScaleState, parameters: Int32Array, level: number): void {
  const m = state.memory;
  const w = state.work;
  const lagged = known(w[LAGGED]) ? w[LAGGED] : 0;
  const lead = known(w[LAGGED]) ? w[LEAD] : 0;
  if (w[LOADED_SINCE] === 1 && known(w[ZERO_BEFORE])) {
    const effect =
      (lagged - w[ZERO_BEFORE_LAGGED]) * m[CHANNEL_ZERO_AT + COEFFICIENT] +
      (lead - w[ZERO_BEFORE_LEAD]) * m[CHANNEL_ZERO_AT + LEAD_COEFFICIENT];
    zeroReturn(state, parameters, level - w[ZERO_BEFORE] - effect);
  }
  w[LOADED_SINCE] = 0;
  w[LOAD_TIME] = 0;
  w[ZERO_BEFORE] = level;
  w[ZERO_BEFORE_LAGGED] = lagged;
  w[ZERO_BEFORE_LEAD] = lead;
  w[ZERO_SEEN_AT] = m[AGE];
  w[LOWEST] = level;
  // goods come on top of zero, never below it: downwards it follows quickly, upwards slowly
  const move = level - m[ZERO_TRACK];
  const fresh = m[CHANNEL_ZERO_AT + OBSERVATIONS] === 0;
  m[ZERO_TRACK] += fresh && move < 0 ? move : move < 0 ? move / 8 : move / 64;
  // no verdict during warm-up (R 76-1 clause 5.3.5)
  if (w[UPTIME] < parameters[WARM_UP_TIME]) return;
  // one residual for each sixteenth of the hour, so that it does not matter when in the hour something lay there
  const part = Math.floor(m[AGE] / 225);
  if (part !== w[HOUR_PART]) {
    w[HOUR_PART] = part;
    w[HOUR_PARTS] += 1;
  }
  state.hour[(w[HOUR_PARTS] - 1) & 15] = level - predicted(m, CHANNEL_ZERO_AT, lagged, lead);
  w[HOUR_COUNT] += 1;
  w[HOUR_LAGGED] += lagged;
  w[HOUR_LEAD] += lead;
}

/**
 * One unloading. The reported value follows an eighth of each change, at most 0.5 e of it: leftovers cancel out. After a load
 * of half an hour (R 76-1 clause 3.9.4.2) one change beyond the limit could be something left on the pan, two in a row to
 * the same side are attention; nothing is said where something lay there before already. A cell that was strained beyond what
 * it is safe for is believed again once its zero came back.
 */
function zeroReturn(state: ScaleState, parameters: Int32Array, change: number): void {
  const m = state.memory;
  const w = state.work;
  const at = CHANNEL_RETURN_AT;
  const limit = parameters[ZERO_RETURN_LIMIT];
  const near = clip(change, 2 * limit);
  detect(m, at, standardise(m, at, near, 100, 64), parameters);
  m[at + VALUE] += clip(near - m[at + VALUE], limit) / 8;
  m[at + UNCERTAINTY] = m[CHANNEL_ZERO_AT + RESIDUAL] / 4 + 20;
  const size = m[at + VALUE] < 0 ? -m[at + VALUE] : m[at + VALUE];
  let wanted = size < limit ? 0 : size < 2 * limit - 1 ? 1 : 2;
  if (w[LOAD_TIME] >= 1800 && !isBeforeSpoilt(state, parameters)) {
    const row = m[LONG_RETURN];
    m[LONG_RETURN] = change > limit ? Math.max(row, 0) + 1 : -change > limit ? Math.min(row, 0) - 1 : 0;
  }
  const often = m[LONG_RETURN] > 1 || m[LONG_RETURN] < -1;
  if (often && wanted === 0) wanted = 1;
  setLevel(state, at, CHANNEL_ZERO_RETURN, wanted, limit, 2 * limit, !often, false, 0, 0);
  if (near === clip(near, limit)) m[OVERSTRAINED] = 0;
}

/** Whether something lay on the pan when the zero before the load was seen: it was not where it is known to be. */
function isBeforeSpoilt(state: ScaleState, parameters: Int32Array): boolean {
  const m = state.memory;
  const w = state.work;
  const at = CHANNEL_ZERO_AT;
  const expected = predicted(m, at, w[ZERO_BEFORE_LAGGED], w[ZERO_BEFORE_LEAD]) + m[at + VALUE];
  const off = w[ZERO_BEFORE] - expected;
  return m[at + COUNT] >= parameters[LEARNING_HOURS] && clip(off, parameters[ZERO_RETURN_LIMIT]) !== off;
}

/** End of an hour: what lay below most of its zeros is one observation of the zero's model. */
export function zeroHour(state: ScaleState, parameters: Int32Array): void {
  const m = state.memory;
  const w = state.work;
  const at = CHANNEL_ZERO_AT;
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
  const expected = predicted(m, at, lagged, lead);
  const zero = lowerPart(state.hour, Math.min(parts, 16), 2) + expected;
  // Goods that lay on the pan from the beginning were taken for zero: begin again. Not after learning.
  if (m[at + COUNT] < parameters[LEARNING_HOURS] && zero - expected < -parameters[CHANGE_LIMIT]) forgetModel(m, at);
  observe(state, parameters, at, zero, lagged, lead);
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
