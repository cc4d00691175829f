import {
  CHANNEL_CORNER,
  CHANNEL_SPAN_ELECTRONICS,
  CHANNEL_SPAN_REFERENCE,
  CHANNEL_STABILITY,
  CHANNEL_TEMPERATURE_EFFECT,
  CHANNEL_WARM_UP,
  MAXIMUM_CHANNELS,
  UNOBSERVED_BIT_CASE,
  UNOBSERVED_BIT_CORNER,
  UNOBSERVED_BIT_ELECTRONICS,
  UNOBSERVED_BIT_LEVEL,
  UNOBSERVED_BIT_SPAN,
  UNOBSERVED_BIT_SUPPLY,
  UNOBSERVED_BIT_TEMPERATURE,
} from '@hengzhun/protocol/device';
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
 * Identifiers of the channels that a scale with these parameters reports, ascending, at most eight: where more are fitted,
 * stability gives way first, then the temperature effect. The CDDL's `data-key-observed-channels`.
 */
export function observedChannels(parameters: ArrayLike<number>): number[] {
  const fitted = parameters[FITTED]!;
  const list: number[] = [];
  for (let i = 1; i <= CHANNEL_WARM_UP; i++) {
    if (
      (i !== CHANNEL_SPAN_ELECTRONICS || fitted & FITTED_SHUNT) &&
      (i !== CHANNEL_SPAN_REFERENCE || fitted & FITTED_REFERENCE) &&
      (i !== CHANNEL_CORNER || parameters[CELLS]! > 1)
    )
      list.push(i);
  }
  if (list.length > MAXIMUM_CHANNELS) list.splice(list.indexOf(CHANNEL_STABILITY), 1);
  if (list.length > MAXIMUM_CHANNELS) list.splice(list.indexOf(CHANNEL_TEMPERATURE_EFFECT), 1);
  return list;
}

/** For hosts: what may drift in such a scale without showing in any channel, bits of the CDDL's `unobserved`. */
export function unobservedOf(parameters: ArrayLike<number>): number {
  const fitted = parameters[FITTED]!;
  return (
    (fitted & FITTED_REFERENCE ? 0 : 1 << UNOBSERVED_BIT_SPAN) |
    (fitted & (FITTED_SHUNT | FITTED_REFERENCE) ? 0 : 1 << UNOBSERVED_BIT_ELECTRONICS) |
    (parameters[CELLS]! > 1 ? 0 : 1 << UNOBSERVED_BIT_CORNER) |
    (fitted & FITTED_THERMOMETER ? 0 : 1 << UNOBSERVED_BIT_TEMPERATURE) |
    (fitted & FITTED_SUPPLY ? 0 : 1 << UNOBSERVED_BIT_SUPPLY) |
    (fitted & FITTED_CASE ? 0 : 1 << UNOBSERVED_BIT_CASE) |
    (1 << UNOBSERVED_BIT_LEVEL)
  );
}
