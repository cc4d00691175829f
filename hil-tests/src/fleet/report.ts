import {
  CHANNEL_CONDITION_BIT_CUSUM_DOWN,
  CHANNEL_CONDITION_BIT_CUSUM_UP,
  CHANNEL_CONDITION_BIT_LEARNING,
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
  FLAG_BIT_CREEP,
  FLAG_BIT_IDLE_FLOW,
  FLAG_BIT_LEARNING,
  FLAG_BIT_NOISE,
  FLAG_BIT_OVERLOAD,
  FLAG_BIT_OVERSHOOT,
  FLAG_BIT_PAIRING,
  FLAG_BIT_PHASE,
  FLAG_BIT_PULSE_DEVIATION,
  FLAG_BIT_PULSE_LOSS,
  FLAG_BIT_RESTARTED,
  FLAG_BIT_SPAN,
  FLAG_BIT_SUPPLY,
  FLAG_BIT_UNSTABLE,
  FLAG_BIT_ZERO_DRIFT,
  FLAG_BIT_ZERO_RETURN,
  SELF_STATE_ALARM,
  SELF_STATE_ATTENTION,
  SELF_STATE_NORMAL,
} from '@hengzhun/protocol';
import { failureKind, fraudKind } from './kinds.js';
import type { FleetChannel } from './options.js';
import type { Site } from './places.js';
import { isScale, type Making, type Station } from './population.js';
import { normal, purpose, uniform } from './random.js';
import { type FleetState, PARTS, part, UNITS } from './state.js';

export interface Report {
  readonly flags: number;
  readonly selfState: number;
  readonly channels: FleetChannel[];
}

const bit = (flag: number) => 2 ** flag;
const ALARMS = bit(FLAG_BIT_PAIRING) + bit(FLAG_BIT_PULSE_DEVIATION) + bit(FLAG_BIT_PULSE_LOSS) + bit(FLAG_BIT_SPAN);
const CLIPPED = 32_767;

