import {
  CHANNEL_PULSE_EQUIVALENT,
  EVENT_BASELINE,
  EVENT_DRIFT,
  SELF_STATE_ALARM,
  SELF_STATE_ATTENTION,
  SELF_STATE_NORMAL,
} from '@hengzhun/protocol/device';
import { detect, signals } from '../metrology/detect.js';
import { COUNT, LEVEL, MEAN, REPORTED, SLOW, SQUARES, UNCERTAINTY, VALUE } from '../metrology/layout.js';
import { nearest, squareRoot } from '../metrology/robust.js';
import { standardise } from '../metrology/standardise.js';
import { idleLevel } from './assess.js';
import {
  DAY_COUNT,
  DAY_DIFFERENCE,
  DAY_REJECTED,
  DAY_VOLUME,
  DETECT_AT,
  DISAGREEING,
  IDLE,
  IDLE_BEFORE,
  MEMORY_AT,
  MEMORY_LENGTH,
  REJECTING,
  WORK_AT,
  WORK_LENGTH,
} from './layout.js';
import { DAY_FUELINGS, DRIFT_ALARM, DRIFT_LIMIT, IDLE_LIMIT, LEARNING_DAYS, REJECTION_LIMIT } from './parameters.js';
import { forgetTold } from './tell.js';
import type { DispenserParameters, DispenserState } from './types.js';

/** Smallest standard deviation of a day's value that is believed, millionths: two edges of 3 000 L. */
const FLOOR = 2;

/**
 * Ends a day of operation of one nozzle: its fuelings make one volume-weighted value of the pulse equivalent, which goes through
 * the detectors. A day with too few fuelings goes on.
 */
export function dayNozzle(state: DispenserState, parameters: DispenserParameters, nozzle: number): void {
  const memory = state.memory;
  const at = MEMORY_AT + nozzle * MEMORY_LENGTH;
  const w = WORK_AT + nozzle * WORK_LENGTH;
  memory[at + IDLE_BEFORE] = memory[at + IDLE];
  memory[at + IDLE] = 0;
  forgetTold(memory, at, idleLevel(memory, at, parameters[IDLE_LIMIT]) > 0);
  const fuelings = memory[at + DAY_COUNT];
  const volume = memory[at + DAY_VOLUME];
  if (fuelings < parameters[DAY_FUELINGS] || !(volume > 0)) return;
  const value = (memory[at + DAY_DIFFERENCE] * 1000000) / volume;
  state.work[w + REJECTING] = memory[at + DAY_REJECTED] * 1000 > parameters[REJECTION_LIMIT] * fuelings ? 1 : 0;
  const alarm = parameters[DRIFT_ALARM];
  state.work[w + DISAGREEING] = value > alarm || -value > alarm ? 1 : 0;
  memory.fill(0, at + DAY_DIFFERENCE, at + DAY_REJECTED + 1);
  takeDay(state, parameters, at + DETECT_AT, nozzle, value);
}

function takeDay(
  state: DispenserState,
  parameters: DispenserParameters,
  at: number,
  nozzle: number,
  value: number,
): void {
  const memory = state.memory;
  const learning = parameters[LEARNING_DAYS];
  const count = memory[at + COUNT];
  detect(memory, at, standardise(memory, at, value, FLOOR, learning), parameters);
  const spread = squareRoot(memory[at + SQUARES] / Math.max(count, 1));
  // a mean over about a week
  memory[at + VALUE] += count === 0 ? value : (value - memory[at + VALUE]) / 4;
  memory[at + UNCERTAINTY] = Math.max(spread, FLOOR) / 2;
  if (count === learning - 1)
    state.events.push([
      EVENT_BASELINE,
      CHANNEL_PULSE_EQUIVALENT,
      nearest(memory[at + MEAN]),
      nearest(spread / squareRoot(learning)),
      0,
      nozzle,
    ]);
  judgeDrift(state, parameters, at, nozzle);
}

/** A level is raised when a detector has signalled and the size is beyond its limit, and left below half of it. */
function judgeDrift(state: DispenserState, parameters: DispenserParameters, at: number, nozzle: number): void {
  const memory = state.memory;
  const value = memory[at + VALUE];
  const off = value - memory[at + MEAN];
  const size = off < 0 ? -off : off;
  const limit = parameters[DRIFT_LIMIT];
  const alarm = parameters[DRIFT_ALARM];
  const before = memory[at + LEVEL];
  let level = SELF_STATE_NORMAL;
  if (size > limit && signals(memory, at, parameters) > 0) level = SELF_STATE_ATTENTION;
  if (value > alarm || -value > alarm) level = SELF_STATE_ALARM;
  if (level < before && size * 2 > limit) level = before;
  memory[at + LEVEL] = level;
  if (level === SELF_STATE_NORMAL) memory[at + REPORTED] = 0;
  else if (level > before || size >= 2 * memory[at + REPORTED]) {
    memory[at + REPORTED] = size;
    // the mean is a day and a half behind the run of the slow scheme
    const days = Math.max(memory[at + SLOW + 1], memory[at + SLOW + 3], 3) - 3 / 2;
    state.events.push([
      EVENT_DRIFT,
      CHANNEL_PULSE_EQUIVALENT,
      nearest(value),
      nearest(memory[at + UNCERTAINTY]),
      nearest(off / days),
      nearest((memory[at + UNCERTAINTY] * 5) / (2 * days)),
      nozzle,
    ]);
  }
}
