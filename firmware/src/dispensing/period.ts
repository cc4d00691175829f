import { FLAG_BIT_IDLE_FLOW } from '@hengzhun/protocol/device';
import { idleLevel } from './assess.js';
import { dayNozzle } from './day.js';
import { watchFlow } from './flow.js';
import { endFueling, isSettled } from './fueling.js';
import { AGE, DAY_NUMBER, IDLE, MEMORY_AT, MEMORY_LENGTH, PERIOD_TIME, WORK_AT, WORK_LENGTH } from './layout.js';
import { watchEncoder } from './pairing.js';
import { DAY_LENGTH, IDLE_LIMIT, NOZZLE_AT, NOZZLE_LENGTH, NOZZLES } from './parameters.js';
import { showNozzles } from './show.js';
import { tell } from './tell.js';
import type { DispenserParameters, DispenserState } from './types.js';

/**
 * Ends a period (1 s): flow, fuelings whose settling time is over, once a day the detectors, then flags and self-states of
 * every nozzle. `time` in ms of the instrument's monotonic clock.
 * @cold @unpacked
 */
export function periodDispenser(state: DispenserState, parameters: DispenserParameters, time: number): void {
  const memory = state.memory;
  const work = state.work;
  const seconds = time > work[PERIOD_TIME] ? (time - work[PERIOD_TIME]) / 1000 : 0;
  work[PERIOD_TIME] = time;
  memory[AGE] += seconds;
  const day = Math.floor(memory[AGE] / parameters[DAY_LENGTH]);
  const dayOver = day !== memory[DAY_NUMBER];
  memory[DAY_NUMBER] = day;
  for (let nozzle = 0; nozzle < parameters[NOZZLES]; nozzle++) {
    const at = MEMORY_AT + nozzle * MEMORY_LENGTH;
    const w = WORK_AT + nozzle * WORK_LENGTH;
    watchFlow(state, parameters, w, NOZZLE_AT + nozzle * NOZZLE_LENGTH, seconds);
    if (isSettled(state, parameters, w, time)) endFueling(state, parameters, nozzle);
    if (dayOver) dayNozzle(state, parameters, nozzle);
    watchEncoder(state, parameters, w, nozzle, seconds);
    if (idleLevel(memory, at, parameters[IDLE_LIMIT]) > 0)
      tell(state, nozzle, at, FLAG_BIT_IDLE_FLOW, memory[at + IDLE], 1);
  }
  showNozzles(state, parameters, seconds);
}
