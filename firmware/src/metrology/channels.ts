import {
  CHANNEL_CONDITION_BIT_LEARNING,
  CHANNEL_CONDITION_BIT_STALE,
  CHANNEL_UNCERTAINTY_UNKNOWN,
  CHANNEL_VALUE_UNAVAILABLE,
  SELF_STATE_ATTENTION,
  SELF_STATE_NORMAL,
} from '@hengzhun/protocol/device';
import { signals } from './detect.js';
import {
  AGE,
  BLOCKS,
  CHANNEL_CREEP_AT,
  CHANNEL_NOISE_AT,
  CHANNEL_RETURN_AT,
  CHANNEL_ZERO_AT,
  CLASS,
  COEFFICIENT,
  COUNT,
  HOURS,
  LAGGED,
  LEVEL,
  RECENT_COUNT,
  UNCERTAINTY,
  UNSTABLE_SHARE,
  UNSTABLE_TIME,
  VALUE,
  ZERO_SEEN_AT,
} from './layout.js';
import { LEARNING_HOURS, UNSTABLE_LIMIT } from './parameters.js';
import { known, nearest } from './robust.js';
import { coefficientUncertainty } from './temperature.js';
import type { ScaleState } from './types.js';

const LEARNING = 1 << CHANNEL_CONDITION_BIT_LEARNING;
const STALE = 1 << CHANNEL_CONDITION_BIT_STALE;

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
  channel.value = available ? clipped(m[at + VALUE]) : CHANNEL_VALUE_UNAVAILABLE;
  channel.uncertainty = available ? (uncertainty < 65534 ? nearest(uncertainty) : 65534) : CHANNEL_UNCERTAINTY_UNKNOWN;
}

/** Brings the reported channels up to date. */
export function fillChannels(state: ScaleState, parameters: Int32Array, learning: boolean): void {
  const m = state.memory;
  const w = state.work;
  const stale = m[AGE] - w[ZERO_SEEN_AT] > 86400 ? STALE : 0;
  const at = CHANNEL_ZERO_AT;
  fillChannel(state, 0, at, (learning ? LEARNING : 0) + stale, m[RECENT_COUNT] > 0, signals(m, at, parameters));
  const returns = CHANNEL_RETURN_AT;
  fillChannel(
    state,
    1,
    returns,
    stale + (m[returns + COUNT] < 64 ? LEARNING : 0),
    m[returns + COUNT] > 0,
    signals(m, returns, parameters),
  );
  const creep = CHANNEL_CREEP_AT;
  const loaded = w[CLASS] === 2 && w[BLOCKS] > 1;
  fillChannel(state, 2, creep, loaded ? 0 : STALE, m[creep + UNCERTAINTY] > 0, signals(m, creep, parameters));
  const noise = CHANNEL_NOISE_AT;
  fillChannel(
    state,
    3,
    noise,
    m[noise + COUNT] < parameters[LEARNING_HOURS] ? LEARNING : 0,
    m[noise + UNCERTAINTY] > 0,
    signals(m, noise, parameters),
  );
  const stability = state.channels[4];
  stability.conditions = w[UNSTABLE_TIME] > parameters[UNSTABLE_LIMIT] ? SELF_STATE_ATTENTION : SELF_STATE_NORMAL;
  stability.value = nearest(w[UNSTABLE_SHARE]);
  stability.uncertainty = CHANNEL_UNCERTAINTY_UNKNOWN;
  const effect = state.channels[5];
  const warm = known(w[LAGGED]) && m[HOURS] > 12;
  effect.conditions = learning ? LEARNING : 0;
  effect.value = warm ? clipped(m[COEFFICIENT]) : CHANNEL_VALUE_UNAVAILABLE;
  effect.uncertainty = warm ? nearest(coefficientUncertainty(m)) : CHANNEL_UNCERTAINTY_UNKNOWN;
}
