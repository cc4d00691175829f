import {
  combine,
  complete,
  DOWN,
  first,
  firstAndSecond,
  firstTail,
  left,
  multiply,
  pair,
  plain,
  plain0,
  plain1,
  plain2,
  plain12,
  right,
  scale,
  second,
  secondAndOne,
  secondTail,
  UP,
  windows,
} from './engine.js';
import { mapInPlace } from './natives.js';

/** Slices of a doubling, in its two parts, and of a mixed addition, in its three. */
export const DOUBLING_PART = 4;
export const DOUBLING_SLICES = 7;
export const ADDITION_PART = 3;
export const ADDITION_PARTS = 6;
export const ADDITION_SLICES = 10;

/**
 * One point in Jacobian coordinates (x = X/Z², y = Y/Z³) on y² = x³ - 3x + b, and its doubling and mixed addition, cut into
 * slices of one multiplication. The formulas are dbl-2001-b and madd (Bernstein and Lange, Explicit-Formulas Database),
 * rearranged so that sums ride inside reductions, and with signs chosen so that nothing is negated on the way: each
 * operation yields the **opposite** of the result, for which the caller keeps a sign.
 *
 * - doubling: A = 3 (X - Z²)(X + Z²), g = 2Y², w = X g; X' = A² - 4w, Z' = 2Y Z, Y' = A (X' - 2w) + 2g g;
 * - addition of (x, y): H = X - x Z², R = Y - y Z³; X' = R² + H³ - 2 X H², Z' = Z H, Y' = R (X' - X H²) + Y H³.
 *
 * The exceptional cases (equal or opposite points, the point at infinity) all end in Z = 0, stay there and are found by
 * the check of the finished point; for a random multiplier their probability is below 2^-240.
 */

export const windowX = new Int32Array(25);
export const windowY = new Int32Array(25);
export const windowZ = new Int32Array(25);
export const windowH = new Int32Array(25);
export const X = windowX.subarray(12, 25);
export const Y = windowY.subarray(12, 25);
export const Z = windowZ.subarray(12, 25);
export const H = windowH.subarray(12, 25);

// the affine point to add: -x and y, in descending order, and the sign of y
export const entry = new Int32Array(27);
export const entryX = entry.subarray(0, 13);
export const entryY = entry.subarray(13, 26);

export const doubleFirst = (slice: number): void => {
  if (slice < 1) {
    complete(windowZ);
    mapInPlace(DOWN, left, Z);
    multiply(plain1, UP, left, windowZ);
    complete(windowY);
  } else if (slice < 2) {
    scale(left, DOWN, Y, 2);
    multiply(firstTail, UP, left, windowY);
  } else if (slice < 3) {
    multiply(Z, UP, left, windowZ);
    complete(first);
  } else {
    plain0.set(X);
    combine(left, DOWN, plain, 3, -3);
    combine(secondTail, UP, plain, 1, 1);
    complete(second);
    multiply(secondTail, UP, left, second);
    complete(second);
  }
};
export const doubleLast = (slice: number): void => {
  if (slice < 5) {
    mapInPlace(DOWN, left, X);
    multiply(plain1, UP, left, first);
  } else if (slice < 6) {
    mapInPlace(DOWN, left, secondTail);
    mapInPlace(DOWN, right, plain1);
    windows[62] = -4;
    multiply(plain2, UP, pair, secondAndOne);
    windows[62] = 1;
  } else {
    scale(left, DOWN, firstTail, 2);
    combine(right, DOWN, plain12, -2, 1);
    multiply(Y, UP, pair, firstAndSecond);
    X.set(plain2);
  }
};
export const addFirst = (slice: number): void => {
  if (slice < 1) {
    complete(windowZ);
    mapInPlace(DOWN, left, Z);
    multiply(secondTail, UP, left, windowZ);
    complete(second);
  } else if (slice < 2) multiply(plain0, UP, left, second);
  else {
    left.set(entryX);
    mapInPlace(DOWN, right, X);
    multiply(H, UP, pair, secondAndOne);
    complete(windowH);
  }
};
export const addMiddle = (slice: number): void => {
  if (slice < 4) {
    mapInPlace(DOWN, left, Z);
    multiply(Z, UP, left, windowH);
  } else if (slice < 5) {
    secondTail.set(plain0);
    complete(second);
    scale(left, UP, entryY, -entry[26]!);
    mapInPlace(DOWN, right, Y);
    multiply(secondTail, UP, pair, secondAndOne);
    complete(second);
  } else {
    mapInPlace(DOWN, left, H);
    multiply(firstTail, UP, left, windowH);
    complete(first);
  }
};
export const addLast = (slice: number): void => {
  if (slice < 7) multiply(plain0, UP, left, first);
  else if (slice < 8) {
    mapInPlace(DOWN, left, X);
    multiply(plain1, UP, left, first);
    firstTail.set(plain0);
    complete(first);
  } else if (slice < 9) {
    mapInPlace(DOWN, left, secondTail);
    combine(right, DOWN, plain, 1, -2);
    multiply(plain2, UP, pair, secondAndOne);
  } else {
    mapInPlace(DOWN, left, Y);
    combine(right, DOWN, plain12, -1, 1);
    multiply(Y, UP, pair, firstAndSecond);
    X.set(plain2);
  }
};
