import type { TestPointResult } from '@hengzhun/host-sdk';
import { Draws, type Key, keyOf, purpose } from './random.js';
import { type FleetState, PARTS, part, UNITS } from './state.js';
import { type TestPlan, trueError } from './true-error.js';

/** The trader's own standard: a check weight, or a standard measure. */
export interface TraderStandard {
  readonly name: string;
  /** True relative error, ppm. */
  readonly error: number;
  /** Random part of a reading: ppm of volume; a scale's indication is read in steps of e. */
  readonly noise: number;
  /** Relative standard uncertainty that is claimed of it, ppm. */
  readonly claimed: number;
  readonly slips: number;
}

export function traderStandard(seed: string, trader: string, mass: boolean): TraderStandard {
  const draws = new Draws(keyOf(seed, 'standard', trader));
  return {
    name: `s-${trader}`,
    error: (mass ? 45 : 140) * draws.normal(),
    noise: mass ? 0 : 180 * draws.logNormal(0.25),
    claimed: mass ? 60 : 150,
    slips: 0.004 * draws.logNormal(0.5),
  };
}

/**
 * A trader's check: a scale with one weight near two thirds of Max and one near Max, read to e; a dispenser with a standard measure, each
 * nozzle at a large flow, at a small one, or at both. Who cheats shows nothing of it.
 */
export function referenceCheck(
  s: FleetState,
  i: number,
  plan: TestPlan,
  interval: number,
  standard: TraderStandard,
  key: Key,
  count: number,
  flows: 'large' | 'small' | 'both',
): TestPointResult[] {
  const draws = new Draws(key, purpose.check + count);
  const mass = plan.quantity === 'mass';
  // Who is asked for both flows delivers three times at each (JJG 443) and states the mean.
  const runs = flows === 'both' ? 3 : 1;
  const results: TestPointResult[] = [];
  for (let k = 0; k < plan.nominal.length; k++) {
    if (mass ? k < 2 : flows === (k % 2 === 0 ? 'large' : 'small')) continue;
    const nominal = plan.nominal[k]!;
    const cheat = PARTS * (UNITS * i + plan.nozzle[k]!) + part.fraud;
    const hidden = s.parts[cheat]! - s.reference[cheat]!;
    let error = trueError(s, i, plan, k, false) + (standard.error - hidden) * 1e-6 * nominal;
    if (mass) {
      // Where the indication stands between two steps is anybody's guess.
      error = Math.round(error / interval + 0.1 * draws.normal()) * interval;
    } else error += (standard.noise / Math.sqrt(runs)) * 1e-6 * nominal * draws.normal();
    // Dirt on the pan, a measure that was not wetted or not drained.
    if (draws.chance(standard.slips)) error += (mass ? draws.sign() * interval : -40) * (1 + draws.uniform());
    const reading = mass ? 0.3 * interval : (180e-6 * nominal) / Math.sqrt(runs);
    const known = standard.claimed * 1e-6 * nominal;
    results.push({
      quantity: plan.quantity,
      nominal,
      ...(mass ? {} : { nozzle: plan.nozzle[k]!, flow: plan.flow[k]! }),
      error: Math.round(error) + 0,
      uncertainty: Math.round(10 * Math.sqrt(reading * reading + known * known)) / 10,
      limit: plan.limit[k]!,
    });
  }
  return results;
}
