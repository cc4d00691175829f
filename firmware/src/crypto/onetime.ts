import type { ByteString } from '@hengzhun/protocol/device';
import { sha256 } from '../platform/espruino.js';
import { curveB, highTable, lowTable } from './constants.js';
import { emptyDrbg, generateDrbg, updateDrbg } from './drbg.js';
import {
  complete,
  DOWN,
  foldWords,
  fromNumber,
  joinWords,
  left,
  multiply,
  pair,
  plain0,
  plain1,
  right,
  scale,
  second,
  secondAndOne,
  secondTail,
  sumWords,
  UP,
  useOrder,
} from './engine.js';
import { inverting, startInversion } from './inversion.js';
import { mapInPlace, toBytes } from './natives.js';
import {
  ADDITION_PART,
  ADDITION_PARTS,
  ADDITION_SLICES,
  addFirst,
  addLast,
  addMiddle,
  DOUBLING_PART,
  DOUBLING_SLICES,
  doubleFirst,
  doubleLast,
  entry,
  entryX,
  entryY,
  H,
  windowH,
  windowX,
  windowY,
  windowZ,
  X,
  Y,
  Z,
} from './point.js';
import type { SoftwareSigner } from './software-signer.js';

// The precomputation of one-time values: r, k⁻¹ and k⁻¹ r d for a random k, checked before they may be used. And once in an
// instrument's life its key: what a one-time value draws is then the private key, and its point the public one.
//
// Stages follow one another through `stage`, a function each: the interpreter reads the whole text of a function whenever
// it runs, so that one function with all stages would cost more than the arithmetic. `prepare` calls them itself.
//
// Not constant in time: the comb reads its table at a secret index, `joinWords` carries as often as it must, and the
// inversion runs on masked numbers. The point starts in random projective coordinates. Not masked: the multiplier's digits
// and the private key's one product with r.

/** Numbers drawn from one reserved block before the next is reserved and the generator is seeded anew. */
export const BLOCK_LENGTH = 64;
const ONE = `${'\0'.repeat(31)}\x01`;
export const ZERO = '\0'.repeat(32);

/** The signer that the value under way is for. */
let owner: SoftwareSigner;
let stage: (slice: number) => void;
/** Slices of the stage that have begun, and how many the stage has when `turn` is what comes behind it. */
let begun = 0;
let end = -1;
let row = 0;
let table = 0;
let turned = 1;
let bits = new Uint8Array(0);
let number = '';
let seed = '';
const multiplier = new Int32Array(13);
/** The words of the number that is joined next: nothing above 2^256 is left in them otherwise. */
let sums: Float64Array = new Float64Array(0);
let expected = '';
let r = '';

const next = (what: (slice: number) => void): void => {
  stage = what;
  begun = 0;
};
/** Folds what the words under way hold above 2^256; if there was something, the slice is begun again. */
const folding = (ofOrder: boolean): boolean => {
  const folded = foldWords(sums, ofOrder);
  if (folded) begun--;
  return folded;
};
const restart = (): void => {
  number = '';
  next(begin);
};
const check = (sound: boolean): void => {
  if (sound) return;
  owner.faults++;
  restart();
};
const times = (to: Int32Array, x: Int32Array, window: Int32Array): void => {
  mapInPlace(DOWN, left, x);
  multiply(to, UP, left, window);
};
/** 33 bytes that nobody can know, for masks. */
const masks = (): ByteString => `${sha256(owner.random() + number)}\0`;

