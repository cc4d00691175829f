import type { Verification } from '@hengzhun/host-sdk';
import { isScale } from './population.js';
import { Draws, keyOf } from './random.js';
import type { Visits } from './visits.js';
import { BEFORE, type World } from './world.js';

const DAY = 86_400_000;

/** The years before the start, under plain periodic verification: late as traders are late, adjusted where it failed. */
export function liveHistory(world: World, visits: Visits): Verification[] {
  const history: Verification[] = [];
  const late = world.stations.map((station, i) => {
    const draws = new Draws(keyOf(world.seed, 'lateness', i));
    // From one verification to the next it is another delay.
    return () => 7 * DAY * station.trader.lateness * draws.exponential();
  });
  const due = new Float64Array(world.size).fill(Number.NaN);
  for (let step = 0; step < BEFORE; step++) {
    for (const i of world.stepWeek()) if (step > 0) history.push(visits.initial(i));
    for (let i = 0; i < world.size; i++) {
      if (!world.isAlive(i)) continue;
      const interval = (isScale(world.makings[i]!.type) ? 365 : 182) * DAY;
      if (Number.isNaN(due[i]!)) due[i] = world.state.lastVerified[i]! + interval + late[i]!();
      if (world.now < due[i]!) continue;
      due[i] = world.now + interval + late[i]!();
      history.push(periodic(world, visits, i));
    }
  }
  return history;
}

function periodic(world: World, visits: Visits, i: number): Verification {
  const found = visits.visit(i, 'subsequent-verification', false);
  if (found.outcome === 'pass') return found;
  const left = visits.repair(i);
  if (left !== undefined) return { ...found, pointsAfter: left.points };
  // Beyond repair: the same place, the same instrument, with new parts in it.
  world.renew(i);
  return { ...found, pointsAfter: visits.measure(i) };
}
