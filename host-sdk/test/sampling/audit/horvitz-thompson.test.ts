import { describe, expect, it } from 'vitest';
import { horvitzThompson, seenCounts, stratifiedTotal } from '../../../src/sampling/audit/horvitz-thompson.js';

/** Every choice of `count` out of 0 … `of` − 1. */
function* subsets(of: number, count: number, from = 0): Generator<number[]> {
  if (count === 0) yield [];
  else for (let i = from; i <= of - count; i++) for (const rest of subsets(of, count - 1, i + 1)) yield [i, ...rest];
}

describe('Lohr, Sampling: Design and Analysis, chapter 6: four supermarkets of 100, 200, 300 and 1000 m²', () => {
  const sales = [11, 20, 24, 245];
  const chances = [1 / 16, 2 / 16, 3 / 16, 10 / 16];

  it('one drawn in proportion to its size: estimates 176, 160, 128, 392, variance 14 248', () => {
    const totals = sales.map((value, i) => horvitzThompson([{ value, inclusion: chances[i]! }], () => 1).total);
    expect(totals).toEqual([176, 160, 128, 392]);
    expect(totals.reduce((sum, one, i) => sum + chances[i]! * (one - 300) ** 2, 0)).toBeCloseTo(14_248, 9);
  });

  it('two drawn without replacement: unbiased, variance 4383.6, and so is its estimate by Sen, Yates and Grundy', () => {
    const pair = (i: number, j: number): number =>
      (chances[i]! * chances[j]!) / (1 - chances[i]!) + (chances[i]! * chances[j]!) / (1 - chances[j]!);
    const inclusion = chances.map((_, i) => chances.reduce((sum, __, j) => (j === i ? sum : sum + pair(i, j)), 0));
    let [expected, variance, estimated] = [0, 0, 0];
    for (const [i, j] of subsets(4, 2) as Generator<[number, number]>) {
      const sample = [i, j].map((one) => ({ value: sales[one]!, inclusion: inclusion[one]! }));
      const estimate = horvitzThompson(sample, () => pair(i, j));
      expected += pair(i, j) * estimate.total;
      variance += pair(i, j) * (estimate.total - 300) ** 2;
      estimated += pair(i, j) * estimate.variance!;
    }
    expect(expected).toBeCloseTo(300, 9);
    expect(variance).toBeCloseTo(4383.6, 1);
    expect(estimated).toBeCloseTo(variance, 6);
  });
});

describe('simple random samples of strata', () => {
  it('Lohr, example 3.2 (agstrat): 909 736 034 acres, standard error 50 417 248', () => {
    const { total, variance } = stratifiedTotal([
      { size: 1054, looked: 103, mean: 300_504.16, variance: 29_618_183_543 },
      { size: 220, looked: 21, mean: 97_629.81, variance: 7_647_472_708 },
      { size: 1382, looked: 135, mean: 211_315.04, variance: 53_587_487_856 },
      { size: 422, looked: 41, mean: 662_295.51, variance: 396_185_950_266 },
    ]);
    expect(total).toBeCloseTo(909_736_033.34, 2); // the book: …034, from means with more digits
    expect(Math.sqrt(variance!)).toBeCloseTo(50_417_248, 0);
  });

  it('over all samples: the mean of the estimates is the truth, and the mean of their variances is their variance', () => {
    const strata = [
      { values: [1, 0, 0, 1, 1], sample: 2 },
      { values: [0, 0, 1, 0, 0, 0], sample: 3 },
    ] as const;
    const truth = 4;
    let [count, sum, squares, estimated] = [0, 0, 0, 0];
    for (const first of subsets(5, 2)) {
      for (const second of subsets(6, 3)) {
        const seen = [first, second].map((places, h) => {
          const { values, sample } = strata[h]!;
          return seenCounts(values.length, sample, places.filter((place) => values[place] === 1).length);
        });
        const { total, variance } = stratifiedTotal(seen);
        count++;
        sum += total;
        squares += (total - truth) ** 2;
        estimated += variance!;
      }
    }
    expect(count).toBe(200);
    expect(sum / count).toBeCloseTo(truth, 12);
    expect(estimated / count).toBeCloseTo(squares / count, 12);
  });

  it('agree with the formula by pairs', () => {
    const values = [3, 1, 4, 1];
    const others = [5, 9];
    const [size, otherSize] = [10, 5];
    const sample = [
      ...values.map((value) => ({ value, inclusion: 4 / size })),
      ...others.map((value) => ({ value, inclusion: 2 / otherSize })),
    ];
    const joint = (i: number, j: number): number => {
      if (i < 4 && j < 4) return (4 * 3) / (size * (size - 1));
      if (i >= 4 && j >= 4) return (2 * 1) / (otherSize * (otherSize - 1));
      return (4 / size) * (2 / otherSize);
    };
    const mean = (all: number[]): number => all.reduce((sum, one) => sum + one, 0) / all.length;
    const spread = (all: number[]): number =>
      all.reduce((sum, one) => sum + (one - mean(all)) ** 2, 0) / (all.length - 1);
    const expected = stratifiedTotal([
      { size, looked: 4, mean: mean(values), variance: spread(values) },
      { size: otherSize, looked: 2, mean: mean(others), variance: spread(others) },
    ]);
    const pairs = horvitzThompson(sample, joint);
    expect(pairs.total).toBeCloseTo(expected.total, 12);
    expect(pairs.variance).toBeCloseTo(expected.variance!, 9);
  });

  it('have no variance when seen once, none at all when seen whole', () => {
    expect(stratifiedTotal([seenCounts(10, 1, 1)]).variance).toBeNull();
    expect(stratifiedTotal([seenCounts(3, 3, 1)])).toEqual({ total: 1, variance: 0 });
    expect(horvitzThompson([{ value: 5, inclusion: 1 }], () => 1)).toEqual({ total: 5, variance: 0 });
    expect(horvitzThompson([{ value: 5, inclusion: 0.5 }], () => 1).variance).toBeNull();
  });

  it('do not take visits without a probability', () => {
    const refused = expect.objectContaining({ code: 'sampling-not-random' });
    for (const inclusion of [0, Number.NaN, 1.1]) {
      expect(() => horvitzThompson([{ value: 1, inclusion }], () => 1)).toThrow(refused);
    }
    expect(() => stratifiedTotal([seenCounts(3, 0, 0)])).toThrow(
      expect.objectContaining({ code: 'sampling-incomplete' }),
    );
  });
});
