import { describe, expect, test } from 'vitest';
import { deriveConstants, INVERSE_SCALE } from '../../src/crypto/generate/constants.mjs';

// A proof by interval arithmetic that no partial sum of the signer's products leaves the exact range of doubles (2^53), no
// quotient leaves 32 bits, and reduced limbs stay small, whatever the operands are.
//
// An element that came out of a reduction is V F, where V is the modulus' short vector and every |F_i| < 1 + e: F is what
// truncation leaves of U C (U the inverse of V), and e covers the rounding of U and of the doubles. A table entry, which
// has limbs in [0, 2^20), is V F as well, with F = U entry. Products multiply the F's: for C = a b, U C = V F_a F_b. So
// absolute values of U, V and F bound every sum, also in any order and any part of it, because all terms count positive.

const derived = deriveConstants();
type Bound = number[];
const absolute = (limbs: ArrayLike<bigint>): Bound => Array.from(limbs, (x) => Math.abs(Number(x)));

/** Bound of the product in Z[X]/(X^13 - 2). */
function product(a: Bound, b: Bound): Bound {
  return a.map((_, k) => a.reduce((sum, x, i) => sum + x * (i <= k ? b[k - i]! : 2 * b[k - i + 13]!), 0));
}
const sum = (...bounds: Bound[]): Bound => bounds[0]!.map((_, k) => bounds.reduce((total, b) => total + b[k]!, 0));
const times = (factor: number, a: Bound): Bound => a.map((x) => factor * x);
const largest = (a: Bound): number => Math.max(...a);

describe.each([
  ['p', derived.field],
  ['n', derived.order],
])('bounds modulo %s', (name, constants) => {
  const V = absolute(constants.vector);
  const U = absolute(constants.inverse).map((x) => x / 2 ** INVERSE_SCALE);
  const SLACK = 2 ** -2;
  /** F of a reduced element. */
  const reduced: Bound = V.map(() => 1 + SLACK);
  const limbs = product(V, reduced);
  const entry = product(
    U,
    V.map(() => 2 ** 20),
  );

  /** What a product of two elements (given by their F's) adds to the quotients, and what a plain element adds. */
  const pair = (a: Bound, b: Bound): Bound => product(V, product(a, b));
  const alone = (inLimbs: Bound): Bound => product(U, inLimbs);

  /** Checks a reduction, given bounds of its quotients and of the sums that go in. */
  function check(quotients: Bound, inLimbs: Bound): void {
    expect(largest(inLimbs)).toBeLessThan(2 ** 53);
    expect(largest(quotients)).toBeLessThan(2 ** 31);
    // the last step adds the terms of -Q V first and the one of C last, which leaves a limb of the result
    expect(largest(product(quotients, V))).toBeLessThan(2 ** 53);
    // error of the quotient: U rounded to 2^-59 a limb, and 26 roundings of a double relative to the terms
    const error = largest(
      product(
        inLimbs,
        U.map(() => 2 ** -(INVERSE_SCALE + 1)),
      ),
    );
    const rounding = 26 * 2 ** -53 * largest(product(inLimbs, U));
    expect(error + rounding).toBeLessThan(SLACK);
  }
  const f = reduced;
  const l = limbs;

  test('reduced limbs stay below 2^24, scaled ones below 2^31', () => {
    expect(largest(limbs)).toBeLessThan(2 ** 24);
    expect(largest(times(6, limbs))).toBeLessThan(2 ** 31);
  });

  test('a plain product and a sum of two products', () => {
    check(pair(f, f), product(l, l));
    check(times(2, pair(f, f)), times(2, product(l, l)));
  });

  if (name === 'p') {
    test('the doubling: every product of point.ts', () => {
      // (2Y) Y, (2Y) Z
      check(times(2, pair(f, f)), times(2, product(l, l)));
      // 3 (X - Z²)(X + Z²)
      check(times(12, pair(f, f)), times(12, product(l, l)));
      // A² - 4 w
      check(sum(pair(f, f), times(4, alone(l))), sum(product(l, l), times(4, l)));
      // 2g g + A (X' - 2w)
      check(times(5, pair(f, f)), times(5, product(l, l)));
    });

    test('the addition: every product of point.ts', () => {
      const table = V.map(() => 2 ** 20);
      // entry times Z² or Z³, with X or Y riding along
      check(sum(pair(entry, f), alone(l)), sum(product(table, l), l));
      // R² + H³ - 2 X H²
      check(sum(pair(f, f), times(3, alone(l))), sum(product(l, l), times(3, l)));
      // Y H³ + R (X' - X H²)
      check(times(3, pair(f, f)), times(3, product(l, l)));
    });

    test('the mask of coordinates and numbers, and the check of the point', () => {
      const mask = V.map(() => 2 ** 20);
      const inF = product(U, mask);
      check(pair(inF, inF), product(mask, mask));
      check(pair(inF, f), product(mask, l));
      // x (x² - 3) + b
      const shifted = l.map((x, i) => x + (i ? 0 : 3));
      const b = absolute(derived.b);
      check(sum(pair(f, product(U, shifted)), alone(b)), sum(product(l, shifted), b));
    });
  } else {
    test('the way in: eleven digits of 24 bits times weights of 20', () => {
      const inLimbs = V.map(() => 11 * 2 ** 44);
      check(alone(inLimbs), inLimbs);
    });

    test('the signature: k⁻¹ e + k⁻¹ r d', () => {
      check(sum(pair(f, f), alone(l)), sum(product(l, l), l));
    });
  }

  test('cofactors of the inversion: two factors of a row, together at most 2^23 + 2, times elements', () => {
    const inLimbs = times(2 ** 23 + 2, l);
    check(alone(inLimbs), inLimbs);
  });

  test('the way out: thirteen limbs times words of 16 bits', () => {
    expect(13 * largest(limbs) * 65535).toBeLessThan(2 ** 53);
    // what is folded back: the carry times a word
    expect(((13 * largest(limbs) * 65535) / 65536 + 1) * 65536).toBeLessThan(2 ** 53);
  });
});

test('the digits of the inversion: two factors of a row, together at most 2^23 + 2, times 24 bits', () => {
  expect((2 ** 23 + 2) * 2 ** 24 + 2 ** 31).toBeLessThan(2 ** 53);
});
