import {
  CHANNEL_CONDITION_BIT_LEARNING,
  CHANNEL_PULSE_EQUIVALENT,
  CHANNEL_UNCERTAINTY_UNKNOWN,
  CHANNEL_VALUE_UNAVAILABLE,
} from '@hengzhun/protocol/device';
import { signals } from '../metrology/detect.js';
import { COUNT, UNCERTAINTY, VALUE } from '../metrology/layout.js';
import { clip, nearest, squareRoot } from '../metrology/robust.js';
import { equivalentLevel, idleLevel, strikeLevel } from './assess.js';
import {
  DETECT_AT,
  FLOW_AT,
  IDLE,
  IDLE_BEFORE,
  LOSS_AT,
  MEAN_COUNT,
  MEAN_SPREAD,
  MEAN_VALUE,
  MEMORY_AT,
  MEMORY_LENGTH,
  OVERSHOOT_AT,
  PHASE_AT,
} from './layout.js';
import { CALIBRATION, IDLE_LIMIT, LEARNING_DAYS, NOZZLE_AT, NOZZLE_LENGTH } from './parameters.js';
import type { DispenserParameters, DispenserState } from './types.js';
import { denominatorOf } from './volume.js';

function fillChannel(
  state: DispenserState,
  index: number,
  conditions: number,
  available: boolean,
  value: number,
  uncertainty: number,
): void {
  const channel = state.channels[index];
  channel.conditions = conditions;
  channel.value = available ? nearest(clip(value, 32767)) : CHANNEL_VALUE_UNAVAILABLE;
  channel.uncertainty = available ? nearest(clip(uncertainty, 65534)) : CHANNEL_UNCERTAINTY_UNKNOWN;
}

function fillMean(state: DispenserState, index: number, at: number): void {
  const memory = state.memory;
  const count = memory[at + MEAN_COUNT];
  fillChannel(
    state,
    index,
    strikeLevel(memory, at),
    count > 0,
    memory[at + MEAN_VALUE],
    // 5/4: from mean absolute to standard deviation
    (memory[at + MEAN_SPREAD] * 5) / 4 / squareRoot(count) + 1,
  );
}

/** Brings the channels of one nozzle up to date, in ascending order of identifiers. @cold @declared */
export function fillChannels(state: DispenserState, parameters: DispenserParameters, nozzle: number): void {
  const memory = state.memory;
  const at = MEMORY_AT + nozzle * MEMORY_LENGTH;
  let index = 0;
  if (state.channels[0].identifier === CHANNEL_PULSE_EQUIVALENT) {
    const detect = at + DETECT_AT;
    const days = memory[detect + COUNT];
    const level = equivalentLevel(memory, at);
    fillChannel(
      state,
      index++,
      level +
        (days < parameters[LEARNING_DAYS] ? 1 << CHANNEL_CONDITION_BIT_LEARNING : 0) +
        signals(memory, detect, parameters),
      days > 0,
      memory[detect + VALUE],
      memory[detect + UNCERTAINTY],
    );
  }
  fillMean(state, index++, at + PHASE_AT);
  fillMean(state, index++, at + LOSS_AT);
  fillMean(state, index++, at + OVERSHOOT_AT);
  const p = NOZZLE_AT + nozzle * NOZZLE_LENGTH;
  // two edges
  const resolution = (2 * parameters[p + CALIBRATION]) / denominatorOf(parameters, p);
  const idle = Math.max(memory[at + IDLE], memory[at + IDLE_BEFORE]);
  fillChannel(state, index++, idleLevel(memory, at, parameters[IDLE_LIMIT]), true, idle, resolution);
  fillMean(state, index, at + FLOW_AT);
}
