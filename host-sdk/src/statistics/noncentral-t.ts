import { incompleteBeta } from './incomplete-beta.js';
import { logGamma } from './log-gamma.js';
import { normalCdf } from './normal-distribution.js';

/**
 * Distribution function of the noncentral t distribution with `degrees` of freedom and noncentrality `shift`: Lenth, Algorithm AS 243 (Applied
 * Statistics 38, 1989), absolute error below 1e-9. Beyond a shift of 37 its Poisson weights vanish in a double, and the distribution is
 * integrated.
 *
 * @param degrees above 0
 */
export function noncentralTCdf(t: number, degrees: number, shift: number): number {
  if (t < 0) return 1 - noncentralTCdf(-t, degrees, -shift);
  if (Math.abs(shift) > 37) return averaged(t, degrees, shift);
  const left = normalCdf(-shift);
  if (t === 0) return left;
  const x = (t * t) / (t * t + degrees);
  const half = (shift * shift) / 2;
  const b = degrees / 2;
  // terms of two Poisson-weighted sums of incomplete beta functions, each following from the one before
  let p = 0.5 * Math.exp(-half);
  let q = Math.sqrt(2 / Math.PI) * p * shift;
  let rest = 0.5 - p;
  let a = 0.5;
  let odd = incompleteBeta(x, a, b);
  let even = incompleteBeta(x, 1, b);
  const front = Math.exp(b * Math.log1p(-x));
  let oddStep = 2 * Math.exp(logGamma(b + 0.5) - logGamma(0.5) - logGamma(b)) * Math.sqrt(x) * front;
  let evenStep = b * x * front;
  let sum = p * odd + q * even;
  for (let i = 1; i < 100_000; i++) {
    a += 1;
    odd -= oddStep;
    even -= evenStep;
    oddStep *= (x * (a + b - 1)) / a;
    evenStep *= (x * (a + b - 0.5)) / (a + 0.5);
    p *= half / i;
    q *= half / (i + 0.5);
    rest -= p;
    sum += p * odd + q * even;
    if (i > half && Math.abs(2 * rest * (odd - oddStep)) < 1e-14) break;
  }
  return Math.min(1, Math.max(0, sum + left));
}

const STEPS = 2000;

/** P(Z ≤ t s − shift) for a standard normal Z, averaged over the sample deviation s by Simpson's rule. */
function averaged(t: number, degrees: number, shift: number): number {
  const spread = 12 / Math.sqrt(2 * degrees);
  const from = Math.max(0, 1 - spread);
  const width = (1 + spread - from) / STEPS;
  const front = (degrees / 2) * Math.log(degrees / 2) - logGamma(degrees / 2) + Math.LN2;
  let sum = 0;
  for (let i = 0; i <= STEPS; i++) {
    const s = from + i * width;
    if (s <= 0) continue;
    const density = Math.exp(front + (degrees - 1) * Math.log(s) - (degrees * s * s) / 2);
    sum += (i === 0 || i === STEPS ? 1 : 2 + 2 * (i % 2)) * density * normalCdf(t * s - shift);
  }
  return (sum * width) / 3;
}
