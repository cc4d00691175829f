import type { ByteString } from '@hengzhun/protocol/device';
import { fillChannels } from './channels.js';
import { FUELINGS, MEMORY_AT, MEMORY_LENGTH, SHOWN, TOTAL, VOLUME, WORK_AT, WORK_LENGTH } from './layout.js';
import type { DispenserParameters, DispenserState } from './types.js';

/** The lowest `length` bytes of a non-negative integer, big-endian. */
export function writeUnsigned(value: number, length: number): ByteString {
  let bytes = '';
  let rest = value;
  while (bytes.length < length) {
    bytes = String.fromCharCode(rest % 256) + bytes;
    rest = Math.floor(rest / 256);
  }
  return bytes;
}

/**
 * CDDL `nozzle-state` of 10 bytes; the channels of that nozzle are then in `channels`.
 * @cold
 */
export function nozzleState(state: DispenserState, parameters: DispenserParameters, nozzle: number): ByteString {
  let states = 0;
  for (let i = state.paired.length - 1; i >= 0; i--)
    states = states * 4 + state.work[WORK_AT + i * WORK_LENGTH + SHOWN];
  fillChannels(state, parameters, nozzle);
  const at = MEMORY_AT + nozzle * MEMORY_LENGTH;
  return (
    String.fromCharCode(nozzle, states) +
    writeUnsigned(state.memory[at + TOTAL], 5) +
    writeUnsigned(state.memory[at + FUELINGS], 3)
  );
}

/** Live indication: mL of this nozzle's present or last fueling. */
export function indicationOf(state: DispenserState, _parameters: DispenserParameters, nozzle: number): number {
  return state.work[WORK_AT + nozzle * WORK_LENGTH + VOLUME];
}
