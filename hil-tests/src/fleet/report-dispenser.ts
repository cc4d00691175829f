import {
  CHANNEL_FLOW_RANGE,
  CHANNEL_IDLE_FLOW,
  CHANNEL_OVERSHOOT,
  CHANNEL_PHASE_ERRORS,
  CHANNEL_PULSE_EQUIVALENT,
  CHANNEL_PULSE_LOSS,
  FLAG_BIT_IDLE_FLOW,
  FLAG_BIT_OVERSHOOT,
  FLAG_BIT_PAIRING,
  FLAG_BIT_PHASE,
  FLAG_BIT_PULSE_DEVIATION,
  FLAG_BIT_PULSE_LOSS,
} from '@hengzhun/protocol';
import type { Draft } from './draft.js';
import { failureKind, fraudKind } from './kinds.js';
import { isDispenser, type Making } from './population.js';
import { type FleetState, PARTS, part, UNITS } from './state.js';
/** What a dispenser's channels and flags show of one nozzle. */
export function dispenserReport(d: Draft, s: FleetState, i: number, making: Making, nozzle: number): void {
  const u = UNITS * i + nozzle;
  const { type } = making;
  const paired = isDispenser(type) && type.paired;
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
  if (paired) d.channel(CHANNEL_PULSE_EQUIVALENT, deviation, 40, 6000);
  d.channel(CHANNEL_PHASE_ERRORS, phase, 15, 500);
  d.channel(CHANNEL_PULSE_LOSS, loss, 10, 900);
  d.channel(CHANNEL_OVERSHOOT, overshoot, 6, 60);
  d.channel(CHANNEL_IDLE_FLOW, idle, 3, 50);
  d.channel(CHANNEL_FLOW_RANGE, 20 * Math.exp(0.5 * d.normal(4)), 5, 200);
  d.flag(FLAG_BIT_PULSE_DEVIATION, paired && Math.abs(deviation) > 6000);
  d.flag(FLAG_BIT_PHASE, phase > 500 || d.uniform(24) < 0.001);
  d.flag(FLAG_BIT_PULSE_LOSS, loss > 900 || d.uniform(25) < 0.0008);
  d.flag(FLAG_BIT_OVERSHOOT, overshoot > 60 || d.uniform(26) < 0.002);
  d.flag(FLAG_BIT_IDLE_FLOW, idle > 50 || d.uniform(27) < 0.0015);
  d.flag(
    FLAG_BIT_PAIRING,
    (cheat === fraudKind.encoder && shows && nozzle === s.fraudUnit[i]) || d.uniform(28) < 0.0004,
  );
}
