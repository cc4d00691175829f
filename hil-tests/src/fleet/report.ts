import {
  CHANNEL_CREEP,
  CHANNEL_FLOW_RANGE,
  CHANNEL_IDLE_FLOW,
  CHANNEL_NOISE,
  CHANNEL_OVERSHOOT,
  CHANNEL_PHASE_ERRORS,
  CHANNEL_PULSE_EQUIVALENT,
  CHANNEL_PULSE_LOSS,
  CHANNEL_SPAN_ELECTRONICS,
  CHANNEL_SPAN_REFERENCE,
  CHANNEL_STABILITY,
  CHANNEL_TEMPERATURE_EFFECT,
  CHANNEL_ZERO,
  CHANNEL_ZERO_RETURN,
  FLAG_BIT_LEARNING,
  FLAG_BIT_PAIRING,
  FLAG_BIT_PULSE_DEVIATION,
  FLAG_BIT_PULSE_LOSS,
  FLAG_BIT_RESTARTED,
  FLAG_BIT_SPAN,
  FLAG_BIT_SUPPLY,
  SELF_STATE_ALARM,
  SELF_STATE_ATTENTION,
  SELF_STATE_NORMAL,
} from '@hengzhun/protocol';
import { Draft } from './draft.js';
import type { FleetChannel } from './options.js';
import type { Site } from './places.js';
import { isScale, type Making, type Station } from './population.js';
import { dispenserReport } from './report-dispenser.js';
import { scaleReport } from './report-scale.js';
import type { FleetState } from './state.js';
export interface Report {
  readonly flags: number;
  readonly selfState: number;
  readonly channels: FleetChannel[];
}

const bit = (flag: number) => 2 ** flag;
const ALARMS = bit(FLAG_BIT_PAIRING) + bit(FLAG_BIT_PULSE_DEVIATION) + bit(FLAG_BIT_PULSE_LOSS) + bit(FLAG_BIT_SPAN);

/** Identifiers of the channels that an instrument reports, ascending. */
export function channelsOf(making: Making): number[] {
  const { type } = making;
  if (!isScale(type))
    return [
      // Only an encoder that is paired with its main board can be held against it.
      ...(type.paired ? [CHANNEL_PULSE_EQUIVALENT] : []),
      CHANNEL_PHASE_ERRORS,
      CHANNEL_PULSE_LOSS,
      CHANNEL_OVERSHOOT,
      CHANNEL_IDLE_FLOW,
      CHANNEL_FLOW_RANGE,
    ];
  const own = type.internalMass ? [CHANNEL_SPAN_REFERENCE] : type.shunt ? [CHANNEL_SPAN_ELECTRONICS] : [];
  return [
    CHANNEL_ZERO,
    CHANNEL_ZERO_RETURN,
    CHANNEL_CREEP,
    CHANNEL_NOISE,
    CHANNEL_STABILITY,
    CHANNEL_TEMPERATURE_EFFECT,
    ...own,
  ];
}

/**
 * What an instrument says of itself in report `count`: symptoms, which hang together with some causes of error, loosely, and with nothing
 * at all now and then. Only an internal mass shows the span; what a parameter or a key changes behind the converter shows nowhere.
 */
export function report(
  s: FleetState,
  i: number,
  making: Making,
  station: Station,
  site: Site,
  weather: { temperature: number },
  count: number,
  nozzle: number,
): Report {
  const draft = new Draft(making, count, s.learning[i]! > 0);
  draft.flag(FLAG_BIT_LEARNING, s.learning[i]! > 0);
  if (station.kind === 'scale') scaleReport(draft, s, i, making, site, weather.temperature);
  else dispenserReport(draft, s, i, making, nozzle);
  draft.flag(FLAG_BIT_RESTARTED, draft.uniform(30) < 0.006);
  draft.flag(FLAG_BIT_SUPPLY, draft.uniform(31) < 0.004 * site.vibration);
  const informative = draft.flags - (draft.flags & (bit(FLAG_BIT_LEARNING) + bit(FLAG_BIT_RESTARTED)));
  // `&` knows 32 bits with sign: no alarm flag lies in bit 31.
  const selfState =
    (draft.flags & ALARMS) !== 0 ? SELF_STATE_ALARM : informative !== 0 ? SELF_STATE_ATTENTION : SELF_STATE_NORMAL;
  return { flags: draft.flags, selfState, channels: draft.channels };
}
