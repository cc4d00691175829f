import { HAS_CELLS, HAS_SHUNT } from '../build-flags.js';
import { addCells, cornerBlock } from './corner.js';
import { creepBlock } from './creep.js';
import {
  AGE,
  AWAY,
  BLOCK_AT,
  BLOCK_COUNT,
  BLOCK_SPREAD,
  BLOCKS,
  CHANNEL_ZERO_AT,
  CLASS,
  FOLLOWED,
  LATEST_LEVEL,
  LOAD_TIME,
  LOADED_SINCE,
  LOST_AT,
  NEAR,
  NOISE,
  NOISE_COUNT,
  NOISE_SUM,
  NOISE_VALUES,
  OBSERVATIONS,
  PREVIOUS,
  REJECTED,
  RESUMED,
  SEGMENT_AT,
  SPAN_PHASE,
  STABLE,
  ZERO_TRACK,
} from './layout.js';
import { CHANGE_LIMIT, CREEP_LIMIT, NOISE_LIMIT, ZERO_RANGE, ZERO_ZONE } from './parameters.js';
import { median } from './robust.js';
import { takeSpan } from './span.js';
import type { ScaleState } from './types.js';
import { seekZero, zeroBlock } from './zero.js';

/**
 * One period's value through the segmentation into constant loads. The followed level takes an eighth of each
 * deviation, so a steady creep carries it along; two values in a row further away than the limit are a change of
 * load. Four values near each other are a stable equilibrium. A disturbance of less than a minute that comes back to
 * the level before it (someone leaning on the pan) does not begin a new load.
 */
export function followLevel(state: ScaleState, parameters: Int32Array, value: number): void {
  const w = state.work;
  const now = state.memory[AGE];
  const off = value - w[FOLLOWED];
  const size = off < 0 ? -off : off;
  // a noisy cell gets a wider limit, bounded, so that noise cannot swallow the changes of load
  const limit = parameters[CHANGE_LIMIT] * Math.max(1, Math.min((w[NOISE] * 6) / parameters[CHANGE_LIMIT], 4));
  if (size > limit) {
    if (w[STABLE] === 1) {
      w[AWAY] += 1;
      if (w[AWAY] < 2) return;
      w[AWAY] = 0;
      if (w[BLOCK_COUNT] > 4) closeBlock(state, parameters);
      w[STABLE] = 0;
      w[LOST_AT] = now;
    }
    w[FOLLOWED] = value;
    w[NEAR] = 1;
    return;
  }
  if (w[AWAY] === 1 || w[REJECTED] > 0) w[RESUMED] = 2;
  w[AWAY] = 0;
  const near = w[NEAR] + 1;
  w[NEAR] = near;
  w[FOLLOWED] += off / Math.min(near, 8);
  if (w[STABLE] !== 1) {
    if (near < 4) return;
    w[STABLE] = 1;
    w[BLOCK_COUNT] = 0;
    const back = w[FOLLOWED] - w[LATEST_LEVEL];
    if (w[BLOCKS] === 0 || Math.abs(back) > limit || now - w[LOST_AT] > 60) {
      w[BLOCKS] = 0;
      w[SEGMENT_AT] = now;
    } else w[RESUMED] = 2;
    return;
  }
  const difference = Math.abs(value - w[PREVIOUS]);
  // so sudden a change, however small, is something put on or taken off while a customer is served: five minutes
  if (difference > Math.max(parameters[CREEP_LIMIT], w[NOISE] * 6) && now - w[SEGMENT_AT] < 300) w[RESUMED] = 2;
  if (near > 8) followNoise(w, difference, parameters);
  w[PREVIOUS] = value;
  if (w[BLOCK_COUNT] === 0) w[BLOCK_AT] = now;
  state.block[w[BLOCK_COUNT]] = value;
  if (HAS_CELLS) addCells(state);
  w[BLOCK_COUNT] += 1;
  if (w[BLOCK_COUNT] === 15 || (w[BLOCK_COUNT] > 2 && now - w[BLOCK_AT] >= 60)) closeBlock(state, parameters);
}

/**
 * Robust standard deviation at rest, from the mean absolute difference of neighbouring values (2 / sqrt(pi) standard
 * deviations; a drift does not count), wild ones cut.
 */
function followNoise(w: Float64Array, difference: number, parameters: Int32Array): void {
  const count = w[NOISE_COUNT] + 1;
  w[NOISE_COUNT] = count;
  const part = Math.min((difference * 8) / 9, 4 * w[NOISE] + parameters[NOISE_LIMIT]);
  w[NOISE] += (part - w[NOISE]) / Math.min(count, 128);
  w[NOISE_SUM] += w[NOISE];
  w[NOISE_VALUES] += 1;
}

/** A block of stable values becomes one level: no load, or a constant load. @cold */
function closeBlock(state: ScaleState, parameters: Int32Array): void {
  const w = state.work;
  const m = state.memory;
  const level = median(state.block, w[BLOCK_COUNT]);
  w[BLOCK_COUNT] = 0;
  const step = Math.abs(level - w[LATEST_LEVEL]);
  // What changed at once during a disturbance is other goods of nearly the same weight, not creep: the load begins anew. To move
  // what was known of the old one by the step would add the noise of two blocks, a hum that the sampling makes slow most of all.
  if (w[RESUMED] > 0 && step > 3 * w[BLOCK_SPREAD] + 200) {
    w[BLOCKS] = 0;
    w[SEGMENT_AT] = m[AGE];
  }
  if (w[BLOCKS] === 0) {
    const zone = m[CHANNEL_ZERO_AT + OBSERVATIONS] === 0 ? parameters[ZERO_RANGE] : parameters[ZERO_ZONE];
    const off = level - m[ZERO_TRACK];
    w[CLASS] = off > zone || -off > zone ? 2 : 1;
  } else w[BLOCK_SPREAD] += (step - w[BLOCK_SPREAD]) / Math.min(w[BLOCKS], 16);
  if (w[RESUMED] > 0) w[RESUMED] -= 1;
  if (HAS_CELLS) cornerBlock(state, parameters);
  if (HAS_SHUNT && w[SPAN_PHASE] === 4) takeSpan(state, parameters, level);
  if (w[CLASS] === 1) zeroBlock(state, parameters, level);
  else {
    w[LOADED_SINCE] = 1;
    w[LOAD_TIME] = m[AGE] - w[SEGMENT_AT];
    seekZero(state, parameters, level);
    creepBlock(state, parameters, level);
  }
  w[LATEST_LEVEL] = level;
  w[BLOCKS] += 1;
}
