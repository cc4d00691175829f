import { describe, expect, it } from 'vitest';
import { errorAtChangeover, maximumPermissibleError } from '../../src/rules/maximum-permissible-error.js';

describe('maximum permissible errors, OIML R 76-1:2006 3.5.1 table 6', () => {
  // [class, last load of the row, limit in e at verification]
  const table: [number, number, number][] = [
    [1, 50_000, 0.5],
    [1, 200_000, 1],
    [1, 1_000_000, 1.5],
    [2, 5_000, 0.5],
    [2, 20_000, 1],
    [2, 100_000, 1.5],
    [3, 500, 0.5],
    [3, 2_000, 1],
    [3, 10_000, 1.5],
    [4, 50, 0.5],
    [4, 200, 1],
    [4, 1_000, 1.5],
  ];
  it.each(table)('class %i: ±limit up to and including %i e is %f e', (accuracyClass, load, limit) => {
    expect(maximumPermissibleError(accuracyClass, load, 'verification')).toBe(limit);
  });
  it.each(table.filter(([, , limit]) => limit < 1.5))(
    'class %i: the limit steps just above %i e',
    (accuracyClass, load, limit) => {
      expect(maximumPermissibleError(accuracyClass, load + 0.001, 'verification')).toBe(limit + 0.5);
    },
  );
  it.each([1, 2, 3, 4])('class %i: zero load has the first limit', (accuracyClass) => {
    expect(maximumPermissibleError(accuracyClass, 0, 'verification')).toBe(0.5);
  });
  it.each(table)('3.5.2: in service class %i at %i e has twice the limit %f e', (accuracyClass, load, limit) => {
    expect(maximumPermissibleError(accuracyClass, load, 'in-service')).toBe(2 * limit);
  });
  it.each([
    [3, 10_001],
    [4, 1_001],
    [2, 100_001],
    [0, 1],
    [5, 1],
    [3, Number.NaN],
    [3, -1],
  ])('class %i at %d e is refused, not guessed', (accuracyClass, load) => {
    expect(() => maximumPermissibleError(accuracyClass, load, 'verification')).toThrowError(
      expect.objectContaining({ code: 'rules-out-of-range' }),
    );
  });
});

describe('error from the changeover point, R 76-1 A.4.4.3', () => {
  it('gives the worked example: e 5 g, L 1000 g, I 1000 g, ΔL 1.5 g, E0 +0.5 g', () => {
    const zero = { zeroError: 0.5 };
    const result = errorAtChangeover({ indication: 1000, load: 1000, additional: 1.5, interval: 5, ...zero });
    expect(result).toEqual({ value: 1001, error: 1, corrected: 0.5 });
  });
});
