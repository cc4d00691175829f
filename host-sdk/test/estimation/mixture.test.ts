import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BehaviourPrior, unknownPopulation } from '../../src/estimation/behaviour-prior.js';
import { measureMixture } from '../../src/estimation/measure-mixture.js';
import {
  COMPONENT_SIZE,
  COMPONENTS,
  COVARIANCE,
  DRIFTING,
  ERROR,
  ERROR_VARIANCE,
  MIXTURE_SIZE,
  RATE,
  RATE_VARIANCE,
  STEADY,
  WEIGHT,
} from '../../src/estimation/mixture.js';
import * as summary from '../../src/estimation/mixture-summary.js';
import { resetMixture } from '../../src/estimation/new-estimate.js';
import { passageOf } from '../../src/estimation/passage.js';
import { ERRORS_SIZE, predictErrors } from '../../src/estimation/predict-errors.js';
import { predictMixture as predict } from '../../src/estimation/predict-mixture.js';
import { probabilityOutside } from '../../src/statistics/normal-distribution.js';

const still = passageOf(0, unknownPopulation, 1);
const errorsOf = (mixture: Float64Array, years = 0, prior = unknownPopulation) => {
  const errors = new Float64Array(ERRORS_SIZE);
  predictErrors(errors, mixture, 0, years > 0 ? passageOf(years, prior, 1) : still, 0);
  return errors;
};
const meanError = (mixture: Float64Array, _at: number) => summary.meanError(errorsOf(mixture));
const errorDeviation = (mixture: Float64Array, _at: number, mean: number) =>
  summary.errorDeviation(errorsOf(mixture), mean);
const probabilityBeyondLimit = (mixture: Float64Array, _at: number) =>
  summary.probabilityBeyondLimit(errorsOf(mixture));
const predictMixture = (
  target: Float64Array,
  to: number,
  source: Float64Array,
  from: number,
  years: number,
  prior: BehaviourPrior,
) => predict(target, to, source, from, passageOf(years, prior, 1));

const exact = { variance: 0.01, common: 0, resolution: 0, blunderShare: 0, blunderVariance: 1, floor: 0 };

/** One normal distribution: what a Kalman filter knows. */
function single(error: number, rate: number, errorVariance: number, covariance: number, rateVariance: number) {
  const mixture = new Float64Array(MIXTURE_SIZE);
  mixture.set([1, error, rate, errorVariance, covariance, rateVariance], STEADY * COMPONENT_SIZE);
  return mixture;
}

const quiet: BehaviourPrior = { ...unknownPopulation, driftOnset: 0, stepRate: 0, walk: 0 };

const priors = fc.record({
  initialError: fc.double({ min: -0.5, max: 0.5, noNaN: true }),
  initialSpread: fc.double({ min: 0.05, max: 1, noNaN: true }),
  driftingShare: fc.double({ min: 0.01, max: 0.9, noNaN: true }),
  driftRate: fc.double({ min: -1, max: 1, noNaN: true }),
  driftSpread: fc.double({ min: 0.05, max: 2, noNaN: true }),
  steadySpread: fc.double({ min: 0.01, max: 0.2, noNaN: true }),
  walk: fc.double({ min: 0, max: 0.2, noNaN: true }),
  driftOnset: fc.double({ min: 0, max: 0.5, noNaN: true }),
  stepRate: fc.double({ min: 0, max: 1, noNaN: true }),
  stepSpread: fc.double({ min: 0.1, max: 2, noNaN: true }),
  strayShare: fc.double({ min: 0, max: 1, noNaN: true }),
  straySpread: fc.double({ min: 1, max: 8, noNaN: true }),
  pointFactor: fc.double({ min: 0.5, max: 2, noNaN: true }),
  pointSpread: fc.double({ min: 0.03, max: 0.5, noNaN: true }),
});

function expectSound(mixture: Float64Array): void {
  let sum = 0;
  for (let c = 0; c < COMPONENTS; c++) {
    const at = c * COMPONENT_SIZE;
    sum += mixture[at + WEIGHT]!;
    expect(mixture[at + WEIGHT]).toBeGreaterThanOrEqual(0);
    const [variance, covariance, rateVariance] = mixture.subarray(at + ERROR_VARIANCE, at + ERROR_VARIANCE + 3);
    expect(variance).toBeGreaterThanOrEqual(0);
    expect(rateVariance).toBeGreaterThanOrEqual(-1e-12);
    expect(covariance! ** 2).toBeLessThanOrEqual(variance! * Math.max(0, rateVariance!) * (1 + 1e-6) + 1e-9);
  }
  expect(sum).toBeCloseTo(1, 9);
}

