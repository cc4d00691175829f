import { describe, expect, it } from 'vitest';
import { logGamma } from '../../src/statistics/log-gamma.js';
import { noncentralTCdf } from '../../src/statistics/noncentral-t.js';
import { normalCdf } from '../../src/statistics/normal-distribution.js';

/** P(T ≤ t) as what it is: the normal probability of Z ≤ t s − shift, averaged over the sample deviation s (Simpson's rule). */
function byIntegration(t: number, degrees: number, shift: number): number {
  const logFront = (degrees / 2) * Math.log(degrees / 2) - logGamma(degrees / 2) + Math.LN2;
  const density = (s: number): number =>
    s <= 0 ? 0 : Math.exp(logFront + (degrees - 1) * Math.log(s) - (degrees * s * s) / 2);
  const steps = 20_000;
  const end = 1 + 40 / Math.sqrt(degrees);
  const width = end / steps;
  let sum = 0;
  for (let i = 0; i <= steps; i++) {
    const weight = i === 0 || i === steps ? 1 : i % 2 ? 4 : 2;
    sum += weight * density(i * width) * normalCdf(t * i * width - shift);
  }
  return (sum * width) / 3;
}

describe('noncentral t distribution (AS 243)', () => {
  it.each([
    // Student's own quantiles of 97.5 % (shift 0), from any table
    [2, 4.30265273, 0.975],
    [10, 2.22813885, 0.975],
    [30, 2.04227246, 0.975],
  ])('without a shift, %d degrees of freedom: Student at %d', (degrees, t, probability) => {
    expect(noncentralTCdf(t, degrees, 0)).toBeCloseTo(probability, 8);
    expect(noncentralTCdf(-t, degrees, 0)).toBeCloseTo(1 - probability, 8);
  });

  it.each([
    [3, 1, 1],
    [5, -2, 0.5],
    [9, 4, 6],
    [20, -1, 3],
    [50, 12, 10],
    [200, 30, 32],
  ])('%d degrees of freedom, shift %d, t %d', (degrees, shift, t) => {
    expect(noncentralTCdf(t, degrees, shift)).toBeCloseTo(byIntegration(t, degrees, shift), 9);
  });

  it('goes on beyond what its series can hold', () => {
    expect(noncentralTCdf(45, 400, 45)).toBeCloseTo(byIntegration(45, 400, 45), 9);
    // both ways meet where one takes over
    expect(noncentralTCdf(38, 60, 37.0001)).toBeCloseTo(noncentralTCdf(38, 60, 36.9999), 4);
    expect(noncentralTCdf(38, 60, 36.9999)).toBeCloseTo(byIntegration(38, 60, 36.9999), 9);
  });
});
