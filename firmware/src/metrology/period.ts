import {
  FLAG_BIT_CREEP,
  FLAG_BIT_LEARNING,
  FLAG_BIT_NOISE,
  FLAG_BIT_OVERLOAD,
  FLAG_BIT_REJECTIONS,
  FLAG_BIT_SENSOR_FAULT,
  FLAG_BIT_TEMPERATURE_RANGE,
  FLAG_BIT_UNDERLOAD,
  FLAG_BIT_UNSTABLE,
  FLAG_BIT_ZERO_DRIFT,
  FLAG_BIT_ZERO_RETURN,
  SELF_STATE_ATTENTION,
  SELF_STATE_INOPERATIVE,
  SELF_STATE_NORMAL,
} from '@hengzhun/protocol/device';
import { fillChannels } from './channels.js';
import {
  ACCEPTED,
  AGE,
  BASE_HOURS,
  CHANNEL_CREEP_AT,
  CHANNEL_NOISE_AT,
  CHANNEL_RETURN_AT,
  CHANNEL_ZERO_AT,
  FAULTY,
  HOUR_NUMBER,
  LAGGED,
  LEVEL,
  LOWER_TIME,
  NOISE,
  OUTLIER,
  OUTSIDE,
  PERIOD_TIME,
  RAW_TEMPERATURE,
  REJECTED,
  REJECTED_SHARE,
  SAMPLE_TIME,
  SATURATED,
  SHOWN,
  STABLE,
  SUM,
  TEMPERATURE,
  UNSTABLE_SHARE,
  UNSTABLE_TIME,
  UPTIME,
} from './layout.js';
import { noiseHour, noiseLevel } from './noise.js';
import {
  COUNTS_DENOMINATOR,
  COUNTS_NUMERATOR,
  HOLD_TIME,
  LEARNING_HOURS,
  MAXIMUM,
  OUTLIER_LIMIT,
  REJECTION_LIMIT,
  SAMPLE_PERIOD,
  TEMPERATURE_LAG,
  TEMPERATURE_MAXIMUM,
  TEMPERATURE_MINIMUM,
  UNSTABLE_LIMIT,
  ZERO_COUNTS,
  ZERO_RANGE,
} from './parameters.js';
import { known } from './robust.js';
import { followLevel } from './segment.js';
import type { ScaleState } from './types.js';
import { zeroHour } from './zero.js';

/**
 * Ends a period (1 s, whatever the sampling rate): one robust value, segmentation, once an hour the detectors, then
 * channels, flags and self-state. `time` in ms of the instrument's monotonic clock, as in `sampleScale`.
 */
