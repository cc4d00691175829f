import { UNKNOWN } from './create.js';
import {
  ANSWERED,
  DOWN,
  ENCODER,
  ENCODER_START,
  FLOW_VOLUME,
  GROSS,
  HEARD,
  IDLE,
  LAST_DOWN,
  LAST_OVERFLOW,
  LAST_PHASE,
  LAST_UP,
  MEMORY_AT,
  MEMORY_LENGTH,
  OVERFLOW,
  PHASE,
  PHASE_ERRORS,
  RESTING,
  SILENT,
  TEMPERATURE,
  UP,
  WORK_AT,
  WORK_LENGTH,
} from './layout.js';
import { CALIBRATION, NOZZLE_AT, NOZZLE_LENGTH } from './parameters.js';
import type { DispenserParameters, DispenserState } from './types.js';
import { addEdges, denominatorOf } from './volume.js';

/**
 * Takes the counts of one nozzle's pulser, at least once a period and after the nozzle was hung up. `up`, `down` and
 * `phaseErrors`: unsigned 32-bit integers since boot that may wrap around; `overflow`: 1 once counts may be missing.
 * `encoder`: the encoder's own count in edges, 32 bits; undefined: it did not answer, or has none. `temperature` of the liquid in
 * 0.01 degree Celsius; undefined: no thermometer. @hot
 */
export function countNozzle(
  state: DispenserState,
  parameters: DispenserParameters,
  nozzle: number,
  up: number,
  down: number,
  phaseErrors: number,
  overflow: number,
  encoder: number | undefined,
  temperature: number | undefined,
): void {
  const work = state.work;
  const w = WORK_AT + nozzle * WORK_LENGTH;
  const forwards = (up - work[w + LAST_UP]) >>> 0;
  const backwards = (down - work[w + LAST_DOWN]) >>> 0;
  const errors = (phaseErrors - work[w + LAST_PHASE]) >>> 0;
  work[w + LAST_UP] = up;
  work[w + LAST_DOWN] = down;
  work[w + LAST_PHASE] = phaseErrors;
  work[w + TEMPERATURE] = temperature === undefined ? UNKNOWN : temperature;
  // the first word after a boot
  const first = encoder !== undefined && !(work[w + ENCODER] >= 0);
  if (encoder !== undefined) {
    if (first) work[w + ENCODER_START] = encoder;
    work[w + ENCODER] = encoder;
    work[w + SILENT] = ANSWERED;
    work[w + HEARD] = 1;
  }
  // it stays 1 once counts may be missing: told once, for the fueling in which it came
  if (overflow > work[w + LAST_OVERFLOW]) work[w + OVERFLOW] = 1;
  work[w + LAST_OVERFLOW] = overflow;
  if (forwards + backwards + errors === 0) return;
  const at = MEMORY_AT + nozzle * MEMORY_LENGTH;
  const p = NOZZLE_AT + nozzle * NOZZLE_LENGTH;
  if (work[w + PHASE] === RESTING) {
    state.memory[at + IDLE] += ((forwards - backwards) * parameters[p + CALIBRATION]) / denominatorOf(parameters, p);
    return;
  }
  work[w + UP] += forwards;
  work[w + DOWN] += backwards;
  work[w + PHASE_ERRORS] += errors;
  addEdges(state, parameters, at, w, p, forwards - backwards);
  if (first) {
    // powered up with the nozzle lifted: the two counts are compared from here on
    work[w + GROSS] = 0;
    work[w + FLOW_VOLUME] = 0;
    work[w + UP] = 0;
    work[w + DOWN] = 0;
  }
}
