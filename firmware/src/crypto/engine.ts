import type { ByteString } from '@hengzhun/protocol/device';
import {
  fieldDifference,
  fieldInverse,
  fieldOut,
  fieldVector,
  INVERSE_SCALE,
  orderDifference,
  orderIn,
  orderInverse,
  orderOut,
  orderVector,
} from './constants.js';
import { convolve, fromBytes, mapInPlace, toBytes } from './natives.js';

/**
 * Arithmetic modulo the two primes of P-256 without carries.
 *
 * An element is a polynomial a of 13 signed limbs that stands for a(g) mod m, where g^13 = 2 mod m: products are taken in
 * Z[X]/(X^13 - 2). Some short polynomial V vanishes at g, and U is its inverse over the rationals. A product C is made
 * small again by C - trunc(U C) V, which equals V times a polynomial whose coefficients lie within (-1, 1): limbs stay
 * below 2^24 whatever came in, and nothing is ever carried. The bounds are proved in test/crypto/bounds.test.ts.
 *
 * One native call, `mapInPlace(offsets, out, convolve.bind(undefined, x, y))`, is a whole matrix-vector product. `x`
 * holds limbs in **descending** order; `y` is a *window*: 2 b[1..12] and then b[0..12], ascending, so that row k of the
 * product is the sum of x[i] y[i + k]. Products may be written ascending (UP) or descending (DOWN) for nothing.
 * Sums of two products take x = [a | 12 zeros | b] and two windows side by side.
 *
 * A store into an Int32Array truncates and wraps, which the quotient and the last step rely on.
 *
 * The arrays are few and shared, so that memory is spent once: there is one engine, and one point, in a program.
 */

export const UP = toBytes('\0\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c');
export const DOWN = toBytes('\x0c\x0b\x0a\x09\x08\x07\x06\x05\x04\x03\x02\x01\0');
const TAIL = toBytes('\x0d\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18');

// quotient, zeros and product side by side, as the last step reads them; the quotient alone, where it is truncated
const both = new Float64Array(38);
export const product = both.subarray(25, 38);
const quotient = new Int32Array(13);

const windowOf = (limbs: number[], scale: number, rest: number): Float64Array => {
  const window = new Float64Array(25 + rest);
  for (let i = 0; i < 13; i++) {
    window[12 + i] = limbs[i]! / scale;
    if (i) window[i - 1] = (2 * limbs[i]!) / scale;
  }
  return window;
};
const modulus = (vector: number[], inverse: number[]) => {
  const reducer = new Int32Array(windowOf(vector, -1, 25));
  reducer[37] = 1;
  let scale = 1;
  for (let i = 0; i < INVERSE_SCALE; i++) scale *= 2;
  return {
    divide: convolve.bind(undefined, product, windowOf(inverse, scale, 0)),
    subtract: convolve.bind(undefined, both, reducer),
  };
};
const field = modulus(fieldVector(), fieldInverse());
const order = modulus(orderVector(), orderInverse());
let reducing = field;
/** Chooses the modulus, n or p; returns whether it was n. */
export const useOrder = (yes: boolean): boolean => {
  const before = reducing === order;
  reducing = yes ? order : field;
  return before;
};
/** Reduces `product`, which is in descending order. */
export const reduce = (to: Int32Array, offsets: Uint8Array): void => {
  mapInPlace(DOWN, quotient, reducing.divide);
  both.set(quotient);
  mapInPlace(offsets, to, reducing.subtract);
};
export const multiply = (to: Int32Array, offsets: Uint8Array, x: Int32Array, y: Int32Array): void => {
  mapInPlace(DOWN, product, convolve.bind(undefined, x, y));
  mapInPlace(DOWN, quotient, reducing.divide);
  both.set(quotient);
  mapInPlace(offsets, to, reducing.subtract);
};
/** Completes a window whose last 13 places were set. */
export const complete = (window: Int32Array): void => {
  mapInPlace(TAIL, window, convolve.bind(undefined, [2], window));
};
/** to = factor from, in the order of `offsets`. (For a factor of 1, mapInPlace(offsets, to, from) does it in a third.) */
export const scale = <Limbs extends Int32Array | Float64Array>(
  to: Limbs,
  offsets: Uint8Array,
  from: Limbs,
  factor: number,
): void => {
  mapInPlace(offsets, to, convolve.bind(undefined, [factor], from));
};

