import {
  CHANNEL_CONDITION_BIT_EWMA,
  CHANNEL_CONDITION_BIT_LEARNING,
  CHANNEL_CONDITION_BIT_STALE,
  CHANNEL_STABILITY,
  CHANNEL_UNCERTAINTY_UNKNOWN,
  CHANNEL_VALUE_UNAVAILABLE,
  SELF_STATE_ATTENTION,
  SELF_STATE_NORMAL,
} from '@hengzhun/protocol/device';
import { HAS_CELLS, HAS_SHUNT } from '../build-flags.js';
import { CORNER_LEARNING } from './corner.js';
import { signals } from './detect.js';
import { spanChannel } from './fitted.js';
import {
  AGE,
  BLOCKS,
  CHANNEL_CORNER_AT,
  CHANNEL_CREEP_AT,
  CHANNEL_NOISE_AT,
  CHANNEL_RETURN_AT,
  CHANNEL_SPAN_AT,
  CHANNEL_ZERO_AT,
  CLASS,
  COEFFICIENT,
  COUNT,
  EFFECT_LEVEL,
  EWMA,
  LAGGED,
  LAST_TIME,
  LEVEL,
  OBSERVATIONS,
  RECENT_COUNT,
  UNCERTAINTY,
  UNSTABLE_SHARE,
  UNSTABLE_TIME,
  UPTIME,
  VALUE,
  ZERO_SEEN_AT,
} from './layout.js';
import { LEARNING_HOURS, SPAN_INTERVAL, UNSTABLE_LIMIT, WARM_UP_TIME } from './parameters.js';
import { known, nearest } from './robust.js';
import { coefficientUncertainty } from './temperature.js';
import type { ChannelReport, ScaleState } from './types.js';
import { warmUpShift } from './warm-up.js';

const LEARNING = 1 << CHANNEL_CONDITION_BIT_LEARNING;
const STALE = 1 << CHANNEL_CONDITION_BIT_STALE;

function fill(
  channel: ChannelReport,
  conditions: number,
  available: boolean,
  value: number,
  uncertainty: number,
): void {
  channel.conditions = conditions;
  channel.value = available
    ? value > 32767
      ? 32767
      : value < -32767
        ? -32767
        : nearest(value)
    : CHANNEL_VALUE_UNAVAILABLE;
  channel.uncertainty = available ? (uncertainty < 65534 ? nearest(uncertainty) : 65534) : CHANNEL_UNCERTAINTY_UNKNOWN;
}

/** A channel that lies at `at` in the memory, with the signals of its detectors. */
function fillDetected(
  state: ScaleState,
  parameters: Int32Array,
  index: number,
  at: number,
  conditions: number,
  available: boolean,
): void {
  const m = state.memory;
  const all = m[at + LEVEL] + conditions + signals(m, at, parameters);
  fill(state.channels[index], all, available, m[at + VALUE], m[at + UNCERTAINTY]);
}

/** Brings the reported channels up to date. @cold @declared */
export function fillChannels(state: ScaleState, parameters: Int32Array): void {
  const m = state.memory;
  const w = state.work;
  const zero = CHANNEL_ZERO_AT;
  const learning = m[zero + COUNT] < parameters[LEARNING_HOURS] ? LEARNING : 0;
  const stale = m[AGE] - w[ZERO_SEEN_AT] > 86400 ? STALE : 0;
  fillDetected(state, parameters, 0, zero, learning + stale, m[zero + RECENT_COUNT] > 0);
  const returns = m[CHANNEL_RETURN_AT + COUNT];
  fillDetected(state, parameters, 1, CHANNEL_RETURN_AT, stale + (returns < 64 ? LEARNING : 0), returns > 0);
  const creep = CHANNEL_CREEP_AT;
  const loaded = w[CLASS] === 2 && w[BLOCKS] > 1;
  fillDetected(state, parameters, 2, creep, loaded ? 0 : STALE, m[creep + UNCERTAINTY] > 0);
  const noise = CHANNEL_NOISE_AT;
  const short = m[noise + COUNT] < parameters[LEARNING_HOURS] ? LEARNING : 0;
  fillDetected(state, parameters, 3, noise, short, m[noise + UNCERTAINTY] > 0);
  let next = 4;
  const channels = state.channels;
  if (channels[4].identifier === CHANNEL_STABILITY) {
    const unstable = w[UNSTABLE_TIME] > parameters[UNSTABLE_LIMIT] ? SELF_STATE_ATTENTION : SELF_STATE_NORMAL;
    fill(channels[4], unstable, true, w[UNSTABLE_SHARE], CHANNEL_UNCERTAINTY_UNKNOWN);
    channels[4].uncertainty = CHANNEL_UNCERTAINTY_UNKNOWN;
    next = 5;
  }
  const warm = known(w[LAGGED]) && m[zero + OBSERVATIONS] > 12;
  fill(channels[next], w[EFFECT_LEVEL] + learning, warm, m[zero + COEFFICIENT], coefficientUncertainty(m, zero));
  next += 1;
  if (HAS_SHUNT && spanChannel(parameters)) {
    const span = CHANNEL_SPAN_AT;
    const old = m[AGE] - m[span + LAST_TIME] > 4 * parameters[SPAN_INTERVAL] ? STALE : 0;
    const young = m[span + COUNT] < parameters[LEARNING_HOURS] ? LEARNING : 0;
    fillDetected(state, parameters, next, span, old + young, m[span + RECENT_COUNT] > 0);
    next += 1;
  }
  if (HAS_CELLS && state.cells) {
    const corner = CHANNEL_CORNER_AT;
    const score = m[corner + EWMA];
    const conditions =
      m[corner + LEVEL] +
      (m[corner + COUNT] < CORNER_LEARNING ? LEARNING : 0) +
      (score > 4 || -score > 4 ? 1 << CHANNEL_CONDITION_BIT_EWMA : 0);
    fill(channels[next], conditions, m[corner + UNCERTAINTY] > 0, m[corner + VALUE], m[corner + UNCERTAINTY]);
    next += 1;
  }
  const shift = warmUpShift(state);
  const over = w[UPTIME] < parameters[WARM_UP_TIME] ? 0 : STALE;
  fill(channels[next], over, known(shift), shift, CHANNEL_UNCERTAINTY_UNKNOWN);
  channels[next].uncertainty = CHANNEL_UNCERTAINTY_UNKNOWN;
}
