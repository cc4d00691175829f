import { detect, signals } from './detect.js';
import {
  ACCEPTED,
  AGE,
  BASE_HOURS,
  BLOCKS,
  CHANNEL_CREEP_AT,
  CHANNEL_NOISE_AT,
  CHANNEL_RETURN_AT,
  CHANNEL_ZERO_AT,
  CLASS,
  COEFFICIENT,
  COUNT,
  HOUR_NUMBER,
  HOURS,
  LAGGED,
  LEVEL,
  LOWER_TIME,
  MEAN,
  NOISE,
  NOISE_COUNT,
  NOISE_SUM,
  NOISE_VALUES,
  OUTLIER,
  OUTSIDE,
  PERIOD_TIME,
  RECENT_COUNT,
  REJECTED,
  REJECTED_SHARE,
  SAMPLE_TIME,
  SATURATED,
  SHOWN,
  STABLE,
  SUM,
  TEMPERATURE,
  UNCERTAINTY,
  UNSTABLE_SHARE,
  UNSTABLE_TIME,
  UPTIME,
  VALUE,
  ZERO_SEEN_AT,
} from './layout.js';
import { setLevel } from './report.js';
import { known, nearest } from './robust.js';
import { followLevel } from './segment.js';
import { standardise } from './standardise.js';
import { coefficientUncertainty } from './temperature.js';
import type { ScaleParameters, ScaleState } from './types.js';
import { zeroHour } from './zero.js';

/**
 * Ends a period (1 s, whatever the sampling rate): one robust value, segmentation, once an hour the detectors, then
 * channels, flags and self-state. `time` in ms of the instrument's monotonic clock, as in `sampleScale`.
 */
export function periodScale(state: ScaleState, parameters: ScaleParameters, time: number): void {
  const m = state.memory;
  const w = state.work;
  let seconds = known(w[PERIOD_TIME]) ? (time - w[PERIOD_TIME]) / 1000 : 0;
  if (!(seconds > 0)) seconds = 0;
  w[PERIOD_TIME] = time;
  m[AGE] += seconds;
  w[UPTIME] += seconds;

  const temperature = w[TEMPERATURE];
  if (known(temperature)) {
    const share = seconds / (parameters.temperatureLag + seconds);
    w[LAGGED] = known(w[LAGGED]) ? w[LAGGED] + (temperature - w[LAGGED]) * share : temperature;
  }

  const accepted = w[ACCEPTED];
  if (accepted > 0) {
    const value = w[SUM] / accepted;
    const rejected = w[REJECTED];
    w[REJECTED_SHARE] += (rejected - w[REJECTED_SHARE] * (accepted + rejected)) / 4096;
    followLevel(state, parameters, value);
    w[OUTSIDE] = value > (parameters.maximum + 9) * 1000 ? 32 : value < -parameters.zeroRange ? 64 : 0;
  }
  let flags = w[OUTSIDE];
  const silence = 5000 + 4 * parameters.samplePeriodMs;
  if (accepted === 0 && (w[SATURATED] > 0 || time - w[SAMPLE_TIME] > silence)) flags |= 128;
  if (accepted > 0 || w[SATURATED] > 0) {
    w[SUM] = 0;
    w[ACCEPTED] = 0;
    w[REJECTED] = 0;
    w[SATURATED] = 0;
  }
  const noiseSize = w[NOISE] * 8;
  w[OUTLIER] = w[STABLE] === 1 ? Math.max(noiseSize, parameters.outlierLimit) : 1 / 0;

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
  const lasting = w[UNSTABLE_TIME] > parameters.unstableLimit;

  // flags and level
  const zeroLevel = m[CHANNEL_ZERO_AT + LEVEL];
  const returnLevel = m[CHANNEL_RETURN_AT + LEVEL];
  const creepLevel = m[CHANNEL_CREEP_AT + LEVEL];
  const noiseAt = m[CHANNEL_NOISE_AT + LEVEL];
  const learning = m[BASE_HOURS] < parameters.learningHours;
  if (zeroLevel > 0) flags |= 1;
  if (returnLevel > 0) flags |= 2;
  if (creepLevel > 0) flags |= 4;
  if (noiseAt > 0) flags |= 8;
  if (lasting) flags |= 16;
  if (temperature * 100 > parameters.temperatureMaximum || temperature * 100 < parameters.temperatureMinimum)
    flags |= 256;
  if (learning) flags |= 512;
  const rejecting = w[REJECTED_SHARE] * 1000 > parameters.rejectionLimit;
  if (rejecting) flags |= 1024;
  let wanted = lasting || rejecting || flags & 256 ? 1 : 0;
  if (zeroLevel > wanted) wanted = zeroLevel;
  if (returnLevel > wanted) wanted = returnLevel;
  if (creepLevel > wanted) wanted = creepLevel;
  if (noiseAt > wanted) wanted = noiseAt;
  if (flags & 128) wanted = 3;
  showState(state, parameters, wanted, flags, seconds);
  fillChannels(state, parameters, learning);
}

