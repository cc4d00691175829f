import {
  CHANNEL_CREEP,
  CHANNEL_NOISE,
  CHANNEL_SPAN_ELECTRONICS,
  CHANNEL_SPAN_REFERENCE,
  CHANNEL_STABILITY,
  CHANNEL_TEMPERATURE_EFFECT,
  CHANNEL_ZERO,
  CHANNEL_ZERO_RETURN,
  FLAG_BIT_CREEP,
  FLAG_BIT_NOISE,
  FLAG_BIT_OVERLOAD,
  FLAG_BIT_SPAN,
  FLAG_BIT_UNSTABLE,
  FLAG_BIT_ZERO_DRIFT,
  FLAG_BIT_ZERO_RETURN,
} from '@hengzhun/protocol';
import type { Draft } from './draft.js';
import { failureKind } from './kinds.js';
import type { Site } from './places.js';
import { isScale, type Making } from './population.js';
import { normal, purpose } from './random.js';
import { type FleetState, PARTS, part, UNITS } from './state.js';
/** What a scale's channels and flags show of it. */
export function scaleReport(d: Draft, s: FleetState, i: number, making: Making, site: Site, temperature: number): void {
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
    const again = 0.5 * normal(making.key.high, making.key.low, purpose.play, Math.floor(s.age[i]! / 3));
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
