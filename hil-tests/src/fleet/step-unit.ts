import { cumulativeHazard, failureError } from './failures.js';
import { failureKind } from './kinds.js';
import { normal, purpose, uniform } from './random.js';
import { type FleetState, PARTS, part } from './state.js';

/** What a unit meets in a week. */
export interface Week {
  step: number;
  high: number;
  low: number;
  wear: number;
  temperature: number;
  humidity: number;
  /** Use in the week, of an ordinary one. */
  use: number;
  abrasion: number;
  vibration: number;
  coast: number;
  roughness: number;
  overload: number;
}

const FLICKER = [1, 4, 16, 64, 256].map((weeks) => Math.exp(-1 / weeks));
const FRESH = FLICKER.map((keep) => Math.sqrt(1 - keep * keep));
const YEAR = 52.18;

/** Noise with a spectrum near 1/f between a week and five years: relaxations of five lengths; and a random walk that sometimes jumps. */
function stepAgeing(s: FleetState, u: number, w: Week, flicker: number, walk: number): void {
  let sum = 0;
  for (let j = 0; j < 5; j++) {
    const k = 5 * u + j;
    const value = FLICKER[j]! * s.flicker[k]! + FRESH[j]! * normal(w.high, w.low, purpose.flicker + j, w.step);
    s.flicker[k] = value;
    sum += value;
  }
  const z = normal(w.high, w.low, purpose.walk, w.step);
  const jump = uniform(w.high, w.low, purpose.jump, w.step) < 0.01 ? 7 : 1;
  s.walk[u] = s.walk[u]! + walk * s.noise[u]! * jump * z;
  s.parts[PARTS * u + part.ageing] = s.walk[u]! + (flicker * s.noise[u]! * sum) / Math.sqrt(5);
}

function stepFailure(s: FleetState, u: number, w: Week, scale: boolean): void {
  s.partAge[u] = s.partAge[u]! + 1 / YEAR;
  if (s.failure[u] === failureKind.none) {
    const before = s.hazard[u]!;
    const now = cumulativeHazard(s.partAge[u]!, s.use[u]!, s.life[u]!, s.failureRate[u]!);
    // `hazard` is where the part was when its clock was last set: only what was lived since counts.
    if (now - before > s.hazardLimit[u]!) {
      s.failures[u] = s.failures[u]! + 1;
      const pick = uniform(w.high, w.low, purpose.failureKind, w.step);
      const size = Math.exp(0.8 * normal(w.high, w.low, purpose.failureSize, w.step));
      const sign = uniform(w.high, w.low, purpose.failureSign, w.step) < 0.6 ? -1 : 1;
      const kinds = scale
        ? [failureKind.step, failureKind.growing, failureKind.intermittent]
        : [failureKind.pulser, failureKind.air, failureKind.valve];
      s.failure[u] = kinds[pick < 0.4 ? 0 : pick < 0.75 ? 1 : 2]!;
      s.failureSize[u] = sign * size * (scale ? 1300 : 4500);
      s.failureAge[u] = 0;
    }
  } else s.failureAge[u] = s.failureAge[u]! + 1;
  const burst = uniform(w.high, w.low, purpose.burst, w.step);
  s.parts[PARTS * u + part.failure] = failureError(s.failure[u]!, s.failureSize[u]!, s.failureAge[u]!, burst);
}

/** Kelvin–Voigt elements of three lengths: load, and warmth, move them; they follow late and come back late. */
function stepCreep(s: FleetState, u: number, w: Week, scale: number): void {
  const warm = Math.exp(0.04 * (w.temperature - 20));
  const drive = Math.min(2, 0.5 + 0.5 * w.use);
  let sum = 0;
  for (let j = 0; j < 3; j++) {
    const k = 3 * u + j;
    const time = j === 0 ? 3 : j === 1 ? 22 : 170;
    const rate = Math.min(1, (j === 2 ? warm * w.wear : warm) / time);
    s.creep[k] = s.creep[k]! + rate * (drive - s.creep[k]!);
    sum += (j === 0 ? 50 : j === 1 ? 80 : 210) * s.creep[k]!;
  }
  s.parts[PARTS * u + part.creep] = scale * s.creepAmplitude[u]! * sum;
}

