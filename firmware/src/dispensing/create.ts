import {
  CHANNEL_FLOW_RANGE,
  CHANNEL_PHASE_ERRORS,
  CHANNEL_PULSE_EQUIVALENT,
  CHANNEL_UNCERTAINTY_UNKNOWN,
  CHANNEL_VALUE_UNAVAILABLE,
  FLAG_BIT_LEARNING,
} from '@hengzhun/protocol/device';
import {
  ENCODER,
  FACTOR_TEMPERATURE,
  MEMORY_AT,
  MEMORY_LENGTH,
  PERIOD_TIME,
  TEMPERATURE,
  WORK_AT,
  WORK_LENGTH,
} from './layout.js';
import { ENCODERS, NOZZLES } from './parameters.js';
import type { DispenserParameters, DispenserState } from './types.js';

/** No thermometer, or nothing known yet. */
export const UNKNOWN = 0 / 0;

/** The state of an instrument that has never measured. */
export function createDispenser(parameters: DispenserParameters): DispenserState {
  const nozzles = parameters[NOZZLES];
  const encoders = parameters[ENCODERS] === 1;
  const work = new Float64Array(WORK_AT + nozzles * WORK_LENGTH);
  const memory = new Float64Array(MEMORY_AT + nozzles * MEMORY_LENGTH);
  const paired = [];
  const present = [];
  work[PERIOD_TIME] = UNKNOWN;
  for (let i = 0; i < nozzles; i++) {
    const w = WORK_AT + i * WORK_LENGTH;
    work[w + ENCODER] = UNKNOWN;
    work[w + TEMPERATURE] = UNKNOWN;
    work[w + FACTOR_TEMPERATURE] = UNKNOWN;
    paired.push('');
    present.push('');
  }
  const channels = [];
  // without a second count the pulse equivalent is not observed
  for (let i = encoders ? CHANNEL_PULSE_EQUIVALENT : CHANNEL_PHASE_ERRORS; i <= CHANNEL_FLOW_RANGE; i++)
    channels.push({
      identifier: i,
      conditions: 0,
      value: CHANNEL_VALUE_UNAVAILABLE,
      uncertainty: CHANNEL_UNCERTAINTY_UNKNOWN,
    });
  return {
    memory: memory,
    work: work,
    paired: paired,
    present: present,
    selfState: 0,
    // until the first period says otherwise
    flags: encoders ? 1 << FLAG_BIT_LEARNING : 0,
    channels: channels,
    events: [],
    urgent: false,
  };
}
