import { EVENT_FUELING, FLAG_BIT_PHASE } from '@hengzhun/protocol/device';
import { nearest } from '../metrology/robust.js';
import { FLOW_AT, LOSS_AT, OVERSHOOT_AT, PHASE_AT, STRIKES, TOLD } from './layout.js';
import type { DispenserState } from './types.js';

/** Queues `[nozzle, flag, size, count]`, unless the same was told and has not gone since: a defect must not fill the log. */
export function tell(
  state: DispenserState,
  nozzle: number,
  at: number,
  flag: number,
  size: number,
  count: number,
): void {
  const memory = state.memory;
  const bit = 1 << (flag - FLAG_BIT_PHASE);
  if (memory[at + TOLD] & bit) return;
  memory[at + TOLD] |= bit;
  state.events.push([EVENT_FUELING, nozzle, flag, nearest(size), count]);
}

/** At the end of a day: what has gone may be told again. In the order of the flags; idle flow is the third. */
export function forgetTold(memory: Float64Array, at: number, isIdle: boolean): void {
  const lasting =
    (memory[at + PHASE_AT + STRIKES] > 0 ? 1 : 0) +
    (memory[at + LOSS_AT + STRIKES] > 0 ? 2 : 0) +
    (isIdle ? 4 : 0) +
    (memory[at + FLOW_AT + STRIKES] > 0 ? 8 : 0) +
    (memory[at + OVERSHOOT_AT + STRIKES] > 0 ? 16 : 0);
  memory[at + TOLD] &= lasting;
}
