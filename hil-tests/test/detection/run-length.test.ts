import { beforeAll, describe, expect, it } from 'vitest';
import { SLOW_LIMIT, SLOW_REFERENCE } from '../../../firmware/src/metrology/parameters.js';
import { createRandom } from '../../src/physics/index.js';
import { type Compiled, compileDetectors, parameterList } from './compiled.js';

// Run lengths and worked examples published for standardised observations (references in metrology.md section 7:
// NIST/SEMATECH handbook 6.3.2.3, Lucas and Saccucci 1990). The detectors run as compiled for the instrument.

let compiled: Compiled;
beforeAll(async () => {
  compiled = await compileDetectors();
});

/** Normal deviates after Box and Muller, with full tails. */
function deviates(seed: number): () => number {
  const random = createRandom(seed);
  let spare: number | undefined;
  return () => {
    if (spare !== undefined) {
      const value = spare;
      spare = undefined;
      return value;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - random.uniform()));
    const angle = 2 * Math.PI * random.uniform();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
}

/** Mean run length to a signal and its standard error, over so many runs that about 2 million steps are simulated. */
function simulate(seed: number, shift: number, expected: number, start: () => (observation: number) => boolean) {
  const normal = deviates(seed);
  const runs = Math.max(2000, Math.min(40000, Math.round(2_000_000 / expected)));
  let sum = 0;
  let squares = 0;
  for (let run = 0; run < runs; run++) {
    const step = start();
    let length = 1;
    while (!step(normal() + shift)) length++;
    sum += length;
    squares += length * length;
  }
  const mean = sum / runs;
  return { mean, error: Math.sqrt((squares / runs - mean * mean) / runs) };
}

/** Agreement within four standard errors of the simulation and half a unit of the published last digit. */
function expectRunLength(result: { mean: number; error: number }, published: number, digit: number) {
  expect(Math.abs(result.mean - published)).toBeLessThan(4 * result.error + digit / 2);
}

function cusum(k: number, h: number, sides: 'both' | 'upper') {
  return () => {
    const sums = new Float64Array(4);
    return (z: number) => {
      compiled.cusumStep(sums, 0, z, k);
      return sums[0]! > h || (sides === 'both' && sums[2]! > h);
    };
  };
}

function ewma(numerator: number, denominator: number, limit: number) {
  const weight = numerator / denominator;
  const bound = limit * Math.sqrt(weight / (2 - weight));
  return () => {
    let average = 0;
    return (z: number) => {
      average = compiled.ewmaStep(average, z, numerator, denominator);
      return Math.abs(average) > bound;
    };
  };
}

describe('run lengths of the two-sided CUSUM, k 0.5', () => {
  const tables: [number, [shift: number, published: number, digit: number][]][] = [
    [
      4,
      [
        [0, 167.68, 0.01],
        [0.25, 74.2, 0.1],
        [0.5, 26.6, 0.1],
        [0.75, 13.3, 0.1],
        [1, 8.38, 0.01],
        [1.5, 4.75, 0.01],
        [2, 3.34, 0.01],
      ],
    ],
    [
      5,
      [
        [0, 465.44, 0.01],
        [0.25, 139.49, 0.01],
        [0.5, 38.0, 0.01],
        [0.75, 17.05, 0.01],
        [1, 10.38, 0.01],
      ],
    ],
  ];
  for (const [h, rows] of tables) {
    it.each(rows)(`h ${h}, shift %d: published %d`, (shift, published, digit) => {
      expectRunLength(simulate(7 + h * 100 + shift * 8, shift, published, cusum(0.5, h, 'both')), published, digit);
    });
  }
  it.each([
    [4, 335.37],
    [5, 930.89],
  ])('one-sided, h %d: published %d in control', (h, published) => {
    expectRunLength(simulate(31 + h, 0, published, cusum(0.5, h, 'upper')), published, 0.01);
  });
});

