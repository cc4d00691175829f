import { describe, expect, it } from 'vitest';
import {
  createLoadCell,
  createRandom,
  createTrade,
  type LoadCellOptions,
  ordinaryTrade,
} from '../../src/physics/index.js';

/** A cell with nothing on it and nothing wrong with it. */
const quiet: Partial<LoadCellOptions> = {
  trade: null,
  constantLoad: 0,
  whiteNoise: 0,
  correlatedNoise: [],
  humAmplitude: 0,
  outliers: 0,
  warmUpSize: 0,
  creep: [],
  temperatureAmplitude: 0,
  weatherDeviation: 0,
  thermometerNoise: 0,
  zeroTemperatureCoefficient: 0,
  spanTemperatureCoefficient: 0,
  zeroCounts: 0,
  countsPerE: 1000,
};

function readings(options: Partial<LoadCellOptions>, seconds: number, seed = 1): number[] {
  return [...createLoadCell({ ...quiet, ...options }, seed).samples(seconds * 1000)].map((one) => one.counts / 1000);
}

describe('seeded random numbers', () => {
  it('repeat for a seed and differ between seeds', () => {
    const draw = (seed: number) => Array.from({ length: 5 }, createRandom(seed).uniform);
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
  });

  it('are uniform, normal and exponential: moments within four standard errors', () => {
    const random = createRandom(42);
    const n = 200_000;
    let uniform = 0;
    let normal = 0;
    let squares = 0;
    let exponential = 0;
    for (let i = 0; i < n; i++) {
      uniform += random.uniform();
      const z = random.normal();
      normal += z;
      squares += z * z;
      exponential += random.exponential();
    }
    expect(Math.abs(uniform / n - 0.5)).toBeLessThan(4 * Math.sqrt(1 / 12 / n));
    expect(Math.abs(normal / n)).toBeLessThan(4 / Math.sqrt(n));
    expect(Math.abs(squares / n - 1)).toBeLessThan(4 * Math.sqrt(2 / n));
    expect(Math.abs(exponential / n - 1)).toBeLessThan(4 / Math.sqrt(n));
  });
});

