import {
  FLAG_BIT_FLOW_RANGE,
  FLAG_BIT_IDLE_FLOW,
  FLAG_BIT_LEARNING,
  FLAG_BIT_LOCKED,
  FLAG_BIT_OVERSHOOT,
  FLAG_BIT_PAIRING,
  FLAG_BIT_PHASE,
  FLAG_BIT_PULSE_DEVIATION,
  FLAG_BIT_PULSE_LOSS,
  FLAG_BIT_REJECTIONS,
  FLAG_BIT_SENSOR_FAULT,
  FLAG_BIT_TEMPERATURE_RANGE,
  FLAG_BIT_TOTALISER,
  LOCK_REASON_PULSE_DEVIATION,
  SELF_STATE_ALARM,
  SELF_STATE_ATTENTION,
  SELF_STATE_INOPERATIVE,
  SELF_STATE_NORMAL,
} from '@hengzhun/protocol/device';
import { COUNT, LEVEL } from '../metrology/layout.js';
import { known } from '../metrology/robust.js';
import {
  ASYMMETRY,
  DETECT_AT,
  DEVIATIONS,
  DISAGREEING,
  FLOW_AT,
  FUELINGS,
  IDLE,
  IDLE_BEFORE,
  LOSS_AT,
  OUTSIDE_LONG,
  OVER,
  OVERSHOOT_AT,
  PHASE_AT,
  REJECTING,
  SHORT,
  SILENT,
  STOP,
  STRIKES,
  TEMPERATURE,
  TOTAL,
  TOTAL_CHECK,
  WANTED,
} from './layout.js';
import { isForeign } from './pairing.js';
import {
  COMPENSATION,
  ENCODERS,
  IDLE_LIMIT,
  LEARNING_DAYS,
  SILENCE_LIMIT,
  TEMPERATURE_MAXIMUM,
  TEMPERATURE_MINIMUM,
} from './parameters.js';
import type { DispenserParameters, DispenserState } from './types.js';

/** Level by spoilt fuelings: two are attention, four alarm. */
export function strikeLevel(memory: Float64Array, at: number): number {
  const strikes = memory[at + STRIKES];
  return strikes < 2 ? SELF_STATE_NORMAL : strikes < 4 ? SELF_STATE_ATTENTION : SELF_STATE_ALARM;
}

/** Level of what was counted while the nozzle hung, this day or the day before. */
export function idleLevel(memory: Float64Array, at: number, limit: number): number {
  const most = Math.max(memory[at + IDLE], memory[at + IDLE_BEFORE]);
  return most > 10 * limit ? SELF_STATE_ALARM : most > limit ? SELF_STATE_ATTENTION : SELF_STATE_NORMAL;
}

/** Level of the pulse equivalent: deviating fuelings, drift, fuelings that deliver too little more often than too much. @unpacked */
export function equivalentLevel(memory: Float64Array, at: number): number {
  const deviations = memory[at + DEVIATIONS];
  let level = memory[at + DETECT_AT + LEVEL];
  if (
    level < SELF_STATE_ATTENTION &&
    (deviations > 0 || (memory[at + ASYMMETRY] > 0 && memory[at + SHORT] > memory[at + OVER]))
  )
    level = SELF_STATE_ATTENTION;
  if (level < SELF_STATE_ALARM && deviations > 1) level = SELF_STATE_ALARM;
  return memory[at + STOP] === LOCK_REASON_PULSE_DEVIATION ? SELF_STATE_INOPERATIVE : level;
}

/** Flags of one nozzle, and in its WANTED the self-state that they make. */
export function assessNozzle(
  state: DispenserState,
  parameters: DispenserParameters,
  nozzle: number,
  at: number,
  w: number,
): number {
  const memory = state.memory;
  const work = state.work;
  let flags = 0;
  let wanted = equivalentLevel(memory, at);
  if (memory[at + DEVIATIONS] > 0) flags = 1 << FLAG_BIT_PULSE_DEVIATION;
  let level = strikeLevel(memory, at + PHASE_AT);
  if (level > 0) flags |= 1 << FLAG_BIT_PHASE;
  if (level > wanted) wanted = level;
  level = strikeLevel(memory, at + LOSS_AT);
  if (level > 0) flags |= 1 << FLAG_BIT_PULSE_LOSS;
  if (level > wanted) wanted = level;
  level = strikeLevel(memory, at + OVERSHOOT_AT);
  if (level > 0) flags |= 1 << FLAG_BIT_OVERSHOOT;
  if (level > wanted) wanted = level;
  level = strikeLevel(memory, at + FLOW_AT);
  if (level < 1 && work[w + OUTSIDE_LONG] === 1) level = SELF_STATE_ATTENTION;
  if (level > 0) flags |= 1 << FLAG_BIT_FLOW_RANGE;
  if (level > wanted) wanted = level;
  level = idleLevel(memory, at, parameters[IDLE_LIMIT]);
  if (level > 0) flags |= 1 << FLAG_BIT_IDLE_FLOW;
  if (level > wanted) wanted = level;
  if (work[w + REJECTING] === 1) {
    flags |= 1 << FLAG_BIT_REJECTIONS;
    if (wanted < SELF_STATE_ATTENTION) wanted = SELF_STATE_ATTENTION;
  }
  const temperature = work[w + TEMPERATURE];
  if (temperature < parameters[TEMPERATURE_MINIMUM] || temperature > parameters[TEMPERATURE_MAXIMUM]) {
    flags |= 1 << FLAG_BIT_TEMPERATURE_RANGE;
    if (wanted < SELF_STATE_ATTENTION) wanted = SELF_STATE_ATTENTION;
  }
  // a volume at 20 degrees without a thermometer is none
  if (parameters[COMPENSATION] === 1 && !known(temperature)) {
    flags |= 1 << FLAG_BIT_SENSOR_FAULT;
    if (wanted < SELF_STATE_ALARM) wanted = SELF_STATE_ALARM;
  }
  if (memory[at + TOTAL] + memory[at + FUELINGS] + memory[at + TOTAL_CHECK] !== 0 || work[w + DISAGREEING] === 1) {
    flags |= 1 << FLAG_BIT_TOTALISER;
    if (wanted < SELF_STATE_ALARM) wanted = SELF_STATE_ALARM;
  }
  if (parameters[ENCODERS] === 1) {
    if (memory[at + DETECT_AT + COUNT] < parameters[LEARNING_DAYS]) flags |= 1 << FLAG_BIT_LEARNING;
    const foreign = isForeign(state, nozzle);
    const silent = work[w + SILENT] > parameters[SILENCE_LIMIT];
    // new on both sides: it works, but until its sealing nobody vouches for the encoder
    const unpaired = !state.paired[nozzle] && state.present[nozzle] !== '';
    if (unpaired || silent) flags |= 1 << FLAG_BIT_PAIRING;
    if (unpaired && wanted < SELF_STATE_ATTENTION) wanted = SELF_STATE_ATTENTION;
    if (foreign && wanted < SELF_STATE_ALARM) wanted = SELF_STATE_ALARM;
    if (silent) wanted = SELF_STATE_INOPERATIVE;
  }
  const stop = memory[at + STOP];
  if (stop > 0) {
    flags |= 1 << FLAG_BIT_LOCKED;
    if (stop !== LOCK_REASON_PULSE_DEVIATION) flags |= 1 << FLAG_BIT_PAIRING;
    wanted = SELF_STATE_INOPERATIVE;
  }
  work[w + WANTED] = wanted;
  return flags;
}
