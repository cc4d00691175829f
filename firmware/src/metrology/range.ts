import { EVENT_OVERLOAD, FLAG_BIT_OVERLOAD, FLAG_BIT_UNDERLOAD } from '@hengzhun/protocol/device';
import { OUTSIDE, OVER_PERIODS, OVERLOADS, OVERSTRAINED } from './layout.js';
import { MAXIMUM, SAFE_LOAD, ZERO_RANGE } from './parameters.js';
import { nearest } from './robust.js';
import type { ScaleState } from './types.js';

/**
 * A period's value, 0.001 e, against the range: above Max + 9 e is overload (R 76-1 clause 4.2.3), below the zero-setting range
 * underload. Overloads of two periods or more are counted; the counts 1, 2, 4, 8 .. are logged, and each load beyond what the cell is safe for, which
 * may have harmed it: an alarm until the zero has come back (`zeroReturn`).
 */
export function followRange(state: ScaleState, parameters: Int32Array, value: number): void {
  const m = state.memory;
  const w = state.work;
  const over = value > (parameters[MAXIMUM] + 9) * 1000;
  w[OUTSIDE] = over ? 1 << FLAG_BIT_OVERLOAD : value < -parameters[ZERO_RANGE] ? 1 << FLAG_BIT_UNDERLOAD : 0;
  w[OVER_PERIODS] = over ? w[OVER_PERIODS] + 1 : 0;
  if (w[OVER_PERIODS] < 2) return;
  const unsafe = value > parameters[SAFE_LOAD] * 1000 ? 1 : 0;
  const count = m[OVERLOADS] + (w[OVER_PERIODS] === 2 ? 1 : 0);
  if ((count > m[OVERLOADS] && (count & (count - 1)) === 0) || unsafe > m[OVERSTRAINED])
    state.events.push([EVENT_OVERLOAD, nearest(value / 1000), count, unsafe]);
  m[OVERLOADS] = count;
  if (unsafe) m[OVERSTRAINED] = 1;
}