describe('load cell', () => {
  it('is the same for the same seed, with reused and with fresh samples', () => {
    const one = [...createLoadCell({}, 9).samples(600_000)];
    const cell = createLoadCell({}, 9);
    const into = { timeMs: 0, counts: 0, temperature: undefined };
    for (const sample of one) expect(cell.next(into)).toEqual(sample);
    expect(one).toHaveLength(600);
    expect([...createLoadCell({}, 10).samples(600_000)]).not.toEqual(one);
  });

  it('gives integers within 24 bits and a rising clock', () => {
    let last = -1;
    for (const sample of createLoadCell({ countsPerE: 4000, samplePeriodMs: 100 }, 3).samples(3_600_000)) {
      expect(Number.isInteger(sample.counts) && Math.abs(sample.counts) <= 8388607).toBe(true);
      expect(Number.isInteger(sample.temperature)).toBe(true);
      expect(sample.timeMs).toBeGreaterThan(last);
      last = sample.timeMs;
    }
  });

  it('reads load times span plus zero', () => {
    expect(readings({ constantLoad: 1000, spanError: 0.001, zeroError: 2 }, 3)).toEqual([1003, 1003, 1003]);
  });

  it('creeps exponentially by the stated share of the load', () => {
    const values = readings({ constantLoad: 1000, creep: [{ share: 1e-3, time: 600 }] }, 6001);
    expect(values[600]! - 1000).toBeCloseTo(1 - Math.exp(-1), 2);
    expect(values[6000]! - 1000).toBeCloseTo(1, 2);
  });

  it('drifts linearly and steps on time', () => {
    const values = readings(
      { samplePeriodMs: 3_600_000, zeroDriftPerDay: 0.2, driftStartDay: 1, zeroSteps: [{ day: 2.5, size: 3 }] },
      4 * 86400,
    );
    expect(values[24]).toBeCloseTo(0, 2);
    expect(values[48]).toBeCloseTo(0.2, 2);
    expect(values[72]).toBeCloseTo(3.4, 2);
  });

  it('follows the daily swing of 8 degrees with its lag', () => {
    const cell = createLoadCell(
      {
        ...quiet,
        samplePeriodMs: 60_000,
        temperatureAmplitude: 8,
        zeroTemperatureCoefficient: 0.2,
        temperatureLag: 7200,
      },
      1,
    );
    let warmest = { hour: 0, value: Number.NEGATIVE_INFINITY };
    let thermometer = { hour: 0, value: Number.NEGATIVE_INFINITY };
    let coldest = Number.POSITIVE_INFINITY;
    for (const sample of cell.samples(3 * 86_400_000)) {
      if (sample.timeMs < 86_400_000) continue;
      const hour = (cell.options.startHour + sample.timeMs / 3_600_000) % 24;
      if (sample.counts > warmest.value) warmest = { hour, value: sample.counts };
      if (sample.temperature! > thermometer.value) thermometer = { hour, value: sample.temperature! };
      coldest = Math.min(coldest, sample.temperature!);
    }
    expect(thermometer.hour).toBeCloseTo(15, 0);
    expect(thermometer.value).toBeCloseTo(2800, -1);
    expect(coldest).toBeCloseTo(1200, -1);
    // first-order lag of 2 h at a period of 24 h: atan(2 pi 2 / 24) = 1.84 h late, 0.886 of the amplitude
    expect(warmest.hour - thermometer.hour).toBeCloseTo(1.84, 0);
    expect(warmest.value / 1000).toBeCloseTo(8 * 0.2 * 0.886, 1);
  });

  it('has white noise and correlated noise of the stated size', () => {
    const white = readings({ whiteNoise: 0.2 }, 20_000);
    expect(Math.sqrt(white.reduce((sum, x) => sum + x * x, 0) / white.length)).toBeCloseTo(0.2, 2);
    const slow = readings({ correlatedNoise: [{ deviation: 0.2, time: 50 }] }, 200_000);
    const variance = slow.reduce((sum, x) => sum + x * x, 0) / slow.length;
    expect(Math.sqrt(variance)).toBeCloseTo(0.2, 1);
    let product = 0;
    for (let i = 50; i < slow.length; i++) product += slow[i]! * slow[i - 50]!;
    expect(product / slow.length / variance).toBeCloseTo(Math.exp(-1), 1);
  });

  it('folds mains hum down to the alias that the sampling makes of it', () => {
    // 50.02 Hz sampled once a second is 0.02 Hz
    const values = readings({ humAmplitude: 1 }, 100);
    expect(values[0]).toBeCloseTo(0, 2);
    expect(Math.max(...values)).toBeCloseTo(1, 1);
    expect(values[50]).toBeCloseTo(0, 1);
    expect(values[12]).toBeGreaterThan(0.95);
    expect(values[37]).toBeLessThan(-0.95);
  });

  it('quantises, saturates, and can do without a thermometer', () => {
    expect(readings({ constantLoad: 1.2344, quantum: 100 }, 1)).toEqual([1.2]);
    expect(readings({ constantLoad: 9000 }, 1)).toEqual([8388.607]);
    expect(createLoadCell({ ...quiet, thermometer: false }, 1).next().temperature).toBeUndefined();
  });
});

describe('ordinary trade', () => {
  it('is closed at night, busy by day, and comes back to an empty pan', () => {
    const trade = createTrade(
      { ...ordinaryTrade, leftovers: 0, containers: 0, nightContainers: 0 },
      6,
      createRandom(4),
    );
    let night = 0;
    let loads = 0;
    let loaded = false;
    let empty = 0;
    let day = 0;
    for (let second = 0; second < 5 * 86400; second++) {
      trade.step(second);
      const hour = (6 + second / 3600) % 24;
      if (hour >= 20.1 || hour < 7) {
        night = Math.max(night, trade.load);
        continue;
      }
      day++;
      if (trade.load === 0) empty++;
      const now = trade.load > 15;
      if (now && !loaded) loads++;
      loaded = now;
    }
    expect(night).toBe(0);
    // 25 customers an hour, 13 hours, 5 days, less the time that serving takes
    expect(loads).toBeGreaterThan(900);
    expect(loads).toBeLessThan(1700);
    expect(empty / day).toBeGreaterThan(0.5);
  });

  it('keeps loads within the range', () => {
    const trade = createTrade(ordinaryTrade, 8, createRandom(5));
    for (let second = 0; second < 86400; second++) {
      trade.step(second);
      expect(trade.load).toBeGreaterThanOrEqual(0);
      expect(trade.load).toBeLessThan(3000 * 1.2);
    }
  });
});
