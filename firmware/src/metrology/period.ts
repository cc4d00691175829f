import {
  FLAG_BIT_CORNER,
  FLAG_BIT_CREEP,
  FLAG_BIT_LEARNING,
  FLAG_BIT_NOISE,
  FLAG_BIT_OVERLOAD,
  FLAG_BIT_REJECTIONS,
  FLAG_BIT_SENSOR_FAULT,
  FLAG_BIT_SPAN,
  FLAG_BIT_TEMPERATURE_RANGE,
  FLAG_BIT_UNSTABLE,
  FLAG_BIT_WARM_UP,
  FLAG_BIT_ZERO_DRIFT,
  FLAG_BIT_ZERO_RETURN,
  SELF_STATE_ALARM,
  SELF_STATE_ATTENTION,
  SELF_STATE_INOPERATIVE,
  SELF_STATE_NORMAL,
} from '@hengzhun/protocol/device';
import { HAS_CELLS, HAS_SHUNT } from '../build-flags.js';
import { fillChannels } from './channels.js';
import {
  ACCEPTED,
  AGE,
  CELL_COUNT,
  CHANNEL_CORNER_AT,
  CHANNEL_CREEP_AT,
  CHANNEL_NOISE_AT,
  CHANNEL_RETURN_AT,
  CHANNEL_SPAN_AT,
  CHANNEL_ZERO_AT,
  COEFFICIENT,
  COUNT,
  EFFECT_LEVEL,
  FAULTY,
  HOUR_NUMBER,
  LAGGED,
  LEAD,
  LEVEL,
  LOWER_TIME,
  NOISE,
  OUTLIER,
  OUTSIDE,
  OVERSTRAINED,
  PERIOD_TIME,
  RAW_TEMPERATURE,
  REJECTED,
  REJECTED_SHARE,
  SAMPLE_TIME,
  SATURATED,
  SHOWN,
  STABLE,
  SUM,
  SUPPLY,
  SUPPLY_OUTSIDE,
  UNSTABLE_SHARE,
  UNSTABLE_TIME,
  UPTIME,
} from './layout.js';
import { noiseHour, noiseLevel } from './noise.js';
import {
  ACCURACY_CLASS,
  COUNTS_DENOMINATOR,
  COUNTS_NUMERATOR,
  HOLD_TIME,
  LEARNING_HOURS,
  OUTLIER_LIMIT,
  REJECTION_LIMIT,
  SAMPLE_PERIOD,
  SUPPLY_MINIMUM,
  TEMPERATURE_LAG,
  TEMPERATURE_MAXIMUM,
  TEMPERATURE_MINIMUM,
  UNSTABLE_LIMIT,
  ZERO_COUNTS,
} from './parameters.js';
import { followRange } from './range.js';
import { known } from './robust.js';
import { followLevel } from './segment.js';
import { followSpan } from './span.js';
import { supplyFlag, supplyHour } from './supply.js';
import { coefficientUncertainty } from './temperature.js';
import type { ScaleState } from './types.js';
import { isWarmingUp } from './warm-up.js';
import { zeroHour } from './zero.js';

/**
 * Ends a period (1 s, whatever the sampling rate): one robust value, segmentation, once an hour the detectors, then
 * channels, flags and self-state. `time` in ms of the instrument's monotonic clock, as in `sampleScale`.
 * @cold @unpacked
 */
export function periodScale(state: ScaleState, parameters: Int32Array, time: number): void {
  const m = state.memory;
  const w = state.work;
  let seconds = known(w[PERIOD_TIME]) ? (time - w[PERIOD_TIME]) / 1000 : 0;
  if (!(seconds > 0)) seconds = 0;
  w[PERIOD_TIME] = time;
  m[AGE] += seconds;
  w[UPTIME] += seconds;

  if (known(w[RAW_TEMPERATURE])) followTemperature(w, parameters[TEMPERATURE_LAG], seconds);
  takeValue(state, parameters);
  const hour = Math.floor(m[AGE] / 3600);
  if (hour !== w[HOUR_NUMBER]) {
    w[HOUR_NUMBER] = hour;
    endHour(state, parameters);
  }
  noiseLevel(state, parameters);
  judge(state, parameters, seconds, time - w[SAMPLE_TIME] > 5000 + 4 * parameters[SAMPLE_PERIOD]);
  fillChannels(state, parameters);
}

