import './natives.js';
import { describe, expect, test } from 'vitest';
import { highTable, lowTable } from '../../src/crypto/constants.js';
import { useOrder } from '../../src/crypto/engine.js';
import { deriveConstants } from '../../src/crypto/generate/constants.mjs';
import { B, evaluate, GX, GY, invert, mod, P } from '../../src/crypto/generate/lattice.mjs';
import { mapInPlace, toBytes } from '../../src/crypto/natives.js';
import * as point from '../../src/crypto/point.js';

type Affine = [bigint, bigint];
const { field, table } = deriveConstants();

const value = (limbs: Int32Array): bigint => evaluate(Array.from(limbs, BigInt), field.root, P);
const add = ([x1, y1]: Affine, [x2, y2]: Affine): Affine => {
  const slope = x1 === x2 ? (3n * x1 * x1 - 3n) * invert(2n * y1, P) : (y2 - y1) * invert(mod(x2 - x1, P), P);
  const x3 = mod(slope * slope - x1 - x2, P);
  return [x3, mod(slope * (x1 - x3) - y1, P)];
};
const affine = (): Affine => {
  const z = invert(value(point.Z), P);
  return [(value(point.X) * z * z) % P, (value(point.Y) * z ** 3n) % P];
};
const set = ([x, y]: Affine): void => {
  point.X.set(field.encoder.small(x).map(Number));
  point.Y.set(field.encoder.small(y).map(Number));
  point.Z.set(field.encoder.small(1n).map(Number));
};
const double = (): void => {
  for (let slice = 0; slice < point.DOUBLING_SLICES; slice++)
    (slice < point.DOUBLING_PART ? point.doubleFirst : point.doubleLast)(slice);
};
const addEntry = (sign: number): void => {
  point.entry[26] = sign;
  for (let slice = 0; slice < point.ADDITION_SLICES; slice++)
    (slice < point.ADDITION_PART ? point.addFirst : slice < point.ADDITION_PARTS ? point.addMiddle : point.addLast)(
      slice,
    );
};
const fetchEntry = (index: number): void => {
  mapInPlace(toBytes(index < 64 ? lowTable(index) : highTable(index - 64)), point.entry, undefined, 20);
};

describe('the point of P-256 (SP 800-186 §3.2.1.3) against BigInt', () => {
  test('the table holds 128 points of the curve, each the sum that its index says, x negated', () => {
    expect(table).toHaveLength(128);
    for (const [index, { x, y }] of table.entries()) {
      expect(mod(x ** 3n - 3n * x + B - y * y, P)).toBe(0n);
      fetchEntry(index);
      expect(value(point.entryX.slice().reverse())).toBe(P - x);
      expect(value(point.entryY.slice().reverse())).toBe(y);
    }
  });

  test('doublings and mixed additions in chains, both signs, with every entry of the table', () => {
    useOrder(false);
    let expected: Affine = [GX, GY];
    set(expected);
    for (let i = 0; i < 128; i++) {
      double();
      expected = add(expected, expected);
      expected = [expected[0], P - expected[1]];
      expect(affine()).toEqual(expected);
      const sign = i % 2 ? 1 : -1;
      const { x, y } = table[i]!;
      fetchEntry(i);
      addEntry(sign);
      expected = add(expected, [x, sign > 0 ? y : P - y]);
      expected = [expected[0], P - expected[1]];
      expect(affine()).toEqual(expected);
    }
  });

  test.each([1, -1])(
    'adding a point to itself or its opposite ends in Z = 0, which the check refuses (sign %i)',
    (sign) => {
      useOrder(false);
      const { x, y } = table[5]!;
      set([x, y]);
      fetchEntry(5);
      addEntry(sign);
      expect(value(point.Z)).toBe(0n);
      double();
      expect(value(point.Z)).toBe(0n);
    },
  );
});
