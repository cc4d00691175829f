import type { ByteString } from '@hengzhun/protocol/device';
import { fieldModulus, orderModulus } from './constants.js';
import {
  combine,
  complete,
  DOWN,
  foldWords,
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
/** Largest quotient, and largest sum of a row's two factors: with digits and with limbs their products stay exact. */
const LIMIT = 4194304;
const ROW_LIMIT = 8388608;

/**
 * Inversion of what is in the point's window H, by Lehmer's Euclidean algorithm on digits of 24 bits, with the cofactors
 * kept as elements. Running time depends on the number, so it is multiplied by a random mask first and the inverse by the
 * same mask afterwards: what is timed is a random number.
 *
 * A round takes its quotients from the leading digits alone. No quotient needs to be the exact one: every step is an
 * integer combination of determinant 1, a remainder that comes out negative is negated, and the numbers shrink on average
 * by 21 bits a round.
 */

/** Quotients in one slice. */
const QUOTIENTS = 9;

/**
 * The next slice, while an inversion is under way. A function for each: so the shortener leaves them apart, and a slice reads the text of
 * one only. When there is none the inverse is in H: of zero it is zero.
 */
export let inverting: (() => void) | undefined;
let order = false;
let seed = '';
let sums: Float64Array;
const mask = new Int32Array(13);
// two numbers, least significant digit first, in places 2 to 12 of each half; below them two zeros for short numbers
const digits = new Int32Array(26);
let top = 12;
// the numbers that the round's quotients come from, and its matrix (a b; c d)
let x = 0;
let y = 0;
let a = 1;
let b = 0;
let c = 0;
let d = 1;

const hide = (): void => {
  mapInPlace(toBytes(seed), mask, undefined, 20);
  complete(windowH);
  multiply(H, UP, mask, windowH);
  inverting = sum;
};
const sum = (): void => {
  sums = sumWords(H, order);
  inverting = join;
};
const join = (): void => {
  if (foldWords(sums, order)) return;
  seed = joinWords(sums, order);
  inverting = split;
};
const split = (): void => {
  const big = new Int32Array(13);
  mapInPlace(toBytes(`\0${seed}`), big, undefined, 24);
  mapInPlace(DOWN, digits.subarray(13, 26), big);
  mapInPlace(toBytes(`\0${order ? orderModulus() : fieldModulus()}`), big, undefined, 24);
  mapInPlace(DOWN, digits, big);
  seed = '';
  plain.fill(0);
  plain1[0] = 1;
  top = 12;
  inverting = lead;
};
/** A round begins: the leading digits. */
const lead = (): void => {
  while (top > 2 && !digits[top] && !digits[13 + top]) top--;
  x = (digits[top]! * RADIX + digits[top - 1]!) * RADIX + digits[top - 2]!;
  y = (digits[13 + top]! * RADIX + digits[12 + top]!) * RADIX + digits[11 + top]!;
  a = 1;
  b = 0;
  c = 0;
  d = 1;
  if (y) {
    inverting = divide;
    divide();
  } else {
    // the second number is zero, the first is the greatest common divisor
    H.set(plain0);
    complete(windowH);
    multiply(H, UP, mask, windowH);
    inverting = undefined;
  }
};
const divide = (): void => {
  let left = QUOTIENTS;
  while (y) {
    if (!left--) return;
    let quotient = x / y;
    quotient = quotient > LIMIT ? LIMIT : quotient | 0;
    const e = a - quotient * c;
    const f = b - quotient * d;
    // of opposite signs, as in every row, because quotients are positive
    const size = e - f;
    if (size > ROW_LIMIT || size < -ROW_LIMIT) break;
    const z = x - quotient * y;
    x = y;
    y = z;
    a = c;
    b = d;
    c = e;
    d = f;
  }
  inverting = applyFirst;
};
/** Carries `product` into the digits from `place`; true when it was negative, and nothing is right yet. */
const carry = (place: number): boolean => {
  let over = 0;
  for (let i = 2; i <= top; i++) {
    const value = product[i]! + over;
    const digit = value & 16777215;
    digits[place + i] = digit;
    over = (value - digit) / RADIX;
  }
  return over < 0;
};
let old: Int32Array;
const applyFirst = (): void => {
  old = new Int32Array(digits);
  combine(product, UP, old, a, b);
  if (carry(0)) {
    a = -a;
    b = -b;
    combine(product, UP, old, a, b);
    carry(0);
  }
  inverting = applySecond;
};
const applySecond = (): void => {
  combine(product, UP, old, c, d);
  if (carry(13)) {
    c = -c;
    d = -d;
    combine(product, UP, old, c, d);
    carry(13);
  }
  old = mask;
  inverting = cofactorFirst;
};
const cofactorFirst = (): void => {
  combine(product, DOWN, plain, a, b);
  reduce(plain2, UP);
  inverting = cofactorSecond;
};
const cofactorSecond = (): void => {
  combine(product, DOWN, plain, c, d);
  reduce(plain1, UP);
  plain0.set(plain2);
  inverting = lead;
};

/** Starts the inversion; `bytes` are 33 random bytes. */
export const startInversion = (ofOrder: boolean, bytes: ByteString): void => {
  order = ofOrder;
  seed = bytes;
  inverting = hide;
};
