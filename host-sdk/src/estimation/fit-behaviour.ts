import type { BehaviourPrior } from './behaviour-prior.js';
import type { Sums } from './behaviour-sums.js';

/** Years' worth of belief in the rate of steps of the level above, for each increment's worth. */
const yearsForIncrement = 1;

/** Two measurements cannot tell a fast drift from a step: beyond this spread, in limits a year, it is taken for one. */
const greatestDriftSpread = 0.7;

/**
 * The behaviour that the sums of a population speak for, leaning on the one above it as if that were `weight` increments of its own
 * (maximum of the posterior with conjugate priors).
 */
export function fitBehaviour(sums: Sums, above: BehaviourPrior, weight: number): BehaviourPrior {
  const pooled = (value: number, count: number, prior: number, strength: number) =>
    (value + strength * prior) / (count + strength);
  // Beliefs about a way of behaving weigh by how many increments of it are believed in.
  const asDrifting = Math.max(3, weight * above.driftingShare);
  const asSpread = 20;
  const asStepped = 5;
  const driftRate = pooled(sums.driftRates, sums.driftWeight, above.driftRate, asDrifting);
  const secondMoment = pooled(
    sums.driftSquares,
    sums.driftWeight,
    above.driftSpread ** 2 + above.driftRate ** 2,
    asSpread,
  );
  const stepSquares = pooled(sums.stepSquares, sums.stepped, above.stepSpread ** 2, asStepped);
  return {
    ...above,
    driftingShare: clamp(pooled(sums.drifting, sums.unstepped, above.driftingShare, weight), 0.01, 0.95),
    driftRate: clamp(driftRate, -5, 5),
    driftSpread: Math.sqrt(clamp(secondMoment - driftRate ** 2, 0.1 ** 2, greatestDriftSpread ** 2)),
    walk: clamp(pooled(sums.steadySquares, sums.steady, above.walk, weight), 0.0005, 0.25),
    stepRate: clamp(pooled(sums.stepsByTime, sums.years, above.stepRate, weight * yearsForIncrement), 0.0005, 2),
    stepSpread: Math.sqrt(clamp(stepSquares, 0.3 ** 2, 4)),
    strayShare: clamp(pooled(sums.strayed, sums.stepped + sums.strayed, above.strayShare, 10), 0.02, 0.8),
  };
}

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));
