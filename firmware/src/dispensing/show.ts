import { assessNozzle } from './assess.js';
import { LOWER_TIME, MEMORY_AT, MEMORY_LENGTH, SHOWN, WANTED, WORK_AT, WORK_LENGTH } from './layout.js';
import { HOLD_TIME } from './parameters.js';
import type { DispenserParameters, DispenserState } from './types.js';

/**
 * Flags and self-states of all nozzles and of the whole: they rise at once and fall when the lower level has lasted. `seconds` since
 * it was last asked; 0 right after a boot, so that what was taken up from flash is said before the first period ends.
 * @cold
 */
export function showNozzles(state: DispenserState, parameters: DispenserParameters, seconds: number): void {
  const work = state.work;
  let flags = 0;
  let highest = 0;
  for (let nozzle = 0; nozzle < state.paired.length; nozzle++) {
    const w = WORK_AT + nozzle * WORK_LENGTH;
    flags |= assessNozzle(state, parameters, nozzle, MEMORY_AT + nozzle * MEMORY_LENGTH, w);
    const wanted = work[w + WANTED];
    work[w + LOWER_TIME] = wanted < work[w + SHOWN] ? work[w + LOWER_TIME] + seconds : 0;
    if (wanted > work[w + SHOWN] || work[w + LOWER_TIME] > parameters[HOLD_TIME]) {
      work[w + SHOWN] = wanted;
      work[w + LOWER_TIME] = 0;
    }
    if (work[w + SHOWN] > highest) highest = work[w + SHOWN];
  }
  state.flags = flags >>> 0;
  state.selfState = highest;
}