export function stepScale(s: FleetState, i: number, u: number, w: Week): void {
  s.use[u] = s.use[u]! + (w.use * w.wear) / YEAR;
  stepAgeing(s, u, w, 100, 20);
  stepFailure(s, u, w, true);
  stepCreep(s, u, w, -1);
  const parts = PARTS * u;
  // Moisture: the seal ages, faster where it is damp; vapour follows the weather outside with a delay that shrinks as the seal goes.
  const aged = 0.00045 * w.wear * s.ingress[u]! * (0.5 + 1.5 * w.humidity * w.humidity) * (1 + 0.5 * w.coast);
  s.seal[u] = Math.max(0.05, s.seal[u]! - aged);
  const open = 1 - s.seal[u]!;
  const leak = 0.004 + 0.22 * open * open * open;
  s.water[u] = s.water[u]! + leak * (w.humidity - s.water[u]!);
  const excess = Math.max(0, s.water[u]! - 0.58);
  s.parts[parts + part.moisture] = -11_500 * excess * excess * Math.min(2.5, s.ingress[u]!);
  // Corrosion thins the spring element: it bends more, and never goes back.
  const rust = 22 * w.wear * excess * Math.sqrt(excess) * (1 + 2 * w.coast) * Math.exp(0.05 * (w.temperature - 20));
  s.parts[parts + part.corrosion] = s.parts[parts + part.corrosion]! + rust;
  s.parts[parts + part.temperature] = s.temperatureCoefficient[u]! * (w.temperature - 20);
  // The baseline of zero follows, slowly.
  s.zeroShift[i] = 0.93 * s.zeroShift[i]!;
  if (uniform(w.high, w.low, purpose.overload, w.step) < 0.0025 * w.overload * w.roughness * w.use) {
    const beyond = 0.4 * Math.exp(0.8 * normal(w.high, w.low, purpose.overloadSize, w.step));
    const sign = normal(w.high, w.low, purpose.overloadSign, w.step);
    s.parts[parts + part.overload] = s.parts[parts + part.overload]! + 270 * sign * beyond;
    s.zeroShift[i] = s.zeroShift[i]! + 1.1 * beyond * (0.4 + uniform(w.high, w.low, purpose.overloadZero, w.step));
    s.overloadPending[i] = beyond > 0.3 ? 2 : 1;
    s.overloads[i] = s.overloads[i]! + 1;
    s.overloadSize[i] = 1.2 + beyond;
  }
}

export function stepNozzle(s: FleetState, u: number, w: Week, throughput: number): void {
  const used = (w.use * w.wear) / YEAR;
  s.use[u] = s.use[u]! + used;
  stepAgeing(s, u, w, 210, 22);
  stepFailure(s, u, w, false);
  stepCreep(s, u, w, 0.9 * s.swelling[u]!);
  const parts = PARTS * u;
  // Running-in, steady wear, and ever faster once the clearances are wide: more passes uncounted.
  const use = s.use[u]!;
  const running = 0.55 * Math.exp(-use / 0.12);
  const late = use / s.life[u]!;
  const rate = 50 * s.wearRate[u]! * w.abrasion * (1 + 6 * running + 1.0 * late * late);
  s.parts[parts + part.wear] = s.parts[parts + part.wear]! - rate * used;
  s.parts[parts + part.temperature] = s.temperatureCoefficient[u]! * (w.temperature - 20);
  if (uniform(w.high, w.low, purpose.adjuster, w.step) < 0.00025 * w.vibration)
    s.parts[parts + part.adjuster] =
      s.parts[parts + part.adjuster]! + 1700 * normal(w.high, w.low, purpose.adjusterSize, w.step);
  const litres = throughput * w.use;
  s.totaliser[u] = s.totaliser[u]! + Math.floor(litres * 1000);
  s.fuelings[u] = s.fuelings[u]! + Math.floor(litres / 28);
}
