/**
 * Complementary error function, relative error below 1e-13: the Taylor series of erf near zero, Lentz's continued fraction
 * (Abramowitz and Stegun 7.1.14) beyond. Our own, so that a decision recomputed elsewhere gives the same digits.
 */
export function erfc(x: number): number {
  if (x < 0) return 2 - erfc(-x);
  if (x > 27) return 0;
  if (x < 2) {
    let term = x;
    let sum = x;
    for (let n = 1; n < 60; n++) {
      term *= (-x * x) / n;
      sum += term / (2 * n + 1);
    }
    return 1 - (2 / Math.sqrt(Math.PI)) * sum;
  }
  // erfc(x) = exp(-x²)/√π · 1/(x + (1/2)/(x + 1/(x + (3/2)/(x + …)))), evaluated from the inside.
  let fraction = x;
  for (let n = 80; n > 0; n--) fraction = x + n / 2 / fraction;
  return Math.exp(-x * x) / Math.sqrt(Math.PI) / fraction;
}

/**
 * Distribution function of the standard normal distribution, relative error below 1e-13 also in the tails: the rational approximations of
 * W. J. Cody (Math. Comp. 23, 1969) up to |z| = √32, where a fleet's millions of probabilities lie, and `erfc` beyond.
 */
export function normalCdf(z: number): number {
  const size = Math.abs(z);
  if (!(size <= rationalUpTo)) return 0.5 * erfc(-z / Math.SQRT2);
  const square = z * z;
  if (size <= 0.67448975) {
    let above = centreAbove[4]! * square;
    let below = square;
    for (let i = 0; i < 3; i++) {
      above = (above + centreAbove[i]!) * square;
      below = (below + centreBelow[i]!) * square;
    }
    return 0.5 + (z * (above + centreAbove[3]!)) / (below + centreBelow[3]!);
  }
  let above = tailAbove[8]! * size;
  let below = size;
  for (let i = 0; i < 7; i++) {
    above = (above + tailAbove[i]!) * size;
    below = (below + tailBelow[i]!) * size;
  }
  const tail = (Math.exp(-square / 2) * (above + tailAbove[7]!)) / (below + tailBelow[7]!);
  return z > 0 ? 1 - tail : tail;
}

const rationalUpTo = Math.sqrt(32);
const centreAbove = [
  2.2352520354606837, 161.02823106855587, 1067.6894854603709, 18154.98125334356, 0.06568233791820745,
];
const centreBelow = [47.202581904688245, 976.0985517377767, 10260.932208618979, 45507.78933502673];
const tailAbove = [
  0.39894151208813466, 8.883149794388377, 93.50665613217785, 597.2702763948002, 2494.5375852903726, 6848.190450536283,
  11602.65143764735, 9842.714838383978, 1.0765576773720192e-8,
];
const tailBelow = [
  22.266688044328117, 235.387901782625, 1519.3775994075547, 6485.558298266761, 18615.571640885097, 34900.95272114598,
  38912.00328609327, 19685.429676859992,
];

/** Density of a normal distribution of this variance, above 0, at a distance from its mean. */
export function normalDensity(distance: number, variance: number): number {
  return Math.exp((-distance * distance) / (2 * variance)) / Math.sqrt(2 * Math.PI * variance);
}

/**
 * Probability that a quantity known as `value` with standard uncertainty `uncertainty` (normal) lies outside [lower, upper]:
 * 1 − p_c of JCGM 106:2012 §7.2. With no uncertainty it is 0 or 1.
 */
export function probabilityOutside(value: number, uncertainty: number, lower: number, upper: number): number {
  if (uncertainty <= 0) return value < lower || value > upper ? 1 : 0;
  return normalCdf((lower - value) / uncertainty) + normalCdf((value - upper) / uncertainty);
}
