import type { ByteString } from '@hengzhun/protocol/device';
import { FIELD_MODULUS, ORDER_MODULUS } from './constants.js';
import type { createEngine } from './engine.js';
import { fromBase64, mapInPlace, toBytes } from './natives.js';
import type { createPoint } from './point.js';

/** Radix of the numbers here. */
const RADIX = 16777216;
/** Largest factor of a round: a factor times a digit, twice, stays exact. */
const LIMIT = 4194304;

/**
 * Inversion of what is in the point's window H, by Lehmer's Euclidean algorithm on digits of 24 bits, with the cofactors
 * kept as elements. Running time depends on the number, so it is multiplied by a random mask first and the inverse by the
 * same mask afterwards: what is timed is a random number.
 *
 * A round takes its quotients from the leading digits alone. No quotient needs to be the exact one: every step is an
 * integer combination of determinant 1, a remainder that comes out negative is negated, and the numbers shrink on average
 * by 21 bits a round.
 */
export function createInversion(engine: ReturnType<typeof createEngine>, point: ReturnType<typeof createPoint>) {
  const UP = engine.UP;
  const DOWN = engine.DOWN;
  const plain = engine.plain;
  const plain0 = engine.plain0;
  const plain1 = engine.plain1;
  const product = engine.product;
  const H = point.H;

  let phase = 0;
  let order = false;
  let seed = '';
  let sums: Float64Array = new Float64Array(0);
  const mask = new Int32Array(13);
  // two numbers, least significant digit first, in places 2 to 12 of each half; below them two zeros for short numbers
  const digits = new Int32Array(26);
  let top = 12;
  let a = 1;
  let b = 0;
  let c = 0;
  let d = 1;

  const begin = (): void => {
    if (phase < 1) {
      mapInPlace(toBytes(seed), mask, undefined, 20);
      engine.complete(point.windowH);
      engine.multiply(H, UP, mask, point.windowH);
    } else if (phase < 2) sums = engine.sumWords(H, order);
    else {
      const big = new Int32Array(13);
      const number = engine.joinWords(sums, order);
      sums = new Float64Array(0);
      mapInPlace(toBytes(`\0${number}`), big, undefined, 24);
      engine.map(DOWN, digits.subarray(13, 26), big);
      mapInPlace(toBytes(`\0${fromBase64(order ? ORDER_MODULUS : FIELD_MODULUS)}`), big, undefined, 24);
      engine.map(DOWN, digits, big);
      plain.fill(0);
      plain1[0] = 1;
      top = 12;
    }
  };
  /** Quotients from the leading digits: afterwards (a b; c d) is the round's matrix. */
  const divide = (): void => {
    while (top > 2 && !digits[top] && !digits[13 + top]) top--;
    let x = (digits[top]! * RADIX + digits[top - 1]!) * RADIX + digits[top - 2]!;
    let y = (digits[13 + top]! * RADIX + digits[12 + top]!) * RADIX + digits[11 + top]!;
    a = 1;
    b = 0;
    c = 0;
    d = 1;
    while (y) {
      let quotient = Math.floor(x / y);
      if (quotient > LIMIT) quotient = LIMIT;
      const e = a - quotient * c;
      const f = b - quotient * d;
      if (e > LIMIT || e < -LIMIT || f > LIMIT || f < -LIMIT) break;
      const z = x - quotient * y;
      x = y;
      y = z;
      a = c;
      b = d;
      c = e;
      d = f;
    }
  };
  /** Carries `product` into the digits from `place`; true when it was negative, and nothing is right yet. */
  const carry = (place: number): boolean => {
    let over = 0;
    for (let i = 2; i <= top; i++) {
      const sum = product[i]! + over;
      const digit = sum & 16777215;
      digits[place + i] = digit;
      over = (sum - digit) / RADIX;
    }
    return over < 0;
  };
  const apply = (): void => {
    const old = new Int32Array(digits);
    engine.combine(product, UP, old, a, b);
    if (carry(0)) {
      a = -a;
      b = -b;
      engine.combine(product, UP, old, a, b);
      carry(0);
    }
    engine.combine(product, UP, old, c, d);
    if (carry(13)) {
      c = -c;
      d = -d;
      engine.combine(product, UP, old, c, d);
      carry(13);
    }
  };

  /** Starts the inversion; `bytes` are 33 random bytes. */
  const start = (ofOrder: boolean, bytes: ByteString): void => {
    order = ofOrder;
    seed = bytes;
    phase = 0;
  };
  /** One slice. Returns false when the inverse is in H: of zero it is zero. */
  const step = (): boolean => {
    if (phase < 3) {
      begin();
      phase++;
    } else if (phase < 4) {
      divide();
      if (c === 0 && d === 1) {
        // the second number is zero, the first is the greatest common divisor
        H.set(plain0);
        engine.complete(point.windowH);
        engine.multiply(H, UP, mask, point.windowH);
        return false;
      }
      phase = 4;
    } else if (phase < 5) {
      apply();
      phase = 5;
    } else if (phase < 6) {
      engine.combine(product, DOWN, plain, a, b);
      engine.reduce(engine.plain2, UP);
      phase = 6;
    } else {
      engine.combine(product, DOWN, plain, c, d);
      engine.reduce(plain1, UP);
      plain0.set(engine.plain2);
      phase = 3;
    }
    return true;
  };

  return { start: start, step: step };
}
