import { cumulativeHazard } from './failures.js';
import { failureKind, fraudKind } from './kinds.js';
import type { Draws } from './random.js';
import { type FleetState, PARTS, part, UNITS } from './state.js';
import { endFraud } from './step-fraud.js';
import { smallFlowError, spanError } from './true-error.js';

/** Beyond this the adjustment does not reach, ppm. */
const REACH = { scale: 15_000, dispenser: 40_000 } as const;

/**
 * Repairs and adjusts an instrument: what failed is exchanged (mostly), frauds that are in the error are taken out, and the error is set
 * near zero: as near as people set it, now and then badly.
 *
 * @returns false: it cannot be adjusted any more, and nothing was done
 */
export function repair(s: FleetState, i: number, units: number, scale: boolean, found: boolean, draws: Draws): boolean {
  if (scale && s.failure[UNITS * i] !== failureKind.none && draws.chance(0.12)) return false;
  const cheat = s.fraud[i]!;
  // A key's cheat is only looked for where somebody has met it.
  if (cheat !== fraudKind.none && (cheat !== fraudKind.oneKey || (found && draws.chance(0.9)))) {
    endFraud(s, i, units);
    s.deterrence[i] = 0.3 * s.deterrence[i]!;
  }
  let worst = 0;
  for (let n = 0; n < units; n++) worst = Math.max(worst, Math.abs(spanError(s, UNITS * i + n)));
  if (worst > REACH[scale ? 'scale' : 'dispenser'] && s.failure[UNITS * i] === failureKind.none) return false;
  for (let n = 0; n < units; n++) {
    const u = UNITS * i + n;
    if (s.failure[u] !== failureKind.none && draws.chance(0.92)) exchangePart(s, u, scale, draws);
    const wear = Math.abs(s.parts[PARTS * u + part.wear]!);
    // A meter that lets much through is taken apart and runs in anew.
    if (!scale && (wear > 5000 || draws.chance(0.2))) {
      s.parts[PARTS * u + part.wear] = 0;
      s.use[u] = 0.1 * s.use[u]!;
    }
    if (scale && s.water[u]! > 0.55 && draws.chance(0.8)) {
      s.water[u] = 0.4;
      s.seal[u] = s.seal[u]! + 0.7 * (1 - s.seal[u]!);
      s.parts[PARTS * u + part.moisture] = 0;
    }
    for (let k = PARTS * u; k < PARTS * (u + 1); k++) s.reference[k] = s.parts[k]!;
    // Most set it within a fifth of the limit; some hurry; the odd one turns the wrong way.
    const limit = scale ? 1000 : 3000;
    const hurry = draws.chance(0.07) ? 2.6 : 1;
    s.residual[u] = (scale ? 0.14 : 0.13) * limit * hurry * draws.normal() - (scale ? 0 : 0.5 * smallFlowError(s, u));
    // What was taken apart settles: the short elements of creep start again.
    s.creep[3 * u] = 0.6 * s.creep[3 * u]!;
    s.creep[3 * u + 1] = 0.85 * s.creep[3 * u + 1]!;
  }
  s.zeroShift[i] = 0;
  s.massDrift[i] = 0;
  s.overloadPending[i] = 0;
  s.calibrationCounter[i] = s.calibrationCounter[i]! + 1;
  s.sealState[i] = 1;
  s.learning[i] = 2;
  return true;
}

function exchangePart(s: FleetState, u: number, scale: boolean, draws: Draws): void {
  s.failure[u] = failureKind.none;
  s.failureSize[u] = 0;
  s.parts[PARTS * u + part.failure] = 0;
  s.partAge[u] = 0;
  if (scale) s.use[u] = 0.3 * s.use[u]!;
  s.hazard[u] = cumulativeHazard(0, s.use[u]!, s.life[u]!, s.failureRate[u]!);
  s.hazardLimit[u] = draws.exponential();
}