// x of one product in `left`, of a sum of two in `pair`
export const pair = new Int32Array(38);
export const left = pair.subarray(0, 13);
export const right = pair.subarray(25, 38);
const mix = new Int32Array(14);
/** to = a from[0..12] + b from[13..25] */
export const combine = (
  to: Int32Array | Float64Array,
  offsets: Uint8Array,
  from: Int32Array,
  a: number,
  b: number,
): void => {
  mix[0] = a;
  mix[13] = b;
  mapInPlace(offsets, to, convolve.bind(undefined, mix, from));
};

// three windows side by side; the last is that of 1, so that a plain addend can ride in a product
export const windows = new Int32Array(75);
windows[62] = 1;
export const first = windows.subarray(0, 25);
export const firstTail = windows.subarray(12, 25);
export const second = windows.subarray(25, 50);
export const secondTail = windows.subarray(37, 50);
export const firstAndSecond = windows.subarray(0, 50);
export const secondAndOne = windows.subarray(25, 75);

// three plain elements side by side, ascending
export const plain = new Int32Array(39);
export const plain0 = plain.subarray(0, 13);
export const plain1 = plain.subarray(13, 26);
export const plain2 = plain.subarray(26, 39);
export const plain12 = plain.subarray(13, 39);

/** Carries in words + folded times 2^256 modulo m, and puts what is carried out at the top into the seventeenth place. */
const carryWords = (words: Float64Array, folded: number, difference: number[]): void => {
  let carry = 0;
  for (let i = 0; i < 16; i++) {
    const sum = folded ? words[i]! + folded * difference[i]! + carry : words[i]! + carry;
    const word = sum & 65535;
    words[i] = word;
    carry = (sum - word) / 65536;
  }
  words[16] = carry;
};
/** The number of an element (limbs ascending) in sixteen words, least significant first, and a multiple of 2^256. */
export const sumWords = (limbs: Int32Array, ofOrder: boolean): Float64Array => {
  const columns = new Uint16Array(toBytes(ofOrder ? orderOut() : fieldOut()).buffer);
  const words = new Float64Array(17);
  // every thirteenth of them
  const starts = '\0\x0d\x1a\x27\x34\x41\x4e\x5b\x68\x75\x82\x8f\x9c\xa9\xb6\xc3';
  mapInPlace(toBytes(starts), words, convolve.bind(undefined, limbs, columns));
  carryWords(words, 0, []);
  return words;
};
/** Makes such words those of the negative number: 2^256 is lent to them. */
export const negate = (words: Float64Array): void => {
  scale(words, UP, words, -1);
  scale(words.subarray(13), TAIL, words, -1);
  words[15]! += 65536;
  words[16]! -= 1;
  // folding what is above carries as well
  if (!words[16]) carryWords(words, 0, []);
};
/**
 * Folds what such words hold above 2^256 back into them; true when something was there, and perhaps still is. (One pass in a slice: there
 * are up to three.)
 */
export const foldWords = (words: Float64Array, ofOrder: boolean): boolean => {
  const over = words[16]!;
  if (over) carryWords(words, over, ofOrder ? orderDifference() : fieldDifference());
  return !!over;
};
/** The fully reduced number of such words as 32 bytes, most significant first. */
export const joinWords = (words: Float64Array, ofOrder: boolean): ByteString => {
  while (foldWords(words, ofOrder));
  // below 2^256 now; above m only if the top words are full, and then m has to come off once
  if (words[15] === 65535 && words[14] === 65535) {
    const trial = new Float64Array(words);
    carryWords(trial, 1, ofOrder ? orderDifference() : fieldDifference());
    if (trial[16]) words = trial;
  }
  const bytes = new Uint8Array(new Uint16Array(words.subarray(0, 16)).buffer);
  bytes.reverse();
  return fromBytes(bytes);
};
export const toNumber = (limbs: Int32Array, ofOrder: boolean): ByteString =>
  joinWords(sumWords(limbs, ofOrder), ofOrder);

/** The element modulo n of a number of 32 bytes. */
export const fromNumber = (to: Int32Array, offsets: Uint8Array, bytes: ByteString): void => {
  const digits = new Int32Array(11);
  mapInPlace(toBytes(`\0${bytes}`), digits, undefined, 24);
  const weights = new Int32Array(143);
  mapInPlace(toBytes(orderIn()), weights, undefined, 20);
  // every eleventh of them, from the end
  const starts = '\x84\x79\x6e\x63\x58\x4d\x42\x37\x2c\x21\x16\x0b\0';
  mapInPlace(toBytes(starts), product, convolve.bind(undefined, digits, weights));
  reduce(to, offsets);
};
