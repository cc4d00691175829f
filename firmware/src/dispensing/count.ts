import type { PulseCounts } from '../platform/ports.js';
import { UNKNOWN } from './create.js';
import {
  ANSWERED,
  DOWN,
  ENCODER,
  ENCODER_START,
  FLOW_VOLUME,
  GROSS,
  HEARD,
  LAST_DOWN,
  LAST_OVERFLOW,
  LAST_PHASE,
  LAST_UP,
  OVERFLOW,
  PHASE,
  RESTING,
  SILENT,
  TEMPERATURE,
  UP,
  WORK_AT,
  WORK_LENGTH,
} from './layout.js';
import { moveNozzle } from './move.js';
import type { DispenserParameters, DispenserState } from './types.js';

/**
 * Takes the counts of one nozzle's pulser, at least once a period and after the nozzle was hung up. `encoder`: the encoder's own
 * count in edges, 32 bits; undefined: it did not answer, or has none. `temperature` of the liquid in 0.01 degree Celsius; undefined:
 * no thermometer.
 */
export function countNozzle(
  state: DispenserState,
  parameters: DispenserParameters,
  nozzle: number,
  counts: PulseCounts,
  encoder: number | undefined,
  temperature: number | undefined,
): void {
  const work = state.work;
  const w = WORK_AT + nozzle * WORK_LENGTH;
  work[w + TEMPERATURE] = temperature === undefined ? UNKNOWN : temperature;
  if (
    counts.up !== work[w + LAST_UP] ||
    counts.down !== work[w + LAST_DOWN] ||
    counts.phaseErrors !== work[w + LAST_PHASE]
  )
    /*@__NOINLINE__*/ moveNozzle(state, parameters, nozzle, counts);
  if (encoder !== undefined) {
    // the first word after a boot
    if (!(work[w + ENCODER] >= 0)) {
      work[w + ENCODER_START] = encoder;
      if (work[w + PHASE] !== RESTING) {
        // powered up with the nozzle lifted: the two counts are compared from here on
        work[w + GROSS] = 0;
        work[w + FLOW_VOLUME] = 0;
        work[w + UP] = 0;
        work[w + DOWN] = 0;
      }
    }
    work[w + ENCODER] = encoder;
    work[w + SILENT] = ANSWERED;
    work[w + HEARD] = 1;
  }
  // it stays 1 once counts may be missing: told once, for the fueling in which it came
  if (counts.overflow !== work[w + LAST_OVERFLOW]) {
    work[w + LAST_OVERFLOW] = counts.overflow;
    if (counts.overflow) work[w + OVERFLOW] = 1;
  }
}
