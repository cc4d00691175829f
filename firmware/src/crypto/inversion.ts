import type { ByteString } from '@hengzhun/protocol/device';
import { fieldModulus, orderModulus } from './constants.js';
import {
  combine,
  complete,
  DOWN,
  joinWords,
  multiply,
  plain,
  plain0,
  plain1,
  plain2,
  product,
  reduce,
  sumWords,
  UP,
} from './engine.js';
import { mapInPlace, toBytes } from './natives.js';
import { H, windowH } from './point.js';

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
    complete(windowH);
    multiply(H, UP, mask, windowH);
  } else if (phase < 2) sums = sumWords(H, order);
  else {
    const big = new Int32Array(13);
    const number = joinWords(sums, order);
    sums = new Float64Array(0);
    mapInPlace(toBytes(`\0${number}`), big, undefined, 24);
    mapInPlace(DOWN, digits.subarray(13, 26), big);
    mapInPlace(toBytes(`\0${order ? orderModulus() : fieldModulus()}`), big, undefined, 24);
    mapInPlace(DOWN, digits, big);
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
  combine(product, UP, old, a, b);
  if (carry(0)) {
    a = -a;
    b = -b;
    combine(product, UP, old, a, b);
    carry(0);
  }
  combine(product, UP, old, c, d);
  if (carry(13)) {
    c = -c;
    d = -d;
    combine(product, UP, old, c, d);
    carry(13);
  }
};

/** Starts the inversion; `bytes` are 33 random bytes. */
export const startInversion = (ofOrder: boolean, bytes: ByteString): void => {
  order = ofOrder;
  seed = bytes;
  phase = 0;
};
/** One slice. Returns false when the inverse is in H: of zero it is zero. */
export const stepInversion = (): boolean => {
  if (phase < 3) {
    begin();
    phase++;
  } else if (phase < 4) {
    divide();
    if (c === 0 && d === 1) {
      // the second number is zero, the first is the greatest common divisor
      H.set(plain0);
      complete(windowH);
      multiply(H, UP, mask, windowH);
      return false;
    }
    phase = 4;
  } else if (phase < 5) {
    apply();
    phase = 5;
  } else if (phase < 6) {
    combine(product, DOWN, plain, a, b);
    reduce(plain2, UP);
    phase = 6;
  } else {
    combine(product, DOWN, plain, c, d);
    reduce(plain1, UP);
    plain0.set(plain2);
    phase = 3;
  }
  return true;
};
