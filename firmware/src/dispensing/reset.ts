import { AGE, DAY_NUMBER, INITIALISED, MEMORY_AT, MEMORY_LENGTH, SHORT, WORK_AT, WORK_LENGTH } from './layout.js';
import { pairEncoder } from './pairing.js';
import type { DispenserParameters, DispenserState } from './types.js';

/**
 * Begins a new baseline, at sealing. A drift cannot be learned away by it: values stay those against the pairing. Totals, deviations
 * counted so far and stops stay. An encoder that no board has initialised is paired now, where this board knows none: both are new. Any other
 * pairing takes a command-reinitialise.
 * @cold
 */
export function resetDispenser(state: DispenserState, parameters: DispenserParameters): void {
  const memory = state.memory;
  memory[AGE] = 0;
  memory[DAY_NUMBER] = 0;
  for (let nozzle = 0; nozzle < state.paired.length; nozzle++) {
    const at = MEMORY_AT + nozzle * MEMORY_LENGTH;
    memory.fill(0, at + SHORT, at + MEMORY_LENGTH);
    if (
      !state.paired[nozzle] &&
      state.present[nozzle] &&
      state.work[WORK_AT + nozzle * WORK_LENGTH + INITIALISED] === 0
    )
      pairEncoder(state, parameters, nozzle);
  }
}
