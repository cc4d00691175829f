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

/** Distribution function of the standard normal distribution. */
export function normalCdf(z: number): number {
  return 0.5 * erfc(-z / Math.SQRT2);
}

/**
 * Probability that a quantity known as `value` with standard uncertainty `uncertainty` (normal) lies outside [lower, upper]:
 * 1 − p_c of JCGM 106:2012 §7.2. With no uncertainty it is 0 or 1.
 */
export function probabilityOutside(value: number, uncertainty: number, lower: number, upper: number): number {
  if (uncertainty <= 0) return value < lower || value > upper ? 1 : 0;
  return normalCdf((lower - value) / uncertainty) + normalCdf((value - upper) / uncertainty);
}
