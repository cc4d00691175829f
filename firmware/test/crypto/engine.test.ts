import './natives.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as engine from '../../src/crypto/engine.js';
import { deriveConstants } from '../../src/crypto/generate/constants.mjs';
import { evaluate, invert, N, P } from '../../src/crypto/generate/lattice.mjs';

const derived = deriveConstants();
const moduli = [
  { name: 'p', constants: derived.field, ofOrder: false },
  { name: 'n', constants: derived.order, ofOrder: true },
];
const { DOWN, UP } = engine;

const value = (limbs: ArrayLike<number>, c: { root: bigint; modulus: bigint }): bigint =>
  evaluate(Array.from(limbs, BigInt), c.root, c.modulus);
const bytes = (number: bigint): string => Buffer.from(number.toString(16).padStart(64, '0'), 'hex').toString('latin1');
const number = (text: string): bigint => BigInt(`0x${Buffer.from(text, 'latin1').toString('hex')}`);
// any limbs that a reduction can put out (bounds.test.ts)
const limbs = fc.array(fc.integer({ min: -(2 ** 22), max: 2 ** 22 }), { minLength: 13, maxLength: 13 });
const numbers = fc.oneof(
  fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }),
  fc.constantFrom(0n, 1n, 2n, N - 1n, N, N + 1n, P - 1n, P, 2n ** 256n - 1n),
);

describe.each(moduli)('arithmetic modulo $name of P-256 against BigInt', ({ constants, ofOrder }) => {
  test('products, squares and the way out', () => {
    engine.useOrder(ofOrder);
    fc.assert(
      fc.property(limbs, limbs, (a, b) => {
        engine.firstTail.set(a);
        engine.complete(engine.first);
        engine.left.set([...b].reverse());
        engine.multiply(engine.plain0, UP, engine.left, engine.first);
        const expected = (value(a, constants) * value(b, constants)) % constants.modulus;
        expect(value(engine.plain0, constants)).toBe(expected);
        expect(number(engine.toNumber(engine.plain0, ofOrder))).toBe(expected);
        engine.left.set([...a].reverse());
        engine.multiply(engine.plain1, DOWN, engine.left, engine.first);
        expect(value([...engine.plain1].reverse(), constants)).toBe(value(a, constants) ** 2n % constants.modulus);
      }),
    );
  });

  test('sums of two products, an addend inside a product, linear combinations', () => {
    engine.useOrder(ofOrder);
    const m = constants.modulus;
    fc.assert(
      fc.property(limbs, limbs, limbs, limbs, (a, b, c, d) => {
        engine.firstTail.set(b);
        engine.secondTail.set(d);
        engine.complete(engine.first);
        engine.complete(engine.second);
        engine.left.set([...a].reverse());
        engine.right.set([...c].reverse());
        engine.multiply(engine.plain0, UP, engine.pair, engine.firstAndSecond);
        const [A, B, C, D] = [a, b, c, d].map((x) => value(x, constants)) as [bigint, bigint, bigint, bigint];
        expect(value(engine.plain0, constants)).toBe((A * B + C * D) % m);
        engine.multiply(engine.plain1, UP, engine.pair, engine.secondAndOne);
        expect(value(engine.plain1, constants)).toBe((A * D + C) % m);
        engine.combine(engine.plain2, UP, engine.plain, 3, -2);
        expect(value(engine.plain2, constants)).toBe(
          (((3n * value(engine.plain0, constants) - 2n * value(engine.plain1, constants)) % m) + m) % m,
        );
      }),
    );
  });
});

test('the way in: any 32 bytes, reduced modulo n', () => {
  engine.useOrder(true);
  fc.assert(
    fc.property(numbers, (x) => {
      engine.fromNumber(engine.plain0, UP, bytes(x));
      expect(value(engine.plain0, derived.order)).toBe(x % N);
      expect(number(engine.toNumber(engine.plain0, true))).toBe(x % N);
    }),
  );
});

test.each(moduli)('inversion modulo $name, of zero: zero', async ({ constants, ofOrder }) => {
  const inversion = await import('../../src/crypto/inversion.js');
  const point = await import('../../src/crypto/point.js');
  engine.useOrder(ofOrder);
  const m = constants.modulus;
  fc.assert(
    fc.property(
      numbers,
      fc.string({
        unit: fc.integer({ min: 1, max: 255 }).map((c) => String.fromCharCode(c)),
        minLength: 33,
        maxLength: 33,
      }),
      (x, mask) => {
        point.H.set(constants.encoder.small(x).map(Number));
        inversion.startInversion(ofOrder, mask);
        while (inversion.inverting) inversion.inverting();
        expect(value(point.H, constants)).toBe(x % m === 0n ? 0n : invert(x, m));
      },
    ),
  );
});
