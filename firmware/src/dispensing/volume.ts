import { known } from '../metrology/robust.js';
import { BACKLOG, DENOMINATOR, FACTOR, FACTOR_TEMPERATURE, GROSS, REMAINDER, TEMPERATURE, VOLUME } from './layout.js';
import { CALIBRATION, COMPENSATION, EXPANSION, PULSES } from './parameters.js';
import type { DispenserParameters, DispenserState } from './types.js';

/** An edge is calibration / (40 K) mL: four edges a pulse, K pulses per 100 L, calibration in millionths. */
export function denominatorOf(parameters: DispenserParameters, p: number): number {
  return 40 * parameters[p + PULSES];
}

/**
 * Calibration factor with temperature compensation, millionths, rounded to the nearest: the volume at 20 degrees Celsius is
 * V (1 - expansion (t - 20)). `temperature` in 0.01 degree.
 */
export function compensatedFactor(calibration: number, expansion: number, temperature: number): number {
  return Math.floor((calibration * (100000000 - expansion * (temperature - 2000))) / 100000000 + 1 / 2);
}

/**
 * Adds edges (forwards positive) of a fueling to its volume: whole mL, the rest kept for the next edges, so that a volume is
 * the same however its edges came. Edges backwards are made up for before the volume grows again: it never falls.
 * `at`, `w` and `p`: the nozzle's blocks in memory, work and parameters.
 */
export function addEdges(
  state: DispenserState,
  parameters: DispenserParameters,
  at: number,
  w: number,
  p: number,
  edges: number,
): void {
  const memory = state.memory;
  const work = state.work;
  const net = edges + work[w + BACKLOG];
  if (net < 0) {
    work[w + BACKLOG] = net;
    return;
  }
  work[w + BACKLOG] = 0;
  const calibration = parameters[p + CALIBRATION];
  const denominator = denominatorOf(parameters, p);
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
  const whole = Math.floor(parts / denominator);
  memory[at + REMAINDER] = parts - whole * denominator;
  work[w + VOLUME] += whole;
  work[w + GROSS] += (net * calibration) / denominator;
}