describe('run lengths of the EWMA (Lucas and Saccucci)', () => {
  const tables: [numerator: number, denominator: number, limit: number, [number, number, number][]][] = [
    [
      1,
      2,
      3.071,
      [
        [0, 500, 1],
        [0.25, 255, 1],
        [0.5, 88.8, 0.1],
        [0.75, 35.9, 0.1],
        [1, 17.5, 0.1],
      ],
    ],
    [
      3,
      100,
      2.437,
      [
        [0, 500, 1],
        [0.25, 76.7, 0.1],
        [0.5, 29.3, 0.1],
        [0.75, 17.6, 0.1],
        [1, 12.6, 0.1],
      ],
    ],
  ];
  for (const [numerator, denominator, limit, rows] of tables) {
    it.each(rows)(
      `weight ${numerator}/${denominator}, L ${limit}, shift %d: published %d`,
      (shift, published, digit) => {
        const seed = 1000 + denominator + shift * 8;
        expectRunLength(simulate(seed, shift, published, ewma(numerator, denominator, limit)), published, digit);
      },
    );
  }
  it('Shewhart at three standard deviations (EWMA of weight 1): 370.4 in control', () => {
    expectRunLength(simulate(77, 0, 370.4, ewma(1, 1, 3)), 370.4, 0.1);
  });
});

/**
 * Mean run length of a one-sided CUSUM for normal observations with this shift, brought into -most..most, from the Markov chain of
 * Brook and Evans (1972): the sum between 0 and h in states of equal width, extrapolated from two widths (the error falls with the
 * square of the width).
 */
function markovRunLength(k: number, h: number, shift: number, most: number): number {
  const normal = (x: number) => 0.5 * (1 + errorFunction(x / Math.SQRT2));
  /** Probability that the observation lies below x. */
  const below = (x: number) => (x > most ? 1 : x <= -most ? 0 : normal(x - shift));
  const solve = (states: number, width: number): number => {
    const rows = Array.from({ length: states }, (_, i) => {
      const row = Array.from({ length: states }, (_unused, j) => {
        const from = (j - i - 0.5) * width + k;
        return j === 0 ? below(from + width) : below(from + width) - below(from);
      });
      const left = row.map((p, j) => (i === j ? 1 : 0) - p);
      return [...left, 1];
    });
    for (let i = 0; i < states; i++) {
      for (let j = i + 1; j < states; j++) {
        const factor = rows[j]![i]! / rows[i]![i]!;
        if (factor !== 0) for (let n = i; n <= states; n++) rows[j]![n]! -= factor * rows[i]![n]!;
      }
    }
    const lengths = new Array<number>(states).fill(0);
    for (let i = states - 1; i >= 0; i--) {
      let sum = rows[i]![states]!;
      for (let j = i + 1; j < states; j++) sum -= rows[i]![j]! * lengths[j]!;
      lengths[i] = sum / rows[i]![i]!;
    }
    return lengths[0]!;
  };
  if (most < 10) {
    // the clipped tails are steps of most - k and -most - k: in whole widths; h lies between two numbers of states
    const states = Math.floor(h / GRID);
    return (solve(states, GRID) + solve(states + 1, GRID)) / 2;
  }
  const coarse = solve(100, (2 * h) / 199);
  const fine = solve(200, (2 * h) / 399);
  return fine + (fine - coarse) / 3;
}

/** Width of a state where observations are clipped: a part of 2 - 0.85 and of 2 + 0.85. */
const GRID = 0.05;

/** Abramowitz and Stegun 7.1.5 (series) and 7.1.14 (continued fraction). */
function errorFunction(x: number): number {
  if (x < 0) return -errorFunction(-x);
  if (x < 3) {
    let term = x;
    let sum = x;
    for (let n = 1; Math.abs(term) > 1e-17 * sum; n++) {
      term *= (-x * x) / n;
      sum += term / (2 * n + 1);
    }
    return (2 / Math.sqrt(Math.PI)) * sum;
  }
  let fraction = 0;
  for (let n = 60; n > 0; n--) fraction = n / 2 / (x + fraction);
  return 1 - Math.exp(-x * x) / (Math.sqrt(Math.PI) * (x + fraction));
}

/** Two one-sided sums of which at most one is above 0 where it matters (Kemp): 1/L = 1/L+ + 1/L-. */
function twoSided(k: number, h: number, shift: number, most: number): number {
  const up = markovRunLength(k, h, shift, most);
  const down = markovRunLength(k, h, -shift, most);
  return 1 / (1 / up + 1 / down);
}