/** Identifiers of the channels that an instrument reports, ascending. */
export function channelsOf(making: Making): number[] {
  const { type } = making;
  if (!isScale(type))
    return [
      CHANNEL_PULSE_EQUIVALENT,
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

/** One report in the making: its random numbers, and the channels and flags so far. */
class Draft {
  flags = 0;
  readonly channels: FleetChannel[] = [];

  constructor(
    private readonly making: Making,
    private readonly count: number,
    private readonly learning: boolean,
  ) {}

  uniform(n: number): number {
    return uniform(this.making.key.high, this.making.key.low, purpose.report + n, this.count);
  }

  normal(n: number): number {
    return normal(this.making.key.high, this.making.key.low, purpose.report + n, this.count);
  }

  flag(flag: number, when = true): void {
    if (when) this.flags += bit(flag);
  }

  /** @param limit beyond which the drift detection has signalled */
  channel(identifier: number, value: number, uncertainty: number, limit: number): void {
    const whole = Math.max(-CLIPPED, Math.min(CLIPPED, Math.round(value))) + 0;
    let conditions = 0;
    if (this.learning) conditions = 1 << CHANNEL_CONDITION_BIT_LEARNING;
    else if (whole > limit) conditions = SELF_STATE_ATTENTION + (1 << CHANNEL_CONDITION_BIT_CUSUM_UP);
    else if (whole < -limit) conditions = SELF_STATE_ATTENTION + (1 << CHANNEL_CONDITION_BIT_CUSUM_DOWN);
    const spread = Math.max(1, Math.min(65_534, Math.round(uncertainty)));
    this.channels.push({ identifier, conditions, value: whole, uncertainty: spread });
  }
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
  else dispenserReport(draft, s, i, nozzle);
  draft.flag(FLAG_BIT_RESTARTED, draft.uniform(30) < 0.006);
  draft.flag(FLAG_BIT_SUPPLY, draft.uniform(31) < 0.004 * site.vibration);
  const informative = draft.flags - (draft.flags & (bit(FLAG_BIT_LEARNING) + bit(FLAG_BIT_RESTARTED)));
  // `&` knows 32 bits with sign: no alarm flag lies in bit 31.
  const selfState =
    (draft.flags & ALARMS) !== 0 ? SELF_STATE_ALARM : informative !== 0 ? SELF_STATE_ATTENTION : SELF_STATE_NORMAL;
  return { flags: draft.flags, selfState, channels: draft.channels };
}

function scaleReport(d: Draft, s: FleetState, i: number, making: Making, site: Site, temperature: number): void {
  const u = UNITS * i;
  const p = PARTS * u;
  const type = making.type;
  if (!isScale(type)) return;
  const wet = Math.max(0, s.water[u]! - 0.55);
  const ill = s.failure[u] !== failureKind.none;
  // In e. Each instrument shows what ails it in its own measure.
  const manner = 0.4 + Math.abs(s.temperatureCoefficient[u]!) / type.temperature;
  const zero =
    s.zeroShift[i]! +
    20 * wet * wet * manner +
    0.12 * site.dust * d.normal(0) +
    (ill && d.uniform(20) < 0.4 ? d.normal(1) : 0);
  const zeroReturn = 0.06 * d.normal(2) + 1.2 * wet * Math.abs(d.normal(3)) * manner;
  const creep = 0.1 * type.creep + 0.04 * (s.creepAmplitude[u]! - type.creep) + 0.9 * wet * manner + 0.05 * d.normal(4);
  const noise =
    0.05 * type.noise * (1 + 0.5 * site.vibration) * (1 + 2 * wet * manner) * Math.exp(0.2 * d.normal(5)) +
    (ill && d.uniform(21) < 0.3 ? 0.3 : 0);
  const stability = 0.03 * site.vibration * Math.exp(0.6 * d.normal(6));
  d.channel(CHANNEL_ZERO, 1000 * zero, 120 * site.dust, 900);
  d.channel(CHANNEL_ZERO_RETURN, 1000 * zeroReturn, 60, 450);
  d.channel(CHANNEL_CREEP, 1000 * creep, 60, 500);
  d.channel(CHANNEL_NOISE, 1000 * noise, 15, 300);
  d.channel(CHANNEL_STABILITY, Math.min(1000, 1000 * stability), 10, 400);
  d.channel(CHANNEL_TEMPERATURE_EFFECT, 4 * s.temperatureCoefficient[u]! + 3 * d.normal(7), 5, 200);
  d.flag(FLAG_BIT_ZERO_DRIFT, Math.abs(zero) > 0.9 || d.uniform(22) < 0.0015);
  d.flag(FLAG_BIT_ZERO_RETURN, Math.abs(zeroReturn) > 0.45 || d.uniform(23) < 0.001);
  d.flag(FLAG_BIT_CREEP, creep > 0.5 || d.uniform(24) < 0.001);
  d.flag(FLAG_BIT_NOISE, noise > 0.3 || d.uniform(25) < 0.002 * site.vibration);
  d.flag(FLAG_BIT_UNSTABLE, stability > 0.4);
  d.flag(FLAG_BIT_OVERLOAD, s.overloadPending[i]! > 0 || d.uniform(26) < 0.001);
  if (type.internalMass) {
    // What the mass sees: all that happens before the converter's result, and its own dust and wear.
    let seen = s.massDrift[i]!;
    for (let k = 0; k < PARTS; k++) if (k !== part.fraud) seen += s.parts[p + k]! - s.reference[p + k]!;
    const spread = 38 * type.noise * (1 + 0.25 * site.vibration);
    // Rounds of mechanical play: what was off last time is partly off again.
    const again = 0.5 * normal(making.key.high, making.key.low, purpose.internalMass + 1000, Math.floor(s.age[i]! / 3));
    const value = seen + spread * (0.85 * d.normal(8) + again);
    d.channel(CHANNEL_SPAN_REFERENCE, value, spread * Math.exp(0.25 * Math.sin(s.curvature[u]!)), 700);
    d.flag(FLAG_BIT_SPAN, Math.abs(value) > 900);
  } else if (type.shunt) {
    const electronics = s.failure[u] === failureKind.step ? s.parts[p + part.failure]! : 0;
    const value = electronics + 0.25 * s.temperatureCoefficient[u]! * (temperature - 20) + 25 * d.normal(8);
    d.channel(CHANNEL_SPAN_ELECTRONICS, value, 30, 500);
    d.flag(FLAG_BIT_SPAN, Math.abs(value) > 800);
  }
}

function dispenserReport(d: Draft, s: FleetState, i: number, nozzle: number): void {
  const u = UNITS * i + nozzle;
  const cheat = s.fraud[i]!;
  const shows = (s.fraudTrace[i]! & 1) === 1;
  const counted = (s.fraudTrace[i]! & 2) === 2;
  const inserted = cheat === fraudKind.inserter && nozzle === s.fraudUnit[i];
  // Less than two thirds of failing pulsers lose pulses where their own quadrature can tell.
  const losing = s.failure[u] === failureKind.pulser ? -s.parts[PARTS * u + part.failure]! : 0;
  const telling = losing > 0 && Math.sin(1000 * s.noise[u]!) > -0.3;
  const deviation = (inserted && counted ? s.fraudSize[i]! : 0) + 40 * d.normal(0);
  const phase =
    30 + 15 * Math.abs(d.normal(1)) + (telling ? 0.1 * losing : 0) + (inserted && d.uniform(20) < 0.3 ? 900 : 0);
  const loss = (telling ? 0.8 * losing : 0) + 8 * d.normal(2);
  const valve = s.failure[u] === failureKind.valve ? 12 + 1.5 * s.failureAge[u]! : 0;
  const overshoot = valve + 6 * d.normal(3) + 4;
  const idle = s.failure[u] === failureKind.air && d.uniform(21) < 0.15 ? 60 * d.uniform(22) : 2 * d.uniform(23);
  d.channel(CHANNEL_PULSE_EQUIVALENT, deviation, 40, 6000);
  d.channel(CHANNEL_PHASE_ERRORS, phase, 15, 500);
  d.channel(CHANNEL_PULSE_LOSS, loss, 10, 900);
  d.channel(CHANNEL_OVERSHOOT, overshoot, 6, 60);
  d.channel(CHANNEL_IDLE_FLOW, idle, 3, 50);
  d.channel(CHANNEL_FLOW_RANGE, 20 * Math.exp(0.5 * d.normal(4)), 5, 200);
  d.flag(FLAG_BIT_PULSE_DEVIATION, Math.abs(deviation) > 6000);
  d.flag(FLAG_BIT_PHASE, phase > 500 || d.uniform(24) < 0.001);
  d.flag(FLAG_BIT_PULSE_LOSS, loss > 900 || d.uniform(25) < 0.0008);
  d.flag(FLAG_BIT_OVERSHOOT, overshoot > 60 || d.uniform(26) < 0.002);
  d.flag(FLAG_BIT_IDLE_FLOW, idle > 50 || d.uniform(27) < 0.0015);
  d.flag(
    FLAG_BIT_PAIRING,
    (cheat === fraudKind.encoder && shows && nozzle === s.fraudUnit[i]) || d.uniform(28) < 0.0004,
  );
}