/** What is looked at once an hour. @cold */
function endHour(state: ScaleState, parameters: Int32Array): void {
  zeroHour(state, parameters);
  noiseHour(state, parameters);
  effectLevel(state, parameters);
  supplyHour(state);
}

/**
 * Two temperatures lag behind the thermometer, by two thirds of the assumed lag and by another eight thirds of it: between them
 * they stand for any cell whose lag is a third to three times the assumed one, to 1.5 % of its effect also in slow changes.
 */
function followTemperature(w: Float64Array, lag: number, seconds: number): void {
  const temperature = w[RAW_TEMPERATURE] / 100;
  if (!known(w[LAGGED])) {
    w[LAGGED] = temperature;
    w[LEAD] = 0;
  }
  const before = w[LAGGED];
  w[LAGGED] += ((temperature - before) * seconds) / ((lag * 2) / 3 + seconds);
  // the second one is LAGGED - LEAD
  w[LEAD] += w[LAGGED] - before - (w[LEAD] * seconds) / ((lag * 8) / 3 + seconds);
}

/** The period's samples become one value, in 0.001 e, unless the supply was too low for them to mean anything. */
function takeValue(state: ScaleState, parameters: Int32Array): void {
  const w = state.work;
  const accepted = w[ACCEPTED];
  const numerator = parameters[COUNTS_NUMERATOR];
  const denominator = parameters[COUNTS_DENOMINATOR];
  if (accepted > 0 && !(w[SUPPLY] < parameters[SUPPLY_MINIMUM])) {
    const value = ((w[SUM] / accepted - parameters[ZERO_COUNTS]) * denominator) / numerator;
    const rejected = w[REJECTED];
    w[REJECTED_SHARE] += (rejected - w[REJECTED_SHARE] * (accepted + rejected)) / 4096;
    if (!(HAS_SHUNT && followSpan(state, parameters, value))) {
      followLevel(state, parameters, value);
      followRange(state, parameters, value);
    }
  }
  // nothing but a saturated converter for three periods is a fault
  if (accepted > 0) w[FAULTY] = 0;
  else if (w[SATURATED] > 0) w[FAULTY] += 1;
  if (accepted > 0 || w[SATURATED] > 0) {
    w[SUM] = 0;
    w[ACCEPTED] = 0;
    w[REJECTED] = 0;
    w[SATURATED] = 0;
  }
  if (HAS_CELLS && state.cells) {
    state.cells.fill(0, 0, state.cells.length >> 2);
    w[CELL_COUNT] = 0;
  }
  const widest = Math.max(w[NOISE] * 8, parameters[OUTLIER_LIMIT]);
  w[OUTLIER] = w[STABLE] === 1 ? (widest * Math.abs(numerator)) / denominator : 1 / 0;
}

/** No-load temperature effect against R 76-1 clause 3.9.2.3: 1 e per 5 degrees, class I per degree; by a tenth and two uncertainties. */
function effectLevel(state: ScaleState, parameters: Int32Array): void {
  const m = state.memory;
  const limit = parameters[ACCURACY_CLASS] === 1 ? 1100 : 220;
  const size = Math.abs(m[CHANNEL_ZERO_AT + COEFFICIENT]) - 2 * coefficientUncertainty(m, CHANNEL_ZERO_AT);
  const learned = m[CHANNEL_ZERO_AT + COUNT] >= parameters[LEARNING_HOURS];
  state.work[EFFECT_LEVEL] = learned && size > limit ? SELF_STATE_ATTENTION : SELF_STATE_NORMAL;
}

