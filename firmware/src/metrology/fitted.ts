import {
  CHANNEL_CORNER,
  CHANNEL_CREEP,
  CHANNEL_NOISE,
  CHANNEL_SPAN_ELECTRONICS,
  CHANNEL_SPAN_REFERENCE,
  CHANNEL_STABILITY,
  CHANNEL_TEMPERATURE_EFFECT,
  CHANNEL_WARM_UP,
  CHANNEL_ZERO,
  CHANNEL_ZERO_RETURN,
  UNOBSERVED_BIT_CASE,
  UNOBSERVED_BIT_CORNER,
  UNOBSERVED_BIT_ELECTRONICS,
  UNOBSERVED_BIT_LEVEL,
  UNOBSERVED_BIT_SPAN,
  UNOBSERVED_BIT_SUPPLY,
  UNOBSERVED_BIT_TEMPERATURE,
} from '@hengzhun/protocol/device';
import { HAS_CELLS, HAS_SHUNT } from '../build-flags.js';
import {
  CELLS,
  FITTED,
  FITTED_CASE,
  FITTED_REFERENCE,
  FITTED_SHUNT,
  FITTED_SUPPLY,
  FITTED_THERMOMETER,
} from './parameters.js';

/**
 * Channel of the span check, 0 where there is none. An internal reference mass sees all that a shunt sees, and the cell: where
 * both are fitted it alone is used.
 */
export function spanChannel(parameters: ArrayLike<number>): number {
  const fitted = parameters[FITTED];
  return fitted & FITTED_REFERENCE ? CHANNEL_SPAN_REFERENCE : fitted & FITTED_SHUNT ? CHANNEL_SPAN_ELECTRONICS : 0;
}

/**
 * Identifiers of the channels that a scale with these parameters reports, ascending, at most eight: stability gives way where
 * both span and corner are fitted. The CDDL's `data-key-observed-channels`.
 */
export function observedChannels(parameters: ArrayLike<number>): number[] {
  const span = HAS_SHUNT ? spanChannel(parameters) : 0;
  const corner = HAS_CELLS && parameters[CELLS] > 1;
  const list = [CHANNEL_ZERO, CHANNEL_ZERO_RETURN, CHANNEL_CREEP, CHANNEL_NOISE];
  if (!span || !corner) list.push(CHANNEL_STABILITY);
  list.push(CHANNEL_TEMPERATURE_EFFECT);
  if (span) list.push(span);
  if (corner) list.push(CHANNEL_CORNER);
  list.push(CHANNEL_WARM_UP);
  return list;
}

/** For hosts: what may drift in such a scale without showing in any channel, bits of the CDDL's `unobserved`. */
export function unobservedOf(parameters: ArrayLike<number>): number {
  const fitted = parameters[FITTED];
  return (
    (fitted & FITTED_REFERENCE ? 0 : 1 << UNOBSERVED_BIT_SPAN) |
    (fitted & (FITTED_SHUNT | FITTED_REFERENCE) ? 0 : 1 << UNOBSERVED_BIT_ELECTRONICS) |
    (parameters[CELLS] > 1 ? 0 : 1 << UNOBSERVED_BIT_CORNER) |
    (fitted & FITTED_THERMOMETER ? 0 : 1 << UNOBSERVED_BIT_TEMPERATURE) |
    (fitted & FITTED_SUPPLY ? 0 : 1 << UNOBSERVED_BIT_SUPPLY) |
    (fitted & FITTED_CASE ? 0 : 1 << UNOBSERVED_BIT_CASE) |
    (1 << UNOBSERVED_BIT_LEVEL)
  );
}
