import type { BehaviourPrior } from './behaviour-prior.js';
import type { Sums } from './behaviour-sums.js';

/** Years' worth of belief in the rate of steps of the level above, for each increment's worth. */
const yearsForIncrement = 1;

/** Two measurements cannot tell a fast drift from a step: beyond this spread, in limits a year, it is taken for one. */
const greatestDriftSpread = 0.7;

/** Squared change of the leading point, in limits squared, that an increment's worth of belief in how points go together stands for. */
const leadingBelief = 0.02;

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
  const driftRate = pooled(sums.driftRates, sums.drifting, above.driftRate, asDrifting);
  const secondMoment = pooled(
    sums.driftSquares,
    sums.drifting,
    above.driftSpread ** 2 + above.driftRate ** 2,
    asSpread,
  );
  const stepSquares = pooled(sums.stepSquares, sums.stepped, above.stepSpread ** 2, asStepped);
  const pointFactor = fitPointFactor(sums, above, weight);
  return {
    ...above,
    driftingShare: clamp(pooled(sums.drifting, sums.unstepped, above.driftingShare, weight), 0.01, 0.95),
    driftRate: clamp(driftRate, -5, 5),
    driftSpread: Math.sqrt(clamp(secondMoment - driftRate ** 2, 0.1 ** 2, greatestDriftSpread ** 2)),
    walk: clamp(pooled(sums.steadySquares, sums.steady, above.walk, weight), 0.0005, 0.25),
    stepRate: clamp(pooled(sums.stepsByTime, sums.years, above.stepRate, weight * yearsForIncrement), 0.0005, 2),
    stepSpread: Math.sqrt(clamp(stepSquares, 0.3 ** 2, 4)),
    pointFactor,
    pointSpread: Math.sqrt(
      clamp(pooled(pointSquares(sums, pointFactor), sums.pairs, above.pointSpread ** 2, weight), 0.03 ** 2, 0.5 ** 2),
    ),
    strayShare: clamp(pooled(sums.strayed, sums.stepped + sums.strayed, above.strayShare, 10), 0.02, 0.8),
  };
}

/**
 * How a point goes along with its leading one: the line through 0 of errors in both (Deming's regression, the ratio of the variances known), because
 * a line that takes the leading point for exact would come out too flat.
 */
function fitPointFactor(sums: Sums, above: BehaviourPrior, weight: number): number {
  const ratio = sums.leadingNoise > 0 ? sums.ownNoise / sums.leadingNoise : 1;
  const believed = leadingBelief * weight;
  const leading = sums.leadingSquares + believed;
  const products = sums.products + believed * above.pointFactor;
  const own = sums.ownSquares + believed * above.pointFactor ** 2;
  const difference = own - ratio * leading;
  if (!(products > 0)) return 0.5;
  return clamp((difference + Math.sqrt(difference ** 2 + 4 * ratio * products ** 2)) / (2 * products), 0.5, 2);
}

/** Squares of what points do by themselves: what lies off the line, less what measurements make. */
function pointSquares(sums: Sums, factor: number): number {
  const off = sums.ownSquares - 2 * factor * sums.products + factor ** 2 * sums.leadingSquares;
  return off - sums.ownNoise - factor ** 2 * sums.leadingNoise;
}

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));
