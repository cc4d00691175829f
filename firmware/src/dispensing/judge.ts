import {
  FLAG_BIT_FLOW_RANGE,
  FLAG_BIT_OVERSHOOT,
  FLAG_BIT_PHASE,
  FLAG_BIT_PULSE_LOSS,
} from '@hengzhun/protocol/device';
import {
  DOWN,
  FLOW_AT,
  LOSS_AT,
  MEAN_VALUE,
  OUTSIDE,
  OUTSIDE_LONG,
  OVERFLOW,
  OVERSHOOT_AT,
  PHASE_AT,
  PHASE_ERRORS,
  PRESET,
  STRIKES,
  UP,
  VOLUME,
} from './layout.js';
import { ENCODERS, LOSS_LIMIT, OVERSHOOT_LIMIT, PHASE_LIMIT, RESOLUTION, REVERSE_LIMIT } from './parameters.js';
import { robustMean } from './robust-mean.js';
import { tell } from './tell.js';
import type { DispenserParameters, DispenserState } from './types.js';

/** One fueling into a robust mean at `at + place`; the second spoilt one is told. */
function judge(
  state: DispenserState,
  nozzle: number,
  at: number,
  place: number,
  flag: number,
  value: number,
  floor: number,
  spoilt: boolean,
): void {
  const memory = state.memory;
  robustMean(memory, at + place, value, floor, spoilt);
  if (spoilt && memory[at + place + STRIKES] === 2) tell(state, nozzle, at, flag, value, 2);
}

/**
 * Quadrature and completeness of a fueling's pulses, millionths: phase errors per edge; missing pulses (the encoder counted
 * more than arrived) as positive, reverse ones as negative. `encoder`: edges of its own count, -1: not told, which
 * spoils a fueling where there is an encoder.
 */
export function judgePulses(
  state: DispenserState,
  parameters: DispenserParameters,
  nozzle: number,
  at: number,
  w: number,
  encoder: number,
): void {
  const work = state.work;
  const up = Math.max(work[w + UP], 1);
  const down = work[w + DOWN];
  const errors = work[w + PHASE_ERRORS];
  const least = parameters[RESOLUTION];
  const phase = (errors * 1000000) / (up + down);
  judge(state, nozzle, at, PHASE_AT, FLAG_BIT_PHASE, phase, 50, errors > 2 && phase > parameters[PHASE_LIMIT]);
  // a fueling that the encoder said nothing of: whoever cuts its line must not go unseen
  const untold = encoder < 0 && parameters[ENCODERS] === 1;
  const missing = encoder < 0 ? 0 : encoder - up + down;
  const lost = missing > 0 ? (missing * 1000000) / encoder : 0;
  const back = (down * 1000000) / up;
  // counts that may be missing are enough by themselves
  const overflow = work[w + OVERFLOW] === 1;
  if (overflow) state.memory[at + LOSS_AT + STRIKES] = 1;
  judge(
    state,
    nozzle,
    at,
    LOSS_AT,
    FLAG_BIT_PULSE_LOSS,
    lost > back ? lost : -back,
    200,
    (missing > least && lost > parameters[LOSS_LIMIT]) ||
      (down > least && back > parameters[REVERSE_LIMIT]) ||
      untold ||
      overflow,
  );
}

/**
 * How a fueling was delivered: beyond its preset, mL, where the preset was reached; and the share of its volume outside the
 * rated flow range, per mille. Wear of the valve moves the mean of the first, not one fueling: the mean is judged.
 */
export function judgeDelivery(
  state: DispenserState,
  parameters: DispenserParameters,
  nozzle: number,
  at: number,
  w: number,
): void {
  const work = state.work;
  const volume = work[w + VOLUME];
  const preset = work[w + PRESET];
  const limit = parameters[OVERSHOOT_LIMIT];
  if (preset > 0 && volume > preset - limit)
    judge(
      state,
      nozzle,
      at,
      OVERSHOOT_AT,
      FLAG_BIT_OVERSHOOT,
      volume - preset,
      limit / 4,
      state.memory[at + OVERSHOOT_AT + MEAN_VALUE] > limit,
    );
  if (volume > 0)
    judge(
      state,
      nozzle,
      at,
      FLOW_AT,
      FLAG_BIT_FLOW_RANGE,
      (work[w + OUTSIDE] * 1000) / volume,
      50,
      work[w + OUTSIDE_LONG] === 1,
    );
}
