import {
  CHANNEL_FLOW_RANGE,
  CHANNEL_PHASE_ERRORS,
  CHANNEL_PULSE_EQUIVALENT,
  UNOBSERVED_BIT_CASE,
  UNOBSERVED_BIT_PULSE_EQUIVALENT,
  UNOBSERVED_BIT_SUPPLY,
  UNOBSERVED_BIT_TEMPERATURE,
  UNOBSERVED_BIT_VOLUME,
} from '@hengzhun/protocol/device';
import { ENCODERS } from './parameters.js';

// For hosts: what a dispenser's identity says of itself beside its nozzles.

/** Identifiers of the channels that a dispenser with these parameters reports (CDDL `data-key-observed-channels`). */
export function dispenserChannels(parameters: ArrayLike<number>): number[] {
  const list: number[] = [];
  const first = parameters[ENCODERS] === 1 ? CHANNEL_PULSE_EQUIVALENT : CHANNEL_PHASE_ERRORS;
  for (let i = first; i <= CHANNEL_FLOW_RANGE; i++) list.push(i);
  return list;
}

/**
 * What may drift in it without showing in any channel, bits of the CDDL's `unobserved`: always the volume per revolution, since a
 * pulser counts turns; the pulse equivalent where there is no second count.
 */
export function dispenserUnobserved(
  parameters: ArrayLike<number>,
  fitted: { thermometer: boolean; supply: boolean; caseSwitch: boolean },
): number {
  return (
    (1 << UNOBSERVED_BIT_VOLUME) |
    (parameters[ENCODERS] === 1 ? 0 : 1 << UNOBSERVED_BIT_PULSE_EQUIVALENT) |
    (fitted.thermometer ? 0 : 1 << UNOBSERVED_BIT_TEMPERATURE) |
    (fitted.supply ? 0 : 1 << UNOBSERVED_BIT_SUPPLY) |
    (fitted.caseSwitch ? 0 : 1 << UNOBSERVED_BIT_CASE)
  );
}
