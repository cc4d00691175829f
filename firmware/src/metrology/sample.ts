import {
  ACCEPTED,
  CELL_COUNT,
  FILLED,
  NEWER,
  OLDER,
  OUTLIER,
  RAW_TEMPERATURE,
  REJECTED,
  SAMPLE_TIME,
  SATURATED,
  SUM,
} from './layout.js';
import { SATURATION } from './parameters.js';
import type { ScaleState } from './types.js';

/**
 * Takes one raw sample: `raw` in counts, `temperatureCenti` in 0.01 degree Celsius (undefined: no thermometer), `time`
 * in ms of the instrument's monotonic clock. A sample is judged when its successor has come: at rest it is rejected,
 * and counted, where it stands out from both neighbours on the same side. Everything stays in counts until the period ends. @hot
 */
export function sampleScale(
  state: ScaleState,
  parameters: Int32Array,
  raw: number,
  temperatureCenti: number | undefined,
  time: number,
): void {
  const w = state.work;
  w[SAMPLE_TIME] = time;
  if (temperatureCenti !== undefined) w[RAW_TEMPERATURE] = temperatureCenti;
  const end = parameters[SATURATION];
  if (raw >= end || -raw >= end) {
    w[SATURATED] += 1;
    return;
  }
  const newer = w[NEWER];
  const before = newer - w[OLDER];
  const after = newer - raw;
  w[OLDER] = newer;
  w[NEWER] = raw;
  if (w[FILLED] < 2) {
    w[FILLED] += 1;
    return;
  }
  const limit = w[OUTLIER];
  if (after > limit ? before > limit : -after > limit && -before > limit) w[REJECTED] += 1;
  else {
    w[SUM] += newer;
    w[ACCEPTED] += 1;
  }
}

/** Raw counts of each cell, read at the same moments as their sum, which `sampleScale` takes. @hot */
export function sampleCells(state: ScaleState, cells: number[]): void {
  const sums = state.cells;
  if (!sums) return;
  for (let i = 0; i < cells.length; i++) sums[i] += cells[i];
  state.work[CELL_COUNT] += 1;
}
