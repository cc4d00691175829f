import { failureKind } from './kinds.js';

/**
 * Cumulative hazard of a part: infant mortality that is over within a year or so, chance failures at a constant rate, and wear-out by
 * cumulative use. A bathtub when differentiated.
 *
 * @param age of the part, years
 * @param use of the part, years of an ordinary trader
 * @param life use until wear-out has taken half
 * @param rate of infant and chance failures, relative to an ordinary type
 */
export function cumulativeHazard(age: number, use: number, life: number, rate: number): number {
  const infant = 0.005 * (1 - Math.exp(-Math.sqrt(age / 0.3)));
  const chance = 0.0012 * age;
  const worn = use / (2.7 * life);
  return rate * (infant + chance) + 0.69 * worn * worn * worn;
}

/** How a failure shows in the error, ppm, `age` weeks after it began. */
export function failureError(kind: number, size: number, age: number, burst: number): number {
  switch (kind) {
    case failureKind.step:
      return size;
    case failureKind.growing:
      return size * (age / 20) ** 1.6;
    case failureKind.intermittent:
      return burst < 0.35 ? size : 0.05 * size;
    case failureKind.pulser:
      // More and more pulses get lost: less is indicated than was delivered.
      return -Math.abs(size) * (1 - Math.exp(-age / 15)) * (0.6 + 0.8 * burst);
    case failureKind.air:
      // The separator lets air through the meter, which counts it.
      return Math.abs(size) * (1 - Math.exp(-age / 25));
    default:
      return 0;
  }
}
