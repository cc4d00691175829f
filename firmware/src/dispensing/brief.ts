import type { ByteString } from '@hengzhun/protocol/device';
import { DEVIATIONS, FOREIGN, FUELINGS, MEMORY_AT, MEMORY_LENGTH, STOP, TOTAL, TOTAL_CHECK } from './layout.js';
import { writeUnsigned } from './nozzle-state.js';
import { showNozzles } from './show.js';
import type { DispenserParameters, DispenserState } from './types.js';

/** Bytes of one nozzle: totaliser, fuelings; deviations (3 bits), stop (3 bits), fuelings of a foreign board (2 bits). */
const BYTES = 9;

/** What must never turn back, of all nozzles: 9 to 36 bytes. */
export function briefDispenser(state: DispenserState): ByteString {
  const memory = state.memory;
  let bytes = '';
  for (let i = 0; i < state.paired.length; i++) {
    const at = MEMORY_AT + i * MEMORY_LENGTH;
    bytes +=
      writeUnsigned(memory[at + TOTAL], 5) +
      writeUnsigned(memory[at + FUELINGS], 3) +
      String.fromCharCode(
        Math.min(memory[at + DEVIATIONS], 7) * 32 + memory[at + STOP] * 4 + Math.min(memory[at + FOREIGN], 3),
      );
  }
  return bytes;
}

/**
 * Takes up what `briefDispenser` told; false, and nothing changed, where it is not of this form. Totals only grow.
 * @cold
 */
export function resumeDispenser(state: DispenserState, parameters: DispenserParameters, brief: ByteString): boolean {
  const memory = state.memory;
  if (brief.length !== BYTES * state.paired.length) return false;
  for (let i = 0; i < state.paired.length; i++) {
    const at = MEMORY_AT + i * MEMORY_LENGTH;
    const total = readUnsigned(brief, i * BYTES, 5);
    const fuelings = readUnsigned(brief, i * BYTES + 5, 3);
    const rest = brief.charCodeAt(i * BYTES + 8);
    if (total > memory[at + TOTAL]) memory[at + TOTAL] = total;
    if (fuelings > memory[at + FUELINGS]) memory[at + FUELINGS] = fuelings;
    memory[at + TOTAL_CHECK] = -memory[at + TOTAL] - memory[at + FUELINGS];
    memory[at + DEVIATIONS] = rest >> 5;
    memory[at + STOP] = (rest >> 2) & 7;
    memory[at + FOREIGN] = rest & 3;
  }
  showNozzles(state, parameters, 0);
  return true;
}

function readUnsigned(bytes: ByteString, from: number, length: number): number {
  let value = 0;
  for (let i = from; i < from + length; i++) value = value * 256 + bytes.charCodeAt(i);
  return value;
}
