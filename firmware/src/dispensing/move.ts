import { known } from '../metrology/robust.js';
import type { PulseCounts } from '../platform/ports.js';
import {
  BACKLOG,
  DENOMINATOR,
  DOWN,
  FACTOR,
  FACTOR_TEMPERATURE,
  GROSS,
  IDLE,
  LAST_DOWN,
  LAST_PHASE,
  LAST_UP,
  MEMORY_AT,
  MEMORY_LENGTH,
  PHASE,
  PHASE_ERRORS,
  REMAINDER,
  RESTING,
  TEMPERATURE,
  UP,
  VOLUME,
  WORK_AT,
  WORK_LENGTH,
} from './layout.js';
import { CALIBRATION, COMPENSATION, EXPANSION, NOZZLE_AT, NOZZLE_LENGTH } from './parameters.js';
import type { DispenserParameters, DispenserState } from './types.js';
import { compensatedFactor, denominatorOf } from './volume.js';

/**
 * Adds what a nozzle's pulser has counted since it was last looked at. Edges of a fueling (forwards positive) go to its volume: whole
 * mL, the rest kept for the next edges, so that a volume is the same however its edges came. Edges backwards are made up for before
 * the volume grows again: it never falls. All in one function, since the interpreter reads past
 * the text of a function inside it.
 */
export function moveNozzle(
  state: DispenserState,
  parameters: DispenserParameters,
  nozzle: number,
  counts: PulseCounts,
): void {
  const work = state.work;
  const memory = state.memory;
  const w = WORK_AT + nozzle * WORK_LENGTH;
  const at = MEMORY_AT + nozzle * MEMORY_LENGTH;
  const p = NOZZLE_AT + nozzle * NOZZLE_LENGTH;
  const forwards = (counts.up - work[w + LAST_UP]) >>> 0;
  const backwards = (counts.down - work[w + LAST_DOWN]) >>> 0;
  const edges = forwards - backwards;
  const calibration = parameters[p + CALIBRATION];
  const denominator = denominatorOf(parameters, p);
  if (work[w + PHASE] === RESTING) memory[at + IDLE] += (edges * calibration) / denominator;
  else {
    work[w + UP] += forwards;
    work[w + DOWN] += backwards;
    work[w + PHASE_ERRORS] += (counts.phaseErrors - work[w + LAST_PHASE]) >>> 0;
    const net = edges + work[w + BACKLOG];
    work[w + BACKLOG] = Math.min(net, 0);
    if (net > 0) {
      let factor = calibration;
      const temperature = work[w + TEMPERATURE];
      if (parameters[COMPENSATION] === 1 && known(temperature)) {
        if (temperature !== work[w + FACTOR_TEMPERATURE]) {
          work[w + FACTOR_TEMPERATURE] = temperature;
          work[w + FACTOR] = compensatedFactor(calibration, parameters[p + EXPANSION], temperature);
        }
        factor = work[w + FACTOR];
      }
      const before = memory[at + DENOMINATOR];
      if (before !== denominator) {
        // the K factor was changed: what is left below one mL is carried over
        if (before > 0) memory[at + REMAINDER] = Math.floor((memory[at + REMAINDER] * denominator) / before);
        memory[at + DENOMINATOR] = denominator;
      }
      const parts = memory[at + REMAINDER] + net * factor;
      const rest = parts % denominator;
      memory[at + REMAINDER] = rest;
      work[w + VOLUME] += (parts - rest) / denominator;
      work[w + GROSS] += (net * calibration) / denominator;
    }
  }
  work[w + LAST_UP] = counts.up;
  work[w + LAST_DOWN] = counts.down;
  work[w + LAST_PHASE] = counts.phaseErrors;
}
