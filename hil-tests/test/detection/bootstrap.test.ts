import { beforeAll, describe, expect, it } from 'vitest';
import { scaleDefaults } from '../../../firmware/src/metrology/index.js';
import { CHANNEL_ZERO_AT, INNOVATION, LAST_OFF, RECENT_COUNT } from '../../../firmware/src/metrology/layout.js';
import { createRandom, type LoadCellOptions } from '../../src/physics/index.js';
import { runDays } from './assess.js';
import { type Compiled, type CompiledScale, compileDetectors, compileScale } from './compiled.js';

// Where the operating limits in firmware/src/metrology/defaults.ts come from. Published limits (h 4 or 5) presume independent
// normal observations. The standardised innovations of a scale in trade are neither: something of the correlation over hours is
// left, they carry an offset that differs from scale to scale (its baseline is uncertain) and wild values from goods left on the
// pan. So: take those of simulated healthy scales of several kinds, resample them in blocks of three days (moving blocks keep
// correlation and offset), and ask how often each scheme would signal.

interface Hours {
  innovations: number[];
  deviations: number[];
}

const HOURS_PER_YEAR = 8760;
const BLOCK = 72;

const kinds: Partial<LoadCellOptions>[] = [
  {},
  { zeroTemperatureCoefficient: 0.2 },
  { zeroTemperatureCoefficient: -0.2, temperatureLag: 5400 },
  { zeroTemperatureCoefficient: 0.05, temperatureLag: 900 },
];

/** Innovations as the detectors see them, and the deviations behind them, hourly, of one healthy scale over 30 days. */
function hourlyZeros(scale: CompiledScale, options: Partial<LoadCellOptions>, seed: number): Hours {
  const series: Hours = { innovations: [], deviations: [] };
  let seen = 0;
  runDays(scale, { samplePeriodMs: 4000, quietPeriodMs: 60_000, ...options }, seed, 30, undefined, () => {
    const count = scale.memoryOf()[CHANNEL_ZERO_AT + RECENT_COUNT]!;
    if (count === seen) return;
    seen = count;
    series.innovations.push(scale.workOf()[INNOVATION]!);
    series.deviations.push(scale.memoryOf()[CHANNEL_ZERO_AT + LAST_OFF]!);
  });
  return series;
}

const defaults = scaleDefaults({
  accuracyClass: 3,
  maximum: 3000,
  verificationInterval: 1000,
  zeroCounts: 0,
  countsPerMilliE: { numerator: 1, denominator: 1 },
  samplePeriodMs: 1000,
});
const limits = {
  ewma: defaults.ewmaLimit / 100,
  cusum: defaults.cusumLimit / 100,
  slow: defaults.slowLimit / 100,
};

let compiled: Compiled;
let series: number[][];
let deviations: number[][];
beforeAll(async () => {
  compiled = await compileDetectors();
  const scale = await compileScale();
  const hours = Array.from({ length: 12 }, (_, i) => hourlyZeros(scale, kinds[i % kinds.length]!, 101 + i));
  series = hours.map((one) => one.innovations);
  deviations = hours.map((one) => one.deviations);
}, 300_000);

/** Per-year maxima of the statistics over resampled years. */
function resampledMaxima(years: number, seed: number, cusumReference: number, slowReference: number) {
  const random = createRandom(seed);
  const sums = new Float64Array(8);
  let ewma = 0;
  const maxima: { ewma: number; cusum: number; slow: number }[] = [];
  let top = { ewma: 0, cusum: 0, slow: 0 };
  let hour = 0;
  while (maxima.length < years) {
    const from = series[Math.floor(random.uniform() * series.length)]!;
    const start = Math.floor(random.uniform() * (from.length - BLOCK));
    for (let i = 0; i < BLOCK; i++) {
      const z = Math.max(-4, Math.min(4, from[start + i]!));
      ewma = compiled.ewmaStep(ewma, z, 1, 8);
      compiled.cusumStep(sums, 0, z, cusumReference);
      compiled.cusumStep(sums, 4, Math.max(-2, Math.min(2, z)), slowReference);
      top.ewma = Math.max(top.ewma, Math.abs(ewma));
      top.cusum = Math.max(top.cusum, sums[0]!, sums[2]!);
      top.slow = Math.max(top.slow, sums[4]!, sums[6]!);
      if (++hour % HOURS_PER_YEAR === 0) {
        maxima.push(top);
        top = { ewma: 0, cusum: 0, slow: 0 };
      }
    }
  }
  return maxima;
}

const quantile = (values: number[], share: number) =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))]!;

describe('operating limits of the zero detectors, by block bootstrap', () => {
  it('at the defaults fewer than one healthy scale in twenty signals in a year', () => {
    const maxima = resampledMaxima(200, 1, defaults.cusumReference / 100, defaults.slowReference / 100);
    const at95 = {
      ewma: quantile(
        maxima.map((one) => one.ewma),
        0.95,
      ),
      cusum: quantile(
        maxima.map((one) => one.cusum),
        0.95,
      ),
      slow: quantile(
        maxima.map((one) => one.slow),
        0.95,
      ),
    };
    console.info(`95 % quantile of the yearly maximum: ${JSON.stringify(at95)}; limits ${JSON.stringify(limits)}`);
    expect(at95.ewma).toBeLessThan(limits.ewma);
    expect(at95.cusum).toBeLessThan(limits.cusum);
    expect(at95.slow).toBeLessThan(limits.slow);
  });

  it("the textbook's limits would cry wolf within the year: k 0.5, h 5", () => {
    const maxima = resampledMaxima(50, 2, 0.5, 0.5);
    expect(
      quantile(
        maxima.map((one) => one.cusum),
        0.05,
      ),
    ).toBeGreaterThan(5);
  });

  it('the deviations are correlated and not centred; the innovations much less correlated', () => {
    const means = deviations.map((one) => one.reduce((sum, off) => sum + off, 0) / one.length);
    expect(Math.max(...means.map(Math.abs))).toBeGreaterThan(20); // 0.001 e
    const before = quantile(deviations.map(correlation), 0.5);
    const after = quantile(series.map(correlation), 0.5);
    console.info(`correlation of neighbours: deviations ${before.toFixed(2)}, innovations ${after.toFixed(2)}`);
    expect(before).toBeGreaterThan(0.3);
    expect(after).toBeLessThan(before - 0.2);
  });
});

/** Correlation of neighbours, wild values cut at four of the series' own median deviations. */
function correlation(raw: number[]): number {
  const middle = quantile(raw, 0.5);
  const cut =
    4 *
    quantile(
      raw.map((one) => Math.abs(one - middle)),
      0.5,
    );
  const one = raw.map((value) => Math.max(-cut, Math.min(cut, value - middle)));
  const variance = one.reduce((sum, z) => sum + z * z, 0);
  return one.slice(1).reduce((sum, z, i) => sum + z * one[i]!, 0) / variance;
}
