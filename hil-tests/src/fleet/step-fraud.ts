import { fraudKind } from './kinds.js';
import { normal, purpose, uniform } from './random.js';
import { type FleetState, PARTS, part, UNITS } from './state.js';

/** What decides whether a trader cheats in a week. */
export interface Temptation {
  readonly dishonesty: number;
  readonly observed: boolean;
  readonly scale: boolean;
  readonly paired: boolean;
  readonly units: number;
}

/** A fraud begins, goes on, or is given up. Sizes are what was found in the field: a few tenths of a percent to some percent. */
export function stepFraud(s: FleetState, i: number, high: number, low: number, step: number, t: Temptation): void {
  if (s.fraud[i] !== fraudKind.none) {
    if (uniform(high, low, purpose.fraudEnd, step) < 1 / 70) endFraud(s, i, t.units);
    return;
  }
  // Who is watched, or watches himself, cheats less.
  const chance = 0.003 * t.dishonesty * s.deterrence[i]! * (t.observed ? 0.25 : 1);
  if (uniform(high, low, purpose.fraudStart, step) >= chance) return;
  const pick = uniform(high, low, purpose.fraudKind, step);
  const spread = Math.exp(0.5 * normal(high, low, purpose.fraudSize, step));
  const trace = uniform(high, low, purpose.fraudTrace, step);
  const kind = t.scale ? (pick < 0.5 ? 1 : 2) : pick < 0.25 ? 1 : pick < 0.6 ? 2 : pick < 0.8 ? 3 : 4;
  s.fraud[i] = kind;
  s.fraudUnit[i] = Math.floor(uniform(high, low, purpose.fraudUnit, step) * t.units);
  s.fraudTrace[i] = 0;
  switch (kind) {
    case fraudKind.span:
      s.fraudSize[i] = (t.scale ? 9000 : 8000) * spread;
      if (trace < 0.55) s.calibrationCounter[i] = s.calibrationCounter[i]! + 1;
      if (trace < 0.25) s.sealState[i] = 2;
      break;
    case fraudKind.oneKey:
      s.fraudSize[i] = Math.min(200_000, (t.scale ? 40_000 : 25_000) * spread);
      if (trace < 0.12) s.calibrationCounter[i] = s.calibrationCounter[i]! + 1;
      break;
    case fraudKind.encoder:
      // Whole teeth more on a disc of a hundred.
      s.fraudSize[i] = 10_000 * Math.max(1, Math.round(1.6 * spread));
      s.fraudTrace[i] = trace < (t.paired ? 0.8 : 0.1) ? 1 : 0;
      break;
    default:
      s.fraudSize[i] = 20_000 * spread;
      s.fraudTrace[i] = trace < 0.5 ? 3 : 0;
  }
  for (let n = 0; n < t.units; n++) {
    const k = PARTS * (UNITS * i + n) + part.fraud;
    const here =
      kind === fraudKind.span || ((kind === fraudKind.encoder || kind === fraudKind.inserter) && n === s.fraudUnit[i]);
    // A cheat that a key switches off is no part of the error that an inspector meets.
    if (here) s.parts[k] = s.parts[k]! + s.fraudSize[i]!;
  }
}

/** Takes a fraud out: parts as before it. */
export function endFraud(s: FleetState, i: number, units: number): void {
  for (let n = 0; n < units; n++) {
    const k = PARTS * (UNITS * i + n) + part.fraud;
    s.parts[k] = 0;
    s.reference[k] = 0;
  }
  s.fraud[i] = fraudKind.none;
  s.fraudSize[i] = 0;
  s.fraudTrace[i] = 0;
}
