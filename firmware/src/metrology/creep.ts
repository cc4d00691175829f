import { CHANNEL_CREEP } from '@hengzhun/protocol/device';
import { detect, signals } from './detect.js';
import {
  AGE,
  BLOCK_SPREAD,
  BLOCKS,
  CHANNEL_CREEP_AT,
  CHANNEL_ZERO_AT,
  COEFFICIENT,
  EWMA,
  FIRST_LAGGED,
  FIRST_LEAD,
  FIRST_LEVEL,
  LAGGED,
  LEAD,
  LEAD_COEFFICIENT,
  NOISE,
  OBSERVATIONS,
  QUARTER_LEVEL,
  SEGMENT_AT,
  SMOOTHED,
  UNCERTAINTY,
  UPTIME,
  VALUE,
} from './layout.js';
import { ACCURACY_CLASS, CREEP_LIMIT, MAXIMUM, WARM_UP_TIME } from './parameters.js';
import { setLevel } from './report.js';
import { known } from './robust.js';
import type { ScaleState } from './types.js';

/** Maximum permissible error on verification for a load, 0.001 e (R 76-1 table 6); the load in 0.001 e. */
export function maximumPermissibleError(accuracyClass: number, load: number): number {
  const first = [50000000, 5000000, 500000, 50000][accuracyClass - 1];
  return load <= first ? 500 : load <= 4 * first ? 1000 : 1500;
}

/**
 * One block under a constant load: creep is its level minus the first block's, less what the learned zero temperature
 * effect explains. R 76-1 clause 3.9.4.1 allows 0.5 e within 30 minutes, here in proportion to the load down to half
 * of Max, and the maximum permissible error by four hours; what the temperature may do to the span is allowed for.
 * Attention above that, alarm above the maximum permissible error in service. Between a quarter and half an hour the same
 * clause allows 0.2 e: attention beyond that. All by two standard uncertainties: the first block is the reference for the whole
 * load, and its error does not average out.
 * A load put on during warm-up (R 76-1 clause 5.3.5: half an hour) is allowed up to another 0.5 e.
 */
export function creepBlock(state: ScaleState, parameters: Int32Array, level: number): void {
  const m = state.memory;
  const w = state.work;
  const at = CHANNEL_CREEP_AT;
  const warm = known(w[LAGGED]);
  if (w[BLOCKS] === 0) {
    w[FIRST_LEVEL] = level;
    w[SMOOTHED] = level;
    w[QUARTER_LEVEL] = 0 / 0;
    w[FIRST_LAGGED] = w[LAGGED];
    w[FIRST_LEAD] = w[LEAD];
    m.fill(0, at + EWMA, at + VALUE);
    return;
  }
  let change = warm ? w[LAGGED] - w[FIRST_LAGGED] : 0;
  if (!known(change)) change = 0;
  const effect =
    change * m[CHANNEL_ZERO_AT + COEFFICIENT] +
    (warm ? (w[LEAD] - w[FIRST_LEAD]) * m[CHANNEL_ZERO_AT + LEAD_COEFFICIENT] : 0);
  w[SMOOTHED] += (level - w[SMOOTHED]) / Math.min(w[BLOCKS], 4);
  const creep = w[SMOOTHED] - w[FIRST_LEVEL] - (known(effect) ? effect : 0);
  const scale = Math.max(w[NOISE], 100);
  detect(m, at, creep / scale, parameters);
  m[at + VALUE] = creep;
  // from the mean absolute difference of neighbouring blocks: one block at the start, four now
  m[at + UNCERTAINTY] = w[BLOCK_SPREAD] + 10;
  const load = w[FIRST_LEVEL];
  const limit = maximumPermissibleError(parameters[ACCURACY_CLASS], load);
  const elapsed = m[AGE] - w[SEGMENT_AT];
  const share = load / (parameters[MAXIMUM] * 1000);
  const stated = parameters[CREEP_LIMIT] * Math.max(share, 1 / 2);
  let allowed = stated;
  if (elapsed > 1800 && limit > allowed) {
    allowed += ((limit - allowed) * (elapsed < 14400 ? elapsed - 1800 : 12600)) / 12600;
  }
  allowed += ((change < 0 ? -change : change) * limit) / 16;
  if (m[CHANNEL_ZERO_AT + OBSERVATIONS] < 24) allowed += Math.abs(change) * 200;
  const warming = parameters[WARM_UP_TIME] - (w[UPTIME] - elapsed);
  if (warming > 0) allowed += (warming * 500) / parameters[WARM_UP_TIME];
  // without a thermometer up to 10 degrees of zero temperature effect may be behind it, 2 degrees in an hour
  const blind = warm ? 0 : Math.min(elapsed, 18000) / 9;
  allowed += blind;
  const size = (creep < 0 ? -creep : creep) - 2 * m[at + UNCERTAINTY];
  let wanted =
    elapsed < 120 || size < allowed || signals(m, at, parameters) === 0 ? 0 : size < 2 * limit + blind ? 1 : 2;
  if (elapsed >= 900 && elapsed < 1860) {
    if (!known(w[QUARTER_LEVEL])) w[QUARTER_LEVEL] = creep;
    const part = Math.abs(creep - w[QUARTER_LEVEL]) - 2 * m[at + UNCERTAINTY] - (allowed - stated);
    if (elapsed >= 1500 && wanted === 0 && part > (stated * 2) / 5) wanted = 1;
  }
  setLevel(state, at, CHANNEL_CREEP, wanted, allowed, 2 * limit + blind, elapsed > 1800, false, elapsed / 86400, 0);
}