/** Seeds the generator when a block begins; draws the multiplier; moves the generator on. */
const begin = (): void => {
  if (owner.drawn >= BLOCK_LENGTH) {
    const block = owner.block;
    owner.reserve(block);
    owner.drbg = emptyDrbg();
    seed =
      owner.random() +
      owner.secret +
      String.fromCharCode((block >>> 24) & 255, (block >>> 16) & 255, (block >>> 8) & 255, block & 255) +
      // a key is for years: it gets more of what a weak source has
      (owner.keep ? `hengzhun es256 key 1${owner.random()}${owner.random()}` : 'hengzhun es256 one-time values 1');
    owner.block++;
    owner.drawn = 0;
    updateDrbg(owner.drbg, '\0', seed);
  } else if (seed) {
    updateDrbg(owner.drbg, '\x01', seed);
    seed = '';
  } else {
    owner.drawn++;
    number = generateDrbg(owner.drbg);
    next(take);
  }
};
const take = (slice: number): void => {
  if (folding(true)) return;
  if (slice < 1) updateDrbg(owner.drbg, '\0', '');
  else if (slice < 2) {
    useOrder(true);
    fromNumber(multiplier, UP, number);
  } else if (slice < 3) sums = sumWords(multiplier, true);
  else {
    // in [1, n - 1], or it is drawn again (FIPS 186-5 A.3.2 and A.2.2, rejection)
    if (number === ZERO || joinWords(sums, true) !== number) return void restart();
    return void next(recode);
  }
};
/** An even multiplier is replaced by n minus it: the same r, and odd, as the comb wants it. */
const recode = (slice: number): void => {
  if (folding(true)) return;
  let odd = number;
  if (!(number.charCodeAt(31) & 1)) {
    if (slice < 1) {
      scale(plain0, UP, multiplier, -1);
      sums = sumWords(plain0, true);
      return;
    }
    odd = joinWords(sums, true);
  }
  bits = new Uint8Array(272);
  mapInPlace(toBytes(`\0\0${odd}`), bits, undefined, 1);
  bits[5] = 1;
  row = 18;
  table = 1;
  turned = 1;
  useOrder(false);
  next(place);
};
/**
 * Fetches the comb's next entry. Bit i of (odd >> 1) + 2^265, the recoded multiplier, stands for +2^i or -2^i, so that no
 * digit is zero; most significant first, it is bits[270 - i].
 */
const fetchEntry = (): void => {
  let position = 42 - 19 * table - row;
  const lead = bits[position]!;
  let index = 0;
  for (let tooth = 6; tooth; tooth--) {
    position += 38;
    index += index;
    if (bits[position] === lead) index++;
  }
  entry[26] = lead ? turned : -turned;
  // a reference, so that the shortener cannot put the tables' text in here, where each call would read all of it
  const choose = table ? highTable : lowTable;
  mapInPlace(toBytes(choose(index)), entry, undefined, 20);
};
/** The first point, in random projective coordinates. */
const place = (slice: number): void => {
  if (slice < 1) {
    fetchEntry();
    mapInPlace(toBytes(masks()), Z, undefined, 20);
    complete(windowZ);
  } else if (slice < 2) {
    times(secondTail, Z, windowZ);
    complete(second);
  } else if (slice < 3) multiply(plain0, UP, left, second);
  else if (slice < 4) {
    scale(left, UP, entryX, -1);
    multiply(X, UP, left, second);
  } else {
    secondTail.set(plain0);
    complete(second);
    scale(left, UP, entryY, entry[26]!);
    multiply(Y, UP, left, second);
    beginAddition(0);
  }
};
/** The entry and the addition's first slice fit into one. */
const add = (): void => {
  fetchEntry();
  stage = addFirst;
  addFirst(0);
};
const beginAddition = (of: number): void => {
  table = of;
  end = ADDITION_PART;
  next(add);
};
/** What follows a part of a doubling or an addition. Both turn the point's sign, which `turned` keeps. */
const turn = (): void => {
  if (stage === addFirst) {
    stage = addMiddle;
    end = ADDITION_PARTS;
  } else if (stage === addMiddle) {
    stage = addLast;
    end = ADDITION_SLICES;
  } else if (stage === doubleFirst) {
    stage = doubleLast;
    end = DOUBLING_SLICES;
  } else {
    turned = -turned;
    if (stage === doubleLast) beginAddition(1);
    else if (table) beginAddition(0);
    else if (row) {
      row--;
      end = DOUBLING_PART;
      next(doubleFirst);
    } else {
      end = -1;
      bits = new Uint8Array(0);
      H.set(Z);
      startInversion(false, masks());
      stage = invertField;
    }
  }
};
const invertField = (): void => {
  inverting!();
  if (!inverting) next(toAffine);
};
const toAffine = (slice: number): void => {
  if (slice < 1) {
    complete(windowH);
    times(secondTail, H, windowH);
    complete(second);
  } else if (slice < 2) multiply(plain0, UP, left, second);
  else if (slice < 3) times(X, X, second);
  else {
    secondTail.set(plain0);
    complete(second);
    times(Y, Y, second);
    return void next(checkPoint);
  }
};
/** y² = x (x² - 3) + b, and x is not 0, or the value is thrown away. */
const checkPoint = (slice: number): void => {
  if (folding(false)) return;
  if (slice < 1) {
    complete(windowY);
    times(plain0, Y, windowY);
  } else if (slice < 2) sums = sumWords(plain0, false);
  else if (slice < 3) {
    expected = joinWords(sums, false);
    complete(windowX);
  } else if (slice < 4) {
    times(secondTail, X, windowX);
    secondTail[0]! -= 3;
    complete(second);
  } else if (slice < 5) {
    right.set(curveB());
    multiply(plain0, UP, pair, secondAndOne);
  } else if (slice < 6) sums = sumWords(plain0, false);
  else {
    next(owner.keep ? bear : reduceX);
    return void check(expected !== ZERO && joinWords(sums, false) === expected);
  }
};
/**
 * The number drawn becomes the private key (FIPS 186-5 A.2.2, rejection) once it is kept. Until then a power cut only costs
 * a block of the generator.
 */
