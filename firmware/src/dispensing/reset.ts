import { COUNT, MEAN } from '../metrology/layout.js';
import {
  AGE,
  DAY_NUMBER,
  DETECT_AT,
  EARLIER,
  INITIALISED,
  MEMORY_AT,
  MEMORY_LENGTH,
  SHORT,
  WORK_AT,
  WORK_LENGTH,
} from './layout.js';
import { pairEncoder } from './pairing.js';
import type { DispenserParameters, DispenserState } from './types.js';

/**
 * Begins a new baseline, at sealing. The learned pulse equivalent is kept for comparison; totals, deviations counted so far and stops
 * stay. An encoder that no board has initialised is paired now, where this board knows none: both are new. Any other
 * pairing takes a command-reinitialise.
 */
export function resetDispenser(state: DispenserState, parameters: DispenserParameters): void {
  const memory = state.memory;
  memory[AGE] = 0;
  memory[DAY_NUMBER] = 0;
  for (let nozzle = 0; nozzle < state.paired.length; nozzle++) {
    const at = MEMORY_AT + nozzle * MEMORY_LENGTH;
    const earlier = memory[at + DETECT_AT + COUNT] > 0 ? memory[at + DETECT_AT + MEAN] : memory[at + EARLIER];
    memory.fill(0, at + SHORT, at + MEMORY_LENGTH);
    memory[at + EARLIER] = earlier;
    if (
      !state.paired[nozzle] &&
      state.present[nozzle] &&
      state.work[WORK_AT + nozzle * WORK_LENGTH + INITIALISED] === 0
    )
      pairEncoder(state, parameters, nozzle);
  }
}
