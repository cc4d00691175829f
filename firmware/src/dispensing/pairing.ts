import {
  type ByteString,
  LOCK_REASON_BOARD,
  LOCK_REASON_NONE,
  LOCK_REASON_PAIRING,
  REFUSAL_BAD_ARGUMENT,
  REFUSAL_NOT_ALLOWED,
} from '@hengzhun/protocol/device';
import {
  ANSWERED,
  DEVIATIONS,
  FOREIGN,
  INITIALISE,
  INITIALISED,
  MEMORY_AT,
  MEMORY_LENGTH,
  PAIRED_DENOMINATOR,
  PAIRED_FACTOR,
  SILENT,
  UNANSWERED,
  WORK_AT,
  WORK_LENGTH,
} from './layout.js';
import { stopNozzle } from './lock.js';
import { CALIBRATION, ENCODERS, FOREIGN_FUELINGS, NOZZLE_AT, NOZZLE_LENGTH, SILENCE_LIMIT } from './parameters.js';
import type { DispenserParameters, DispenserState } from './types.js';
import { denominatorOf } from './volume.js';

/**
 * Takes what an encoder says of itself: at power-up, and whenever the driver asks it again. `identity`: 8 bytes; `initialised`: 1
 * once a main board has initialised it. A board that knows another encoder, or this one as initialised by itself, stops; a
 * board that knows none while the encoder is initialised was exchanged and has three fuelings left.
 * @cold
 */
export function identifyEncoder(
  state: DispenserState,
  nozzle: number,
  identity: ByteString,
  initialised: number,
): void {
  const work = state.work;
  const w = WORK_AT + nozzle * WORK_LENGTH;
  const paired = state.paired[nozzle];
  state.present[nozzle] = identity;
  work[w + SILENT] = ANSWERED;
  work[w + INITIALISED] = initialised;
  if (initialised) work[w + INITIALISE] = 0;
  if (paired && (paired !== identity || !(initialised || work[w + INITIALISE])))
    stopNozzle(state, nozzle, LOCK_REASON_PAIRING);
}

/** Whether the driver has yet to tell the encoder that it is initialised. */
export function wantsInitialising(state: DispenserState, nozzle: number): boolean {
  return state.work[WORK_AT + nozzle * WORK_LENGTH + INITIALISE] === 1;
}

/** Whether an initialised encoder meets a board that knows none. */
export function isForeign(state: DispenserState, nozzle: number): boolean {
  return !state.paired[nozzle] && state.work[WORK_AT + nozzle * WORK_LENGTH + INITIALISED] === 1;
}

/** Counts a fueling of a board that was exchanged, and stops the pulses after the last that it may serve. */
export function countForeign(state: DispenserState, parameters: DispenserParameters, nozzle: number): void {
  if (!isForeign(state, nozzle)) return;
  const at = MEMORY_AT + nozzle * MEMORY_LENGTH;
  if (++state.memory[at + FOREIGN] >= parameters[FOREIGN_FUELINGS]) stopNozzle(state, nozzle, LOCK_REASON_BOARD);
}

/** Binds a nozzle's encoder to this board with the present K and calibration factor as their pulse equivalent. */
export function pairEncoder(state: DispenserState, parameters: DispenserParameters, nozzle: number): void {
  const memory = state.memory;
  const at = MEMORY_AT + nozzle * MEMORY_LENGTH;
  const p = NOZZLE_AT + nozzle * NOZZLE_LENGTH;
  state.paired[nozzle] = state.present[nozzle];
  memory[at + PAIRED_FACTOR] = parameters[p + CALIBRATION];
  memory[at + PAIRED_DENOMINATOR] = denominatorOf(parameters, p);
  memory[at + DEVIATIONS] = 0;
  memory[at + FOREIGN] = 0;
  const w = WORK_AT + nozzle * WORK_LENGTH;
  if (state.work[w + INITIALISED] === 0) state.work[w + INITIALISE] = 1;
  state.urgent = true;
}

/**
 * command-reinitialise: pairs encoder and main board anew, and ends whatever stopped this nozzle.
 *
 * @returns 0, or REFUSAL_BAD_ARGUMENT without such a nozzle, REFUSAL_NOT_ALLOWED while its encoder does not answer
 * @cold
 */
export function reinitialiseNozzle(state: DispenserState, parameters: DispenserParameters, nozzle: number): number {
  if (!(nozzle >= 0 && nozzle < state.paired.length)) return REFUSAL_BAD_ARGUMENT;
  if (!state.present[nozzle]) return REFUSAL_NOT_ALLOWED;
  pairEncoder(state, parameters, nozzle);
  stopNozzle(state, nozzle, LOCK_REASON_NONE);
  return 0;
}

/** An encoder that has one and does not answer stops the pulses for as long as it does not. */
export function watchEncoder(
  state: DispenserState,
  parameters: DispenserParameters,
  w: number,
  nozzle: number,
  seconds: number,
): void {
  const work = state.work;
  if (parameters[ENCODERS] === 0) return;
  work[w + SILENT] = work[w + SILENT] === ANSWERED ? 0 : work[w + SILENT] + seconds;
  work[w + UNANSWERED] = work[w + SILENT] > parameters[SILENCE_LIMIT] || !state.present[nozzle] ? 1 : 0;
}