describe('run lengths from the Markov chain of Brook and Evans, the reference for the slow scheme', () => {
  it.each([
    [4, 0, 167.68],
    [4, 0.5, 26.6],
    [4, 1, 8.38],
    [5, 0, 465.44],
    [5, 0.25, 139.49],
    [5, 1, 10.38],
  ])('agrees with the published tables: k 0.5, h %d, shift %d: %d', (h, shift, published) => {
    expect(Math.abs(twoSided(0.5, h, shift, 40) / published - 1)).toBeLessThan(0.003);
  });

  const list = parameterList(1000);
  const reference = list[SLOW_REFERENCE]! / 100;
  const limit = list[SLOW_LIMIT]! / 100;

  it('the slow scheme at its operating limit: no signal in a million independent hours', () => {
    expect(twoSided(reference, limit, 0, 2)).toBeGreaterThan(1e6);
  });

  it.each([
    [limit, 1.25],
    [limit, 1.5],
    [limit, 2],
    [2, 0],
    [2, 0.5],
  ])('the slow scheme as compiled, h %d, shift %d', (h, shift) => {
    const parameters = new Int32Array(list);
    parameters[SLOW_LIMIT] = h * 100;
    const expected = twoSided(reference, h, shift, 2);
    const start = () => {
      const memory = new Float64Array(16);
      return (z: number) => {
        compiled.detect(memory, 0, z, parameters);
        return (compiled.signals(memory, 0, parameters) & 64) !== 0;
      };
    };
    const result = simulate(400 + h * 10 + shift * 8, shift, expected * 4, start);
    expect(Math.abs(result.mean - expected)).toBeLessThan(4 * result.error + expected / 200);
  });
});

describe('worked examples', () => {
  it('NIST/SEMATECH 6.3.2.3: first upper signal at 14, S_hi 4.9400', () => {
    const data = [
      324.925, 324.675, 324.725, 324.35, 325.35, 325.225, 324.125, 324.525, 325.225, 324.6, 324.625, 325.15, 328.325,
      327.25, 327.825, 328.5, 326.675, 327.775, 326.875, 328.35,
    ];
    const sums = new Float64Array(4);
    let first = 0;
    let value = 0;
    data.forEach((x, i) => {
      compiled.cusumStep(sums, 0, x - 325, 0.3175);
      if (first === 0 && sums[0]! > 4.1959) {
        first = i + 1;
        value = sums[0]!;
      }
    });
    expect(first).toBe(14);
    expect(value).toBeCloseTo(4.94, 4);
  });

  it('thirty points, K 0.5, H 5: first signal at 29 with C+ 5.28 and N+ 7', () => {
    const data = [
      9.45, 7.99, 9.29, 11.66, 12.16, 10.18, 8.04, 11.46, 9.2, 10.34, 9.03, 11.47, 10.51, 9.4, 10.08, 9.37, 10.62,
      10.31, 8.52, 10.84, 10.9, 9.33, 12.29, 11.5, 10.6, 11.08, 10.38, 11.62, 11.31, 10.52,
    ];
    const sums = new Float64Array(4);
    const signals: { at: number; sum: number; run: number }[] = [];
    data.forEach((x, i) => {
      compiled.cusumStep(sums, 0, x - 10, 0.5);
      if (sums[0]! > 5 || sums[2]! > 5) signals.push({ at: i + 1, sum: sums[0]!, run: sums[1]! });
    });
    expect(signals[0]!.at).toBe(29);
    expect(signals[0]!.sum).toBeCloseTo(5.28, 2);
    expect(signals[0]!.run).toBe(7);
  });
});

describe('self-starting standardisation', () => {
  it('gives deviates of mean 0 and variance near 1 from the fifth observation on, whatever the level and the scale', () => {
    for (const [level, scale] of [
      [0, 1],
      [-4000, 250],
      [7, 30],
    ] as const) {
      const normal = deviates(5 + scale);
      let count = 0;
      let sum = 0;
      let squares = 0;
      let beyond = 0;
      for (let run = 0; run < 4000; run++) {
        const memory = new Float64Array(3);
        for (let i = 0; i < 24; i++) {
          const z = compiled.standardise(memory, 0, level + scale * normal(), scale / 1000, 1000);
          if (i < 4) continue;
          count++;
          sum += z;
          squares += z * z;
          if (Math.abs(z) > 3) beyond++;
        }
      }
      expect(Math.abs(sum / count)).toBeLessThan(0.02);
      expect(squares / count).toBeGreaterThan(0.9);
      expect(squares / count).toBeLessThan(1.1);
      // 0.27 % for a normal deviate; a t value of three degrees of freedom would be beyond in 5.8 %
      expect(beyond / count).toBeLessThan(0.004);
    }
  });
});