const bear = (slice: number): void => {
  if (folding(false)) return;
  if (slice < 1) sums = sumWords(X, false);
  else if (slice < 2) expected = joinWords(sums, false);
  else if (slice < 3) {
    scale(plain0, UP, Y, number.charCodeAt(31) & 1 ? turned : -turned);
    sums = sumWords(plain0, false);
  } else {
    const publicKey = expected + joinWords(sums, false);
    owner.keep!(number + publicKey);
    owner.keep = undefined;
    owner.secret = number;
    owner.publicKey = publicKey;
    owner.key.set(multiplier);
    // the values come from a block that is seeded with the key
    owner.drawn = BLOCK_LENGTH;
    return void restart();
  }
};
/** r = x mod n, and r d with a key that is still what it was. */
const reduceX = (slice: number): void => {
  if (folding(slice > 2)) return;
  if (slice < 1) sums = sumWords(X, false);
  else if (slice < 2) expected = joinWords(sums, false);
  else if (slice < 3) {
    useOrder(true);
    fromNumber(plain0, UP, expected);
  } else if (slice < 4) sums = sumWords(plain0, true);
  else if (slice < 5) {
    r = joinWords(sums, true);
    if (r === ZERO) return void restart();
  } else if (slice < 6) sums = sumWords(owner.key, true);
  else {
    // with a key in which a bit has changed, each signature would tell something of the right one
    if (joinWords(sums, true) !== owner.secret) return void check(false);
    secondTail.set(owner.key);
    complete(second);
    times(X, plain0, second);
    H.set(multiplier);
    startInversion(true, masks());
    return void next(invertOrder);
  }
};
const invertOrder = (): void => {
  inverting!();
  if (!inverting) next(complement);
};
/** k k⁻¹ = 1 and k (k⁻¹ r d) = r d, or the value is thrown away. */
const complement = (slice: number): void => {
  if (folding(true)) return;
  if (slice < 1) {
    complete(windowH);
    times(plain0, multiplier, windowH);
  } else if (slice < 2) sums = sumWords(plain0, true);
  else if (slice < 3) {
    return void check(joinWords(sums, true) === ONE);
  } else if (slice < 4) {
    times(plain1, X, windowH);
    secondTail.set(plain1);
    complete(second);
  } else if (slice < 5) times(plain0, multiplier, second);
  else if (slice < 6) sums = sumWords(plain0, true);
  else if (slice < 7) expected = joinWords(sums, true);
  else if (slice < 8) sums = sumWords(X, true);
  else {
    if (joinWords(sums, true) !== expected) return void check(false);
    owner.pool.push({ r: r, inverse: new Int32Array(H), product: new Int32Array(plain1) });
    return void restart();
  }
};
stage = begin;

/** One slice of the precomputation for a signer. What was under way for another one is dropped. Returns false at rest. */
export function prepare(signer: SoftwareSigner): boolean {
  if (owner !== signer) {
    owner = signer;
    end = -1;
    restart();
  }
  stage(begun++);
  // not put in here: each slice would read past it
  if (begun === end) /*@__NOINLINE__*/ turn();
  return stage !== begin;
}