export function periodScale(state: ScaleState, parameters: Int32Array, time: number): void {
  const m = state.memory;
  const w = state.work;
  let seconds = known(w[PERIOD_TIME]) ? (time - w[PERIOD_TIME]) / 1000 : 0;
  if (!(seconds > 0)) seconds = 0;
  w[PERIOD_TIME] = time;
  m[AGE] += seconds;
  w[UPTIME] += seconds;

  const temperature = w[RAW_TEMPERATURE] / 100;
  w[TEMPERATURE] = temperature;
  if (known(temperature)) {
    const share = seconds / (parameters[TEMPERATURE_LAG] + seconds);
    w[LAGGED] = known(w[LAGGED]) ? w[LAGGED] + (temperature - w[LAGGED]) * share : temperature;
  }

  const numerator = parameters[COUNTS_NUMERATOR];
  const denominator = parameters[COUNTS_DENOMINATOR];
  const accepted = w[ACCEPTED];
  if (accepted > 0) {
    const value = ((w[SUM] / accepted - parameters[ZERO_COUNTS]) * denominator) / numerator;
    const rejected = w[REJECTED];
    w[REJECTED_SHARE] += (rejected - w[REJECTED_SHARE] * (accepted + rejected)) / 4096;
    followLevel(state, parameters, value);
    w[OUTSIDE] =
      value > (parameters[MAXIMUM] + 9) * 1000
        ? 1 << FLAG_BIT_OVERLOAD
        : value < -parameters[ZERO_RANGE]
          ? 1 << FLAG_BIT_UNDERLOAD
          : 0;
  }
  let flags = w[OUTSIDE];
  // nothing but a saturated converter for three periods, or silence
  if (accepted > 0) w[FAULTY] = 0;
  else if (w[SATURATED] > 0) w[FAULTY] += 1;
  const silence = 5000 + 4 * parameters[SAMPLE_PERIOD];
  if (w[FAULTY] > 2 || time - w[SAMPLE_TIME] > silence) flags |= 1 << FLAG_BIT_SENSOR_FAULT;
  if (accepted > 0 || w[SATURATED] > 0) {
    w[SUM] = 0;
    w[ACCEPTED] = 0;
    w[REJECTED] = 0;
    w[SATURATED] = 0;
  }
  const widest = Math.max(w[NOISE] * 8, parameters[OUTLIER_LIMIT]);
  w[OUTLIER] = w[STABLE] === 1 ? (widest * Math.abs(numerator)) / denominator : 1 / 0;

  const hour = Math.floor(m[AGE] / 3600);
  if (hour !== w[HOUR_NUMBER]) {
    w[HOUR_NUMBER] = hour;
    zeroHour(state, parameters);
    noiseHour(state, parameters);
  }
  noiseLevel(state, parameters);

  // equilibrium
  const unstable = w[STABLE] !== 1 || flags > 0;
  w[UNSTABLE_TIME] = unstable ? w[UNSTABLE_TIME] + seconds : 0;
  w[UNSTABLE_SHARE] += (((unstable ? 1000 : 0) - w[UNSTABLE_SHARE]) * seconds) / (3600 + seconds);
  const lasting = w[UNSTABLE_TIME] > parameters[UNSTABLE_LIMIT];

  // flags and level
  const zeroLevel = m[CHANNEL_ZERO_AT + LEVEL];
  const returnLevel = m[CHANNEL_RETURN_AT + LEVEL];
  const creepLevel = m[CHANNEL_CREEP_AT + LEVEL];
  const noiseAt = m[CHANNEL_NOISE_AT + LEVEL];
  const learning = m[BASE_HOURS] < parameters[LEARNING_HOURS];
  if (zeroLevel > 0) flags |= 1 << FLAG_BIT_ZERO_DRIFT;
  if (returnLevel > 0) flags |= 1 << FLAG_BIT_ZERO_RETURN;
  if (creepLevel > 0) flags |= 1 << FLAG_BIT_CREEP;
  if (noiseAt > 0) flags |= 1 << FLAG_BIT_NOISE;
  if (lasting) flags |= 1 << FLAG_BIT_UNSTABLE;
  if (temperature * 100 > parameters[TEMPERATURE_MAXIMUM] || temperature * 100 < parameters[TEMPERATURE_MINIMUM])
    flags |= 1 << FLAG_BIT_TEMPERATURE_RANGE;
  if (learning) flags |= 1 << FLAG_BIT_LEARNING;
  const rejecting = w[REJECTED_SHARE] * 1000 > parameters[REJECTION_LIMIT];
  if (rejecting) flags |= 1 << FLAG_BIT_REJECTIONS;
  let wanted =
    lasting || rejecting || flags & (1 << FLAG_BIT_TEMPERATURE_RANGE) ? SELF_STATE_ATTENTION : SELF_STATE_NORMAL;
  if (zeroLevel > wanted) wanted = zeroLevel;
  if (returnLevel > wanted) wanted = returnLevel;
  if (creepLevel > wanted) wanted = creepLevel;
  if (noiseAt > wanted) wanted = noiseAt;
  if (flags & (1 << FLAG_BIT_SENSOR_FAULT)) wanted = SELF_STATE_INOPERATIVE;
  showState(state, parameters, wanted, flags, seconds);
  fillChannels(state, parameters, learning);
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