/** The noise of the hour, against its own learned baseline, for the detectors. */
function noiseHour(state: ScaleState, parameters: ScaleParameters): void {
  const m = state.memory;
  const w = state.work;
  const at = CHANNEL_NOISE_AT;
  if (w[NOISE_VALUES] > 0) {
    const noise = w[NOISE_SUM] / w[NOISE_VALUES];
    const floor = m[at + MEAN] / 4;
    detect(m, at, standardise(m, at, noise, Math.max(floor, 20), parameters.learningHours), parameters);
  }
  w[NOISE_SUM] = 0;
  w[NOISE_VALUES] = 0;
}

/** The noise against its limit: what it was learned as is evidence, what the class allows is the limit. */
function noiseLevel(state: ScaleState, parameters: ScaleParameters): void {
  const m = state.memory;
  const w = state.work;
  const at = CHANNEL_NOISE_AT;
  if (w[NOISE_COUNT] < 32) return;
  const noise = w[NOISE];
  const limit = parameters.noiseLimit;
  m[at + VALUE] = noise;
  m[at + UNCERTAINTY] = noise / 8 + 1;
  setLevel(state, at, 4, noise < limit ? 0 : noise < 4 * limit ? 1 : 2, limit, 4 * limit, true, 0);
}

/**
 * Rises at once, falls when the lower level has lasted. The event of a change is the shell's: it adds what it knows of
 * storage, signer and seal to the self-state.
 */
function showState(
  state: ScaleState,
  parameters: ScaleParameters,
  wanted: number,
  flags: number,
  seconds: number,
): void {
  const w = state.work;
  const shown = state.memory[SHOWN];
  w[LOWER_TIME] = wanted < shown ? w[LOWER_TIME] + seconds : 0;
  state.flags = flags;
  if (wanted > shown || w[LOWER_TIME] > parameters.holdTime) {
    state.memory[SHOWN] = wanted;
    w[LOWER_TIME] = 0;
  }
  state.selfState = state.memory[SHOWN];
}

function clipped(value: number): number {
  return value > 32767 ? 32767 : value < -32767 ? -32767 : nearest(value);
}

function fillChannel(
  state: ScaleState,
  index: number,
  at: number,
  conditions: number,
  available: boolean,
  signalled: number,
): void {
  const channel = state.channels[index];
  const m = state.memory;
  const uncertainty = m[at + UNCERTAINTY];
  channel.conditions = m[at + LEVEL] + conditions + signalled;
  channel.value = available ? clipped(m[at + VALUE]) : -32768;
  channel.uncertainty = available ? (uncertainty < 65534 ? nearest(uncertainty) : 65534) : 65535;
}

function fillChannels(state: ScaleState, parameters: ScaleParameters, learning: boolean): void {
  const m = state.memory;
  const w = state.work;
  const stale = m[AGE] - w[ZERO_SEEN_AT] > 86400 ? 128 : 0;
  const at = CHANNEL_ZERO_AT;
  fillChannel(state, 0, at, (learning ? 4 : 0) + stale, m[RECENT_COUNT] > 0, signals(m, at, parameters));
  const returns = CHANNEL_RETURN_AT;
  fillChannel(
    state,
    1,
    returns,
    stale + (m[returns + COUNT] < 64 ? 4 : 0),
    m[returns + COUNT] > 0,
    signals(m, returns, parameters),
  );
  const creep = CHANNEL_CREEP_AT;
  const loaded = w[CLASS] === 2 && w[BLOCKS] > 1;
  fillChannel(state, 2, creep, loaded ? 0 : 128, m[creep + UNCERTAINTY] > 0, signals(m, creep, parameters));
  const noise = CHANNEL_NOISE_AT;
  fillChannel(
    state,
    3,
    noise,
    m[noise + COUNT] < parameters.learningHours ? 4 : 0,
    m[noise + UNCERTAINTY] > 0,
    signals(m, noise, parameters),
  );
  const stability = state.channels[4];
  stability.conditions = w[UNSTABLE_TIME] > parameters.unstableLimit ? 1 : 0;
  stability.value = nearest(w[UNSTABLE_SHARE]);
  stability.uncertainty = 65535;
  const effect = state.channels[5];
  const warm = known(w[LAGGED]) && m[HOURS] > 12;
  effect.conditions = learning ? 4 : 0;
  effect.value = warm ? clipped(m[COEFFICIENT]) : -32768;
  effect.uncertainty = warm ? nearest(coefficientUncertainty(m)) : 65535;
}