/** Flags and the wanted self-state after another period; `silent`: no sample for too long. @cold @unpacked */
function judge(state: ScaleState, parameters: Int32Array, seconds: number, silent: boolean): void {
  const m = state.memory;
  const w = state.work;
  let flags = w[OUTSIDE];
  if (silent || w[FAULTY] > 2) flags |= 1 << FLAG_BIT_SENSOR_FAULT;
  const unstable = w[STABLE] !== 1 || flags > 0;
  w[UNSTABLE_TIME] = unstable ? w[UNSTABLE_TIME] + seconds : 0;
  w[UNSTABLE_SHARE] += (((unstable ? 1000 : 0) - w[UNSTABLE_SHARE]) * seconds) / (3600 + seconds);

  let wanted = SELF_STATE_NORMAL;
  if (w[UNSTABLE_TIME] > parameters[UNSTABLE_LIMIT]) {
    flags |= 1 << FLAG_BIT_UNSTABLE;
    wanted = SELF_STATE_ATTENTION;
  }
  const temperature = w[RAW_TEMPERATURE];
  if (temperature > parameters[TEMPERATURE_MAXIMUM] || temperature < parameters[TEMPERATURE_MINIMUM]) {
    flags |= 1 << FLAG_BIT_TEMPERATURE_RANGE;
    wanted = SELF_STATE_ATTENTION;
  }
  if (w[REJECTED_SHARE] * 1000 > parameters[REJECTION_LIMIT]) {
    flags |= 1 << FLAG_BIT_REJECTIONS;
    wanted = SELF_STATE_ATTENTION;
  }
  flags |= supplyFlag(state, parameters, seconds);
  if (w[SUPPLY_OUTSIDE] > 120) wanted = SELF_STATE_ATTENTION;
  if (isWarmingUp(state, parameters, seconds)) flags |= 1 << FLAG_BIT_WARM_UP;
  if (m[CHANNEL_ZERO_AT + COUNT] < parameters[LEARNING_HOURS]) flags |= 1 << FLAG_BIT_LEARNING;

  const zero = Math.max(m[CHANNEL_ZERO_AT + LEVEL], w[EFFECT_LEVEL]);
  const returns = m[CHANNEL_RETURN_AT + LEVEL];
  const creep = m[CHANNEL_CREEP_AT + LEVEL];
  const noise = m[CHANNEL_NOISE_AT + LEVEL];
  if (zero > 0) flags |= 1 << FLAG_BIT_ZERO_DRIFT;
  if (returns > 0) flags |= 1 << FLAG_BIT_ZERO_RETURN;
  if (creep > 0) flags |= 1 << FLAG_BIT_CREEP;
  if (noise > 0) flags |= 1 << FLAG_BIT_NOISE;
  wanted = Math.max(wanted, zero, returns, creep, noise);
  if (HAS_SHUNT && m.length > CHANNEL_SPAN_AT && m[CHANNEL_SPAN_AT + LEVEL] > 0) {
    flags |= 1 << FLAG_BIT_SPAN;
    wanted = Math.max(wanted, m[CHANNEL_SPAN_AT + LEVEL]);
  }
  if (HAS_CELLS && state.cells && m[CHANNEL_CORNER_AT + LEVEL] > 0) {
    flags |= 1 << FLAG_BIT_CORNER;
    wanted = Math.max(wanted, m[CHANNEL_CORNER_AT + LEVEL]);
  }
  if (m[OVERSTRAINED] === 1) {
    flags |= 1 << FLAG_BIT_OVERLOAD;
    wanted = SELF_STATE_ALARM;
  }
  if (flags & (1 << FLAG_BIT_SENSOR_FAULT)) wanted = SELF_STATE_INOPERATIVE;
  showState(state, parameters, wanted, flags, seconds);
}

/**
 * Rises at once, falls when the lower level has lasted. The event of a change is the shell's: it adds what it knows of
 * storage, signer and seal to the self-state.
 */
function showState(state: ScaleState, parameters: Int32Array, wanted: number, flags: number, seconds: number): void {
  const w = state.work;
  const shown = state.memory[SHOWN];
  w[LOWER_TIME] = wanted < shown ? w[LOWER_TIME] + seconds : 0;
  state.flags = flags;
  if (wanted > shown || w[LOWER_TIME] > parameters[HOLD_TIME]) {
    state.memory[SHOWN] = wanted;
    w[LOWER_TIME] = 0;
  }
  state.selfState = state.memory[SHOWN];
}
