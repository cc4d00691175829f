import { REFUSAL_BAD_ARGUMENT, REFUSAL_UNSTABLE } from '@hengzhun/protocol/device';
import { indicationZero } from './indication.js';
import {
  BLOCK_SPREAD,
  BLOCKS,
  CHANNEL_RETURN_AT,
  CLASS,
  COUNT,
  LATEST_LEVEL,
  NOISE,
  SQUARES,
  STABLE,
  ZERO_BEFORE,
} from './layout.js';
import { COUNTS_DENOMINATOR, COUNTS_NUMERATOR, MAXIMUM, VERIFICATION_INTERVAL } from './parameters.js';
import { known, nearest, squareRoot } from './robust.js';
import type { ScaleState } from './types.js';

/**
 * A reference check (CDDL command-reference-check): `list` holds the standard mass that lies on the pan and its standard
 * uncertainty, mg. The error is the indication with the core's own resolution, not rounded to d, minus the standard. Combined
 * in the standard uncertainty (JCGM 100 clause 5.1.2): the standard; the converter's step, rectangular, of load and of zero;
 * noise of both blocks of fifteen values; repeatability, as the deviation of the zero between loadings shows it (half of 0.5 e
 * where fewer than eight of them were seen).
 *
 * @returns `[point, error, standard uncertainty]` in mg; or a refusal: unstable without a stable load and a zero seen before it
 */
export function checkReference(state: ScaleState, parameters: Int32Array, list: number[]): number[] | number {
  const m = state.memory;
  const w = state.work;
  const standard = list[0];
  const uncertainty = list[1];
  const interval = parameters[VERIFICATION_INTERVAL] / 1000;
  if (
    list.length !== 2 ||
    !known(standard) ||
    !known(uncertainty) ||
    standard < 1 ||
    uncertainty < 0 ||
    standard > parameters[MAXIMUM] * parameters[VERIFICATION_INTERVAL] ||
    uncertainty > standard
  )
    return REFUSAL_BAD_ARGUMENT;
  if (w[STABLE] !== 1 || w[CLASS] !== 2 || w[BLOCKS] < 1 || !known(w[ZERO_BEFORE])) return REFUSAL_UNSTABLE;
  const step = parameters[COUNTS_DENOMINATOR] / parameters[COUNTS_NUMERATOR];
  const at = CHANNEL_RETURN_AT;
  const count = m[at + COUNT];
  const repeatability = count < 8 ? 62500 : m[at + SQUARES] / (count - 1);
  const noise = w[NOISE];
  const spread = w[BLOCK_SPREAD];
  const own = (step * step) / 6 + (noise * noise) / 5 + spread * spread + repeatability;
  return [
    standard,
    nearest((w[LATEST_LEVEL] - indicationZero(state)) * interval - standard),
    nearest(squareRoot(own * interval * interval + uncertainty * uncertainty)),
  ];
}
