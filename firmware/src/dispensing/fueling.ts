import { judgeDeviation } from './deviation.js';
import { judgeDelivery, judgePulses } from './judge.js';
import {
  DELIVERING,
  DOWN,
  ENCODER,
  ENCODER_START,
  FLOW_VOLUME,
  FUELINGS,
  GROSS,
  HEARD,
  HUNG_AT,
  MEMORY_AT,
  MEMORY_LENGTH,
  OUTSIDE,
  OUTSIDE_LONG,
  OUTSIDE_TIME,
  OVERFLOW,
  PHASE,
  PHASE_ERRORS,
  PRESET,
  RESTING,
  SETTLING,
  TOTAL,
  TOTAL_CHECK,
  UP,
  VOLUME,
  WORK_AT,
  WORK_LENGTH,
} from './layout.js';
import { countForeign } from './pairing.js';
import { ENCODERS, NOZZLE_AT, NOZZLE_LENGTH, SETTLE_TIME, SILENCE_LIMIT } from './parameters.js';
import type { DispenserParameters, DispenserState } from './types.js';

/** Greatest number of fuelings that a nozzle state holds (uint24). */
const MOST_FUELINGS = 16777215;

/**
 * The nozzle was lifted (a fueling begins, with its preset in mL or 0) or hung up: read the counts once more before. What is counted
 * within the settling time still belongs to the fueling. `time` in ms of the instrument's clock.
 * @cold
 */
export function switchNozzle(
  state: DispenserState,
  parameters: DispenserParameters,
  nozzle: number,
  lifted: boolean,
  preset: number,
  time: number,
): void {
  const work = state.work;
  const w = WORK_AT + nozzle * WORK_LENGTH;
  if (!lifted) {
    if (work[w + PHASE] === DELIVERING) {
      work[w + PHASE] = SETTLING;
      work[w + HUNG_AT] = time;
      work[w + HEARD] = 0;
    }
    return;
  }
  if (work[w + PHASE] === DELIVERING) return;
  if (work[w + PHASE] === SETTLING) endFueling(state, parameters, nozzle);
  work[w + PHASE] = DELIVERING;
  work[w + PRESET] = preset;
  work[w + ENCODER_START] = work[w + ENCODER];
  work[w + VOLUME] = 0;
  work[w + GROSS] = 0;
  work[w + UP] = 0;
  work[w + DOWN] = 0;
  work[w + PHASE_ERRORS] = 0;
  work[w + FLOW_VOLUME] = 0;
  work[w + OUTSIDE] = 0;
  work[w + OUTSIDE_TIME] = 0;
  work[w + OUTSIDE_LONG] = 0;
}

/**
 * Whether a fueling is over: its settling time has passed, and the encoder has told its count since, so that it is not judged by an
 * older one. A silent encoder is not waited for longer than its silence is borne.
 */
export function isSettled(state: DispenserState, parameters: DispenserParameters, w: number, time: number): boolean {
  const work = state.work;
  const since = time - work[w + HUNG_AT];
  return (
    work[w + PHASE] === SETTLING &&
    since >= parameters[SETTLE_TIME] &&
    (work[w + HEARD] === 1 || parameters[ENCODERS] === 0 || since > parameters[SILENCE_LIMIT] * 1000)
  );
}

/**
 * Ends a fueling: totals first, then every check on it. The totaliser grows here and not while fuel flows, so that what a frame
 * showed is in flash by then and a power cut never turns it back.
 * @cold
 */
export function endFueling(state: DispenserState, parameters: DispenserParameters, nozzle: number): void {
  const memory = state.memory;
  const work = state.work;
  const at = MEMORY_AT + nozzle * MEMORY_LENGTH;
  const w = WORK_AT + nozzle * WORK_LENGTH;
  const p = NOZZLE_AT + nozzle * NOZZLE_LENGTH;
  work[w + PHASE] = RESTING;
  // lifted and hung up again
  if (work[w + UP] + work[w + VOLUME] === 0) return;
  memory[at + TOTAL] += work[w + VOLUME];
  memory[at + TOTAL_CHECK] -= work[w + VOLUME];
  if (memory[at + FUELINGS] < MOST_FUELINGS) {
    memory[at + FUELINGS] += 1;
    memory[at + TOTAL_CHECK] -= 1;
  }
  state.urgent = true;
  const encoder = judgeDeviation(state, parameters, nozzle, at, w, p);
  judgePulses(state, parameters, nozzle, at, w, encoder);
  judgeDelivery(state, parameters, nozzle, at, w);
  work[w + OVERFLOW] = 0;
  countForeign(state, parameters, nozzle);
}
