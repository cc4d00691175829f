import { CHANNEL_NOISE, SELF_STATE_ALARM, SELF_STATE_ATTENTION, SELF_STATE_NORMAL } from '@hengzhun/protocol/device';
import { detect } from './detect.js';
import { CHANNEL_NOISE_AT, MEAN, NOISE, NOISE_COUNT, NOISE_SUM, NOISE_VALUES, UNCERTAINTY, VALUE } from './layout.js';
import { LEARNING_HOURS, NOISE_LIMIT } from './parameters.js';
import { setLevel } from './report.js';
import { standardise } from './standardise.js';
import type { ScaleState } from './types.js';

/** The noise of the hour, against its own learned baseline, for the detectors. */
export function noiseHour(state: ScaleState, parameters: Int32Array): void {
  const m = state.memory;
  const w = state.work;
  const at = CHANNEL_NOISE_AT;
  if (w[NOISE_VALUES] > 0) {
    const noise = w[NOISE_SUM] / w[NOISE_VALUES];
    const floor = m[at + MEAN] / 4;
    detect(m, at, standardise(m, at, noise, Math.max(floor, 20), parameters[LEARNING_HOURS]), parameters);
  }
  w[NOISE_SUM] = 0;
  w[NOISE_VALUES] = 0;
}

/** The noise against its limit: what it was learned as is evidence, what the class allows is the limit. */
export function noiseLevel(state: ScaleState, parameters: Int32Array): void {
  const m = state.memory;
  const w = state.work;
  const at = CHANNEL_NOISE_AT;
  if (w[NOISE_COUNT] < 32) return;
  const noise = w[NOISE];
  const limit = parameters[NOISE_LIMIT];
  m[at + VALUE] = noise;
  m[at + UNCERTAINTY] = noise / 8 + 1;
  setLevel(
    state,
    at,
    CHANNEL_NOISE,
    noise < limit ? SELF_STATE_NORMAL : noise < 4 * limit ? SELF_STATE_ATTENTION : SELF_STATE_ALARM,
    limit,
    4 * limit,
    true,
    false,
    0,
    0,
  );
}
