import { CHANNEL_SPAN_REFERENCE } from '@hengzhun/protocol/device';
import { spanChannel } from './fitted.js';
import {
  AGE,
  BLOCK_COUNT,
  BLOCKS,
  CHANNEL_SPAN_AT,
  CLASS,
  COUNT,
  LAGGED,
  LATEST_LEVEL,
  LEAD,
  SPAN_BEFORE,
  SPAN_CHECKED,
  SPAN_NOMINAL,
  SPAN_PHASE,
  SPAN_RESPONSE,
  SPAN_SINCE,
  STABLE,
  UPTIME,
} from './layout.js';
import { forgetModel, observe } from './model.js';
import { CHANGE_LIMIT, MAXIMUM, SPAN_INTERVAL, WARM_UP_TIME } from './parameters.js';
import { known, median } from './robust.js';
import type { ScaleState } from './types.js';

/** Values after the response has begun that are not believed yet, and those that are taken. */
const SETTLING = 4;
const TAKEN = 15;
/** The driver has this long to actuate, and as long to come back, s. */
const PATIENCE = 60;

/** The driver says: what `spanWanted` asked for acts from the next sample on. @cold */
export function beginSpan(state: ScaleState): void {
  const w = state.work;
  w[BLOCK_COUNT] = -SETTLING;
  w[SPAN_SINCE] = state.memory[AGE];
  w[SPAN_PHASE] = 2;
}

/** The driver says: it acts no more; from the next sample on the load alone does. @cold */
export function endSpan(state: ScaleState): void {
  const w = state.work;
  w[BLOCK_COUNT] = 0;
  w[SPAN_PHASE] = w[SPAN_PHASE] === 3 ? 4 : 0;
  state.spanWanted = 0;
}

/**
 * Where the span is in its check after another period; `value`: the period's, 0.001 e. A check is wanted at no load, stable for
 * two blocks, after warm-up, once every `spanInterval`. It takes some twenty seconds, during which the load is not followed.
 *
 * @returns true while the values of the periods are not the load's
 * @cold @unpacked
 */
export function followSpan(state: ScaleState, parameters: Int32Array, value: number): boolean {
  const m = state.memory;
  const w = state.work;
  const phase = w[SPAN_PHASE];
  const kind = spanChannel(parameters);
  const now = m[AGE];
  if (phase === 0 || phase === 4) {
    if (
      !kind ||
      phase === 4 ||
      w[STABLE] !== 1 ||
      w[CLASS] !== 1 ||
      w[BLOCKS] < 2 ||
      w[UPTIME] < parameters[WARM_UP_TIME] ||
      now - m[SPAN_CHECKED] < parameters[SPAN_INTERVAL]
    )
      return false;
    m[SPAN_CHECKED] = now;
    w[SPAN_BEFORE] = w[LATEST_LEVEL];
    w[SPAN_SINCE] = now;
    w[SPAN_PHASE] = 1;
    state.spanWanted = kind === CHANNEL_SPAN_REFERENCE ? 2 : 1;
    return false;
  }
  if (phase === 2) {
    const count = w[BLOCK_COUNT];
    if (count >= 0) state.block[count] = value;
    w[BLOCK_COUNT] = count + 1;
    if (count + 1 === TAKEN) {
      w[SPAN_RESPONSE] = median(state.block, TAKEN);
      // sorted now: where they differ, somebody has put goods on
      if (state.block[TAKEN - 1] - state.block[0] > parameters[CHANGE_LIMIT]) w[SPAN_RESPONSE] = w[SPAN_BEFORE];
      w[SPAN_PHASE] = 3;
      state.spanWanted = 0;
    }
  } else if (now - w[SPAN_SINCE] > PATIENCE) {
    // nobody answers, or the mechanism does not come back
    w[BLOCK_COUNT] = 0;
    w[SPAN_PHASE] = 0;
    state.spanWanted = 0;
  }
  return w[SPAN_PHASE] !== 0;
}

/**
 * The first block after a check. Its level and the one before the check must be the same zero, within 1 e; their mean is what
 * the response is taken from. Against the first response of this baseline, in 0.0001 %, it is one observation of the span's
 * model. A response below 1 % of Max is none: the channel grows stale.
 */
export function takeSpan(state: ScaleState, parameters: Int32Array, level: number): void {
  const m = state.memory;
  const w = state.work;
  const change = level - w[SPAN_BEFORE];
  const response = w[SPAN_RESPONSE] - w[SPAN_BEFORE] - change / 2;
  w[SPAN_PHASE] = 0;
  if (w[CLASS] !== 1 || Math.abs(change) > 1000 || Math.abs(response) < parameters[MAXIMUM] * 10) return;
  const nominal = m[SPAN_NOMINAL];
  const warm = known(w[LAGGED]);
  const lagged = warm ? w[LAGGED] : 0;
  const off = ((response - nominal) * 1000000) / nominal;
  // the first one, or one that the first one of a baseline disagrees with by 2 %: goods may have lain there then
  if (nominal === 0 || (m[CHANNEL_SPAN_AT + COUNT] < 3 && (off > 20000 || -off > 20000))) {
    m[SPAN_NOMINAL] = response;
    forgetModel(m, CHANNEL_SPAN_AT);
    return;
  }
  observe(state, parameters, CHANNEL_SPAN_AT, off, lagged, warm ? w[LEAD] : 0);
}
