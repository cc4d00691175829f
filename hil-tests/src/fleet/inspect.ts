import type { TestPointResult } from '@hengzhun/host-sdk';
import { blunder, type Inspector } from './inspectors.js';
import type { Draws } from './random.js';
import type { FleetState } from './state.js';
import { type TestPlan, trueError } from './true-error.js';

/** Errors are written down to this, mg or mL. */
const quantised = (value: number, perUnit: number) => Math.round(value * perUnit) / perUnit + 0;

/**
 * What an inspector finds at every test point. Covert, he buys as a customer and measures afterwards: fewer points, less sure, and a cheat
 * is on.
 */
export function inspect(
  state: FleetState,
  index: number,
  plan: TestPlan,
  interval: number,
  by: Inspector,
  draws: Draws,
  options: { covert: boolean; limits: readonly number[] },
): TestPointResult[] {
  const results: TestPointResult[] = [];
  const mass = plan.quantity === 'mass';
  const { covert } = options;
  const bias = mass ? by.massBias + by.massStandard : by.volumeBias + by.volumeStandard;
  for (let k = 0; k < plan.nominal.length; k++) {
    const nominal = plan.nominal[k]!;
    const dice = [draws.normal(), draws.uniform(), draws.uniform()] as const;
    // A customer buys something up to half of Max, or fills a tank at the large flow.
    if (covert && (mass ? k > 1 : k % 2 === 0)) continue;
    const noise = (mass ? by.massNoise * interval : by.volumeNoise * 1e-6 * nominal) * (covert ? 2 : 1);
    let error = trueError(state, index, plan, k, covert) + bias * 1e-6 * nominal + noise * dice[0];
    const rounds = mass && (by.rounds || covert);
    if (rounds) error = Math.round(error / interval + dice[1] - 0.5) * interval;
    if (dice[2] < by.blunders) error = blunder(error, nominal, mass ? interval : 20, draws);
    const systematic = (mass ? 30 : 150) * 1e-6 * nominal;
    const rounding = rounds ? 0.29 * interval : 0;
    const uncertainty = Math.sqrt(noise * noise + systematic * systematic + rounding * rounding) * by.claim;
    results.push({
      quantity: plan.quantity,
      nominal,
      ...(mass ? {} : { nozzle: plan.nozzle[k]!, flow: plan.flow[k]! }),
      error: quantised(error, mass ? 100 / interval : 10),
      uncertainty: Math.max(mass ? 1 : 0.1, quantised(uncertainty, mass ? 100 / interval : 10)),
      limit: options.limits[k]!,
    });
  }
  return results;
}

export const passes = (points: readonly TestPointResult[]) =>
  points.every(({ error, limit }) => Math.abs(error) <= limit + 1e-9);
