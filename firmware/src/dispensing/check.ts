import { REFUSAL_BAD_ARGUMENT, REFUSAL_UNSTABLE } from '@hengzhun/protocol/device';
import { nearest, squareRoot } from '../metrology/robust.js';
import { PHASE, RESTING, VOLUME, WORK_AT, WORK_LENGTH } from './layout.js';
import { CALIBRATION, COMPENSATION, EXPANSION, NOZZLE_AT, NOZZLE_LENGTH } from './parameters.js';
import type { DispenserParameters, DispenserState } from './types.js';
import { denominatorOf } from './volume.js';

/** Cubic expansion of the standard measure (stainless steel), millionths per degree. */
const STANDARD_EXPANSION = 50;

/**
 * Volume at the meter of a standard measure's volume, uL (JJG 443): V_Bt = V_B [1 + expansion (tJ - tB) + 50e-6 (tB - 20)], with
 * V_B at 20 degrees in uL, temperatures in 0.01 degree, expansion in millionths per degree.
 */
export function volumeAtMeter(standard: number, expansion: number, meter: number, measure: number): number {
  return standard + (standard * (expansion * (meter - measure) + STANDARD_EXPANSION * (measure - 2000))) / 100000000;
}

/**
 * command-reference-check: the last fueling of a nozzle against a standard measure. `list`: nozzle, volume of the standard at 20 degrees
 * and its standard uncertainty, uL, temperature at the meter and in the standard, 0.01 degree.
 *
 * @returns `[V_Bt, V_J - V_Bt, standard uncertainty]` in uL, with the indication's own resolution of one edge in the uncertainty;
 * REFUSAL_BAD_ARGUMENT; REFUSAL_UNSTABLE while fuel may flow, or before the first fueling
 * @cold
 */
export function checkDispenser(
  state: DispenserState,
  parameters: DispenserParameters,
  list: number[],
): number[] | number {
  const nozzle = list[0];
  const standard = list[1];
  const uncertainty = list[2];
  const meter = list[3];
  const measure = list[4];
  if (
    list.length !== 5 ||
    !(nozzle >= 0 && nozzle < state.paired.length) ||
    !(standard > 0 && standard < 1000000001) ||
    !(uncertainty >= 0 && uncertainty < 1000000001) ||
    !(meter > -10000 && meter < 10000) ||
    !(measure > -10000 && measure < 10000)
  )
    return REFUSAL_BAD_ARGUMENT;
  const w = WORK_AT + nozzle * WORK_LENGTH;
  const indicated = state.work[w + VOLUME] * 1000;
  if (state.work[w + PHASE] !== RESTING || !(indicated > 0)) return REFUSAL_UNSTABLE;
  const p = NOZZLE_AT + nozzle * NOZZLE_LENGTH;
  const expansion = parameters[p + EXPANSION];
  let reference = volumeAtMeter(standard, expansion, meter, measure);
  // an indication at 20 degrees is held against a volume at 20 degrees
  if (parameters[COMPENSATION] === 1) reference -= (reference * expansion * (meter - 2000)) / 100000000;
  const edge = (parameters[p + CALIBRATION] * 1000) / denominatorOf(parameters, p);
  // one edge either way: a rectangle of half-width one edge has a variance of a third of its square
  const spread = squareRoot(uncertainty * uncertainty + (edge * edge) / 3);
  return [nearest(reference), nearest(indicated - reference), nearest(spread)];
}
