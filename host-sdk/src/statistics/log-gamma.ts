/** Coefficients B(2k) / (2k (2k − 1)) of the Stirling series (Abramowitz and Stegun 6.1.41). */
const STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156];
const HALF_LOG_TWO_PI = 0.9189385332046727;

/**
 * ln Γ(x) for x > 0, absolute error below 1e-13 up to 1e4 and relative error below 1e-15 beyond: Stirling's series, from 15 on; smaller
 * arguments are led there by the recurrence.
 */
export function logGamma(x: number): number {
  if (!(x > 0)) return Number.NaN;
  let product = 1;
  let at = x;
  while (at < 15) product *= at++;
  const inverse = 1 / at;
  let series = 0;
  for (let k = STIRLING.length - 1; k >= 0; k--) series = series * inverse * inverse + STIRLING[k]!;
  return (at - 0.5) * Math.log(at) - at + HALF_LOG_TWO_PI + series * inverse - Math.log(product);
}

/** ln of the binomial coefficient n over k, for integers 0 ≤ k ≤ n. */
export function logChoose(n: number, k: number): number {
  return k === 0 || k === n ? 0 : logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
}
