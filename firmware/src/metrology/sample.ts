import {
  ACCEPTED,
  FILLED,
  NEWER,
  OLDER,
  OUTLIER,
  REJECTED,
  SAMPLE_TIME,
  SATURATED,
  SUM,
  TEMPERATURE,
} from './layout.js';
import { middle } from './robust.js';
import type { ScaleParameters, ScaleState } from './types.js';

/**
 * Takes one raw sample: `raw` in counts, `temperatureCenti` in 0.01 degree Celsius (undefined: no thermometer), `time`
 * in ms of the instrument's monotonic clock. A sample is judged when its successor has come: at rest it is rejected,
 * and counted, where it stands out from both neighbours.
 */
export function sampleScale(
  state: ScaleState,
  parameters: ScaleParameters,
  raw: number,
  temperatureCenti: number | undefined,
  time: number,
): void {
  const w = state.work;
  w[SAMPLE_TIME] = time;
  if (temperatureCenti !== undefined) w[TEMPERATURE] = temperatureCenti / 100;
  if (raw >= parameters.saturation || -raw >= parameters.saturation) {
    w[SATURATED] += 1;
    return;
  }
  const ratio = parameters.countsPerMilliE;
  const value = ((raw - parameters.zeroCounts) * ratio.denominator) / ratio.numerator;
  const older = w[OLDER];
  const newer = w[NEWER];
  w[OLDER] = newer;
  w[NEWER] = value;
  if (w[FILLED] < 2) {
    w[FILLED] += 1;
    return;
  }
  const off = newer - middle(older, newer, value);
  if (off > w[OUTLIER] || -off > w[OUTLIER]) w[REJECTED] += 1;
  else {
    w[SUM] += newer;
    w[ACCEPTED] += 1;
  }
}
