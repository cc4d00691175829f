import {
  EVENT_LOCK,
  LOCK_REASON_BOARD,
  LOCK_REASON_NONE,
  LOCK_REASON_PAIRING,
  LOCK_REASON_PULSE_DEVIATION,
} from '@hengzhun/protocol/device';
import { DEVIATIONS, MEMORY_AT, MEMORY_LENGTH, STOP, UNANSWERED, WORK_AT, WORK_LENGTH } from './layout.js';
import type { DispenserState } from './types.js';

/** Stops a nozzle's pulses for a LOCK_REASON_*, until an authorised command. */
export function stopNozzle(state: DispenserState, nozzle: number, reason: number): void {
  const at = MEMORY_AT + nozzle * MEMORY_LENGTH;
  if (state.memory[at + STOP] === reason) return;
  state.memory[at + STOP] = reason;
  state.urgent = true;
  state.events.push([EVENT_LOCK, reason, nozzle]);
}

/** Whether the pulse output of a nozzle must give no pulses: the pump control and the display then stand still. */
export function isStopped(state: DispenserState, nozzle: number): boolean {
  return (
    state.memory[MEMORY_AT + nozzle * MEMORY_LENGTH + STOP] > 0 ||
    state.work[WORK_AT + nozzle * WORK_LENGTH + UNANSWERED] === 1
  );
}

/** What a nozzle's display shows while encoder and main board do not recognise each other. */
const CODE_PAIRING = 61;

/** For a maker's display: code of what stops a nozzle, 61 for the pairing; 0: nothing that has a code. */
export function stopCode(state: DispenserState, nozzle: number): number {
  const stop = state.memory[MEMORY_AT + nozzle * MEMORY_LENGTH + STOP];
  const unanswered = state.work[WORK_AT + nozzle * WORK_LENGTH + UNANSWERED] === 1;
  return stop === LOCK_REASON_PAIRING || stop === LOCK_REASON_BOARD || unanswered ? CODE_PAIRING : 0;
}

/**
 * command-unlock 授权解锁: lets pulses go on that deviating fuelings stopped, and begins to count them again. Pairing takes a
 * command-reinitialise.
 */
export function unlockDispenser(state: DispenserState): void {
  const memory = state.memory;
  for (let i = 0; i < state.paired.length; i++) {
    const at = MEMORY_AT + i * MEMORY_LENGTH;
    memory[at + DEVIATIONS] = 0;
    if (memory[at + STOP] === LOCK_REASON_PULSE_DEVIATION) stopNozzle(state, i, LOCK_REASON_NONE);
  }
  state.urgent = true;
}
