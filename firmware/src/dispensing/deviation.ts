import {
  EVENT_ASYMMETRY,
  EVENT_FUELING,
  FLAG_BIT_PULSE_DEVIATION,
  LOCK_REASON_PULSE_DEVIATION,
} from '@hengzhun/protocol/device';
import { MEAN } from '../metrology/layout.js';
import { clip, nearest } from '../metrology/robust.js';
import {
  ASYMMETRY,
  DAY_COUNT,
  DAY_DIFFERENCE,
  DAY_REJECTED,
  DAY_VOLUME,
  DETECT_AT,
  DEVIATIONS,
  ENCODER,
  ENCODER_START,
  GROSS,
  HEARD,
  OVER,
  PAIRED_DENOMINATOR,
  PAIRED_FACTOR,
  SHORT,
} from './layout.js';
import { stopNozzle } from './lock.js';
import { ASYMMETRY_LIMIT, CALIBRATION, DEVIATION_COUNT, DEVIATION_LIMIT, RESOLUTION } from './parameters.js';
import { limitAt } from './small-volume.js';
import type { DispenserParameters, DispenserState } from './types.js';
import { denominatorOf } from './volume.js';

/**
 * Holds the main board's volume of a fueling, before temperature compensation, against the encoder's own count at the pulse equivalent of
 * the pairing. E = (main board - encoder) / encoder > 0: the customer got less than indicated. Beyond the limit it is a
 * deviation; the fifth stops the pulses. Every fueling also enters the day's value, with its difference clipped.
 *
 * @returns edges that the encoder counted; -1 where it has no count or did not tell it
 */
export function judgeDeviation(
  state: DispenserState,
  parameters: DispenserParameters,
  nozzle: number,
  at: number,
  w: number,
  p: number,
): number {
  const memory = state.memory;
  const work = state.work;
  // no word of it since the nozzle was hung up: what it told before is no count of this fueling
  if (!(work[w + ENCODER_START] >= 0) || work[w + HEARD] === 0) return -1;
  const edges = (work[w + ENCODER] - work[w + ENCODER_START]) | 0;
  const edge = parameters[p + CALIBRATION] / denominatorOf(parameters, p);
  const paired = memory[at + PAIRED_DENOMINATOR];
  const volume = Math.max(paired > 0 ? (edges * memory[at + PAIRED_FACTOR]) / paired : edges * edge, 0);
  const resolution = parameters[RESOLUTION] * edge;
  const difference = work[w + GROSS] - volume;
  const size = difference < 0 ? -difference : difference;
  const limit = limitAt(volume, parameters[DEVIATION_LIMIT]);
  // once it has stopped the pulses there is nothing to add
  if (size > limit && size > resolution && memory[at + DEVIATIONS] < parameters[DEVIATION_COUNT]) {
    const count = ++memory[at + DEVIATIONS];
    const share = volume > 0 ? nearest(clip((difference * 1000000) / volume, 1000000)) : 1000000;
    state.urgent = true;
    state.events.push([EVENT_FUELING, nozzle, FLAG_BIT_PULSE_DEVIATION, share, count]);
    if (count >= parameters[DEVIATION_COUNT]) stopNozzle(state, nozzle, LOCK_REASON_PULSE_DEVIATION);
  }
  if (size > limitAt(volume, parameters[ASYMMETRY_LIMIT]) && size > resolution)
    countAsymmetry(state, nozzle, at, difference > 0 ? SHORT : OVER);
  const expected = (memory[at + DETECT_AT + MEAN] * volume) / 1000000;
  const clipped = clip(difference - expected, Math.max((limit * 2) / 3, resolution));
  if (clipped !== difference - expected) memory[at + DAY_REJECTED] += 1;
  memory[at + DAY_DIFFERENCE] += expected + clipped;
  memory[at + DAY_VOLUME] += volume;
  memory[at + DAY_COUNT] += 1;
  return edges;
}

/** Ten fuelings or more that are off, and their signs differ by more than three standard deviations of chance. */
function countAsymmetry(state: DispenserState, nozzle: number, at: number, kind: number): void {
  const memory = state.memory;
  memory[at + kind] += 1;
  const short = memory[at + SHORT];
  const over = memory[at + OVER];
  const all = short + over;
  if (all >= 10 && (short - over) * (short - over) > 9 * all && all >= 2 * memory[at + ASYMMETRY]) {
    memory[at + ASYMMETRY] = all;
    state.events.push([EVENT_ASYMMETRY, nozzle, short, over]);
  }
}