describe('mixture of error and rate', () => {
  it('of one component is the Kalman filter: the weighted mean of two values (JCGM 100, H.1 of its annexes on least squares)', () => {
    const mixture = single(0.2, 0, 0.04, 0, 0);
    measureMixture(mixture, 0, 0.5, exact, quiet);
    // Weights 1/0.04 and 1/0.01: (25 · 0.2 + 100 · 0.5) / 125, variance 1/125.
    expect(mixture[ERROR]).toBeCloseTo(0.44, 12);
    expect(mixture[ERROR_VARIANCE]).toBeCloseTo(1 / 125, 12);
  });

  it('does not become sure of what all measurements have in common (Schmidt–Kalman: the variance of the weights that it uses, JCGM 100, 5.2.2)', () => {
    const [before, common, own] = [0.25, 0.04, 0.01];
    const mixture = single(0, 0, before, 0, 0);
    const model = { ...exact, variance: own, common };
    const weights: number[] = [];
    let covariance = 0;
    for (let n = 1; n <= 12; n++) {
      const error = mixture[ERROR]!;
      covariance = measureMixture(mixture, 0, error + 1, model, quiet, covariance);
      const gain = mixture[ERROR]! - error;
      for (let i = 0; i < weights.length; i++) weights[i] = weights[i]! * (1 - gain);
      weights.push(gain);
      const sum = weights.reduce((total, one) => total + one, 0);
      const squares = weights.reduce((total, one) => total + one * one, 0);
      // Error = Σ w (E + common + own) − E, with independent variances.
      const variance = (1 - sum) ** 2 * before + sum ** 2 * common + squares * own;
      expect(mixture[ERROR_VARIANCE]).toBeCloseTo(variance, 12);
      // No less than if what they have in common were all.
      expect(variance).toBeGreaterThan((before * common) / (before + common));
    }
    // An independent measurement counts as such.
    const left = mixture[ERROR_VARIANCE]!;
    measureMixture(mixture, 0, 0.2, exact, quiet, covariance);
    expect(mixture[ERROR_VARIANCE]).toBeCloseTo(1 / (1 / left + 1 / exact.variance), 12);
  });

  it('learns nothing of the error within the step in which it was read', () => {
    for (const read of [0.3, 0.25, 0.45]) {
      const mixture = single(0.35, 0, 0.04, 0, 0);
      measureMixture(mixture, 0, read, { ...exact, resolution: 0.2 }, quiet);
      expect(mixture[ERROR]).toBeCloseTo(0.35, 12);
    }
    const mixture = single(0.35, 0, 0.04, 0, 0);
    measureMixture(mixture, 0, 0.65, { ...exact, resolution: 0.2 }, quiet);
    // 0.2 of the 0.3 lie beyond half a step; gain 0.04 / 0.05.
    expect(mixture[ERROR]).toBeCloseTo(0.35 + 0.8 * 0.2, 12);
  });

  it('learns the rate from two measurements: the slope of the line through them', () => {
    const mixture = single(0, 0, 100, 0, 100);
    measureMixture(mixture, 0, 0.1, exact, quiet);
    predictMixture(mixture, 0, mixture, 0, 2, quiet);
    measureMixture(mixture, 0, 0.7, exact, quiet);
    expect(mixture[RATE]).toBeCloseTo(0.3, 3);
    // Variance of a slope over two years between two values of variance 0.01.
    expect(mixture[RATE_VARIANCE]).toBeCloseTo(0.02 / 4, 3);
  });

  it('lets a steady error grow uncertain by the random walk alone', () => {
    const mixture = single(0.2, 0, 0.04, 0, 0);
    predictMixture(mixture, 0, mixture, 0, 4, { ...quiet, walk: 0.01 });
    expect(mixture[ERROR_VARIANCE]).toBeCloseTo(0.08, 12);
    expect(mixture[ERROR]).toBe(0.2);
  });

  it('makes steps by the exponential law', () => {
    const mixture = single(0, 0, 0.01, 0, 0);
    predictMixture(mixture, 0, mixture, 0, 3, { ...quiet, stepRate: 0.1 });
    expect(mixture[STEADY * COMPONENT_SIZE]).toBeCloseTo(Math.exp(-0.3), 12);
    expectSound(mixture);
  });

  it('has the probability of JCGM 106:2012 §7.2 for one component', () => {
    const mixture = single(0.8, 0, 0.09, 0, 0);
    expect(probabilityBeyondLimit(mixture, 0)).toBeCloseTo(probabilityOutside(0.8, 0.3, -1, 1), 12);
  });

  it('is brought to a day by its errors alone as by the whole of it', () => {
    fc.assert(
      fc.property(
        priors,
        fc.double({ min: 0.01, max: 4, noNaN: true }),
        fc.double({ min: -2, max: 2, noNaN: true }),
        (prior, years, value) => {
          const mixture = new Float64Array(MIXTURE_SIZE);
          resetMixture(mixture, 0, prior);
          predictMixture(mixture, 0, mixture, 0, years, prior);
          measureMixture(
            mixture,
            0,
            value,
            { variance: 0.04, common: 0, resolution: 0, blunderShare: 0.01, blunderVariance: 9, floor: 0 },
            prior,
          );
          const whole = mixture.slice();
          predictMixture(whole, 0, whole, 0, years, prior);
          const [quick, slow] = [errorsOf(mixture, years, prior), errorsOf(whole)];
          for (const [index, number] of quick.entries()) expect(number).toBeCloseTo(slow[index]!, 9);
        },
      ),
    );
  });

  it('stays a distribution whatever happens', () => {
    const happenings = fc.array(
      fc.record({
        years: fc.double({ min: 0, max: 5, noNaN: true }),
        value: fc.option(fc.double({ min: -50, max: 50, noNaN: true }), { nil: undefined }),
        variance: fc.double({ min: 1e-4, max: 4, noNaN: true }),
      }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(priors, happenings, (prior, list) => {
        const mixture = new Float64Array(MIXTURE_SIZE);
        resetMixture(mixture, 0, prior);
        for (const { years, value, variance } of list) {
          predictMixture(mixture, 0, mixture, 0, years, prior);
          expectSound(mixture);
          const model = { variance, common: 0, resolution: 0, blunderShare: 0.01, blunderVariance: 9, floor: 0.001 };
          if (value !== undefined) measureMixture(mixture, 0, value, model, prior);
          expectSound(mixture);
          const outside = probabilityBeyondLimit(mixture, 0);
          expect(outside).toBeGreaterThanOrEqual(0);
          expect(outside).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('keeps mean and variance of the whole when it merges: time in one piece or in ten', () => {
    fc.assert(
      fc.property(priors, fc.double({ min: 0.1, max: 3, noNaN: true }), (prior, years) => {
        // Steps on top of steps and drift that began before a step are what merging approximates; without them time adds up exactly.
        const simple = { ...prior, driftOnset: 0, stepRate: 0 };
        const once = new Float64Array(MIXTURE_SIZE);
        resetMixture(once, 0, simple);
        const often = once.slice();
        predictMixture(once, 0, once, 0, years, simple);
        for (let i = 0; i < 10; i++) predictMixture(often, 0, often, 0, years / 10, simple);
        const mean = meanError(once, 0);
        expect(meanError(often, 0)).toBeCloseTo(mean, 9);
        expect(errorDeviation(often, 0, mean)).toBeCloseTo(errorDeviation(once, 0, mean), 9);
      }),
    );
  });

  it('does not follow one blunder, and follows a step that two measurements agree on', () => {
    const model = { variance: 0.0025, common: 0, resolution: 0, blunderShare: 0.01, blunderVariance: 9, floor: 0 };
    const prior: BehaviourPrior = { ...unknownPopulation, stepRate: 0.005, strayShare: 0.3 };
    const mixture = new Float64Array(MIXTURE_SIZE);
    resetMixture(mixture, 0, prior);
    for (let month = 0; month < 24; month++) {
      predictMixture(mixture, 0, mixture, 0, 1 / 12, prior);
      measureMixture(mixture, 0, 0.1, model, prior);
    }
    predictMixture(mixture, 0, mixture, 0, 1 / 12, prior);
    measureMixture(mixture, 0, 3, model, prior);
    expect(meanError(mixture, 0)).toBeLessThan(0.6);
    predictMixture(mixture, 0, mixture, 0, 1 / 365, prior);
    measureMixture(mixture, 0, 3.05, model, prior);
    expect(meanError(mixture, 0)).toBeCloseTo(3, 0);
    expect(probabilityBeyondLimit(mixture, 0)).toBeGreaterThan(0.9);
    measureMixture(mixture, 0, 2.98, model, prior);
    expect(probabilityBeyondLimit(mixture, 0)).toBeGreaterThan(0.99);
  });

  it('knows a drifting instrument by its rate', () => {
    const prior: BehaviourPrior = { ...unknownPopulation, stepRate: 0.002, walk: 0.001 };
    const mixture = new Float64Array(MIXTURE_SIZE);
    resetMixture(mixture, 0, prior);
    for (let year = 0; year < 4; year++) {
      measureMixture(mixture, 0, 0.2 * year, { ...exact, variance: 0.0009 }, prior);
      predictMixture(mixture, 0, mixture, 0, 1, prior);
    }
    expect(mixture[DRIFTING * COMPONENT_SIZE]).toBeGreaterThan(0.9);
    expect(mixture[DRIFTING * COMPONENT_SIZE + RATE]).toBeCloseTo(0.2, 1);
    expect(mixture[DRIFTING * COMPONENT_SIZE + COVARIANCE]).toBeGreaterThan(0);
  });
});
