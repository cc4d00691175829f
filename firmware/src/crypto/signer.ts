import type { ByteString } from '@hengzhun/protocol/device';
import { sha256 } from '../platform/espruino.js';
import { CURVE_B, highTable, lowTable } from './constants.js';
import { emptyDrbg, generateDrbg, updateDrbg } from './drbg.js';
import { createEngine } from './engine.js';
import { createInversion } from './inversion.js';
import { fromBase64, mapInPlace, toBytes } from './natives.js';
import { ADDITION_PART, ADDITION_SLICES, createPoint, DOUBLING_PART, DOUBLING_SLICES } from './point.js';

export interface SignerOptions {
  /** 32 bytes, most significant first, in [1, n - 1]. */
  privateKey: ByteString;
  /** 32 fresh bytes of the hardware's random source. */
  random: () => ByteString;
  /** Persists that this block is used up, before its first number is drawn. Throws when it could not. */
  reserve: (block: number) => void;
  /** The first block that was never reserved. */
  firstBlock: number;
  /** One-time values kept ready. */
  poolSize: number;
}

/** What one signature needs: r, and modulo n k⁻¹ and k⁻¹ r d (ascending). */
interface OneTimeValue {
  r: ByteString;
  inverse: Int32Array;
  product: Int32Array;
}

/** Numbers drawn from one reserved block before the next is reserved and the generator is seeded anew. */
const BLOCK_LENGTH = 64;
const ONE = `${'\0'.repeat(31)}\x01`;
const ZERO = '\0'.repeat(32);

/**
 * Makes a signer: ECDSA on P-256 with SHA-256 digests (FIPS 186-5 §6.4), s in the lower half.
 *
 * Stages follow one another through `stage`, a function each: the interpreter reads the whole text of a function whenever
 * it runs, so that one function with all stages would cost more than the arithmetic.
 *
 * Not constant in time: the comb reads its table at a secret index, `joinWords` carries as often as it must, and the
 * inversion runs on masked numbers. The point starts in random projective coordinates. Not masked: the multiplier's digits
 * and the private key's one product with r. See SECURITY.md for what that means.
 *
 * @throws `{ code: 'signer-key' }` when the private key is not in [1, n - 1]
 */
export function createSigner(options: SignerOptions) {
  const engine = createEngine();
  const point = createPoint(engine);
  const inversion = createInversion(engine, point);
  const UP = engine.UP;
  const DOWN = engine.DOWN;
  const map = engine.map;
  const multiply = engine.multiply;
  const complete = engine.complete;
  const left = engine.left;
  const right = engine.right;
  const second = engine.second;
  const secondTail = engine.secondTail;
  const plain0 = engine.plain0;
  const plain1 = engine.plain1;
  const X = point.X;
  const Y = point.Y;

  const pool: OneTimeValue[] = [];

  let ofOrder = true;
  const useOrder = (yes: boolean): void => {
    ofOrder = yes;
    engine.useOrder(yes);
  };
  useOrder(true);
  const key = new Int32Array(13);
  engine.fromNumber(key, UP, options.privateKey);
  if (engine.toNumber(key, true) !== options.privateKey || options.privateKey === ZERO) {
    throw {
      code: 'signer-key',
      message: 'the private key must be 32 bytes in [1, n - 1]: provision the instrument again',
    };
  }

  let block = options.firstBlock;
  let drawn = BLOCK_LENGTH;
  let drbg = emptyDrbg();
  let seed = '';

  let stage: () => void;
  let slice = 0;
  let row = 0;
  let table = 0;
  let load = false;
  let sign = 1;
  let turned = 1;
  let bits = new Uint8Array(0);
  let number = '';
  const multiplier = new Int32Array(13);
  let sums: Float64Array = new Float64Array(0);
  let expected = '';
  let r = '';

  const signer = {
    /** One-time values that failed their check and were thrown away: 0 on sound hardware. */
    faults: 0,
    step: (): boolean => {
      if (stage === begin && pool.length >= options.poolSize) return false;
      stage();
      return stage !== begin || pool.length < options.poolSize;
    },
    available: (): number => pool.length,
    sign: (digest: ByteString): ByteString | undefined => {
      const value = pool.shift();
      return value && finish(value, digest);
    },
  };

  const next = (what: () => void): void => {
    stage = what;
    slice = 0;
  };
  const restart = (): void => {
    number = '';
    next(begin);
  };
  const check = (sound: boolean): void => {
    if (sound) return;
    signer.faults++;
    restart();
  };
  const product = (to: Int32Array, x: Int32Array, window: Int32Array): void => {
    map(DOWN, left, x);
    multiply(to, UP, left, window);
  };
  /** 33 bytes that nobody can know, for masks. */
  const masks = (): ByteString => `${sha256(options.random() + number)}\0`;

  /** Seeds the generator when a block begins; draws the multiplier; moves the generator on. */
  const begin = (): void => {
    if (drawn >= BLOCK_LENGTH) {
      options.reserve(block);
      drbg = emptyDrbg();
      seed =
        options.random() +
        options.privateKey +
        String.fromCharCode((block >>> 24) & 255, (block >>> 16) & 255, (block >>> 8) & 255, block & 255) +
        'hengzhun es256 one-time values 1';
      block++;
      drawn = 0;
      updateDrbg(drbg, '\0', seed);
    } else if (seed) {
      updateDrbg(drbg, '\x01', seed);
      seed = '';
    } else {
      drawn++;
      number = generateDrbg(drbg);
      next(take);
    }
  };
  const take = (): void => {
    if (slice < 1) updateDrbg(drbg, '\0', '');
    else if (slice < 2) {
      useOrder(true);
      engine.fromNumber(multiplier, UP, number);
    } else if (slice < 3) sums = engine.sumWords(multiplier, true);
    else {
      // in [1, n - 1], or it is drawn again (FIPS 186-5 A.3.2, rejection)
      if (number === ZERO || engine.joinWords(sums, true) !== number) return void restart();
      return void next(recode);
    }
    slice++;
  };
  /** An even multiplier is replaced by n minus it: the same r, and odd, as the comb wants it. */
  const recode = (): void => {
    let odd = number;
    if (!(number.charCodeAt(31) & 1)) {
      if (slice < 1) {
        engine.scale(plain0, UP, multiplier, -1);
        sums = engine.sumWords(plain0, true);
        slice = 1;
        return;
      }
      odd = engine.joinWords(sums, true);
    }
    bits = new Uint8Array(264);
    mapInPlace(toBytes(`\0${odd}`), bits, undefined, 1);
    row = 21;
    table = 1;
    turned = 1;
    useOrder(false);
    load = true;
    next(place);
  };
  /**
   * Fetches the comb's next entry. Bit i of (odd >> 1) + 2^263, the recoded multiplier, stands for +2^i or -2^i, so that no
   * digit is zero; most significant first, it is bits[262 - i].
   */
  const fetch = (): void => {
    load = false;
    let position = 42 - 22 * table - row;
    const lead = position < 0 ? 1 : bits[position]!;
    let index = 0;
    for (let tooth = 5; tooth; tooth--) {
      position += 44;
      index += index;
      if (bits[position] === lead) index++;
    }
    sign = lead ? turned : -turned;
    mapInPlace(toBytes(fromBase64(table ? highTable(index) : lowTable(index))), point.entry, undefined, 20);
  };
  /** The first point, in random projective coordinates. */
  const place = (): void => {
    if (load) return fetch();
    if (slice < 1) {
      mapInPlace(toBytes(masks()), point.Z, undefined, 20);
      complete(point.windowZ);
    } else if (slice < 2) {
      product(secondTail, point.Z, point.windowZ);
      complete(second);
    } else if (slice < 3) multiply(plain0, UP, left, second);
    else if (slice < 4) {
      engine.scale(left, UP, point.entryX, -1);
      multiply(X, UP, left, second);
    } else {
      secondTail.set(plain0);
      complete(second);
      engine.scale(left, UP, point.entryY, sign);
      multiply(Y, UP, left, second);
      table = 0;
      load = true;
      return void next(add);
    }
    slice++;
  };
  // doubling and addition both turn the point's sign, which `turned` keeps
  const double = (): void => {
    if (slice < DOUBLING_PART) point.doubleFirst(slice++);
    else {
      point.doubleLast(slice++);
      if (slice === DOUBLING_SLICES) {
        turned = -turned;
        table = 1;
        load = true;
        next(add);
      }
    }
  };
  const add = (): void => {
    if (load) fetch();
    else if (slice < ADDITION_PART) point.addFirst(slice++, sign);
    else {
      point.addLast(slice++);
      if (slice === ADDITION_SLICES) added();
    }
  };
  const added = (): void => {
    turned = -turned;
    slice = 0;
    if (table) {
      table = 0;
      load = true;
    } else if (row) {
      row--;
      stage = double;
    } else {
      bits = new Uint8Array(0);
      point.H.set(point.Z);
      inversion.start(false, masks());
      stage = invertField;
    }
  };
  const invertField = (): void => {
    if (!inversion.step()) next(toAffine);
  };
  const toAffine = (): void => {
    if (slice < 1) {
      complete(point.windowH);
      product(secondTail, point.H, point.windowH);
      complete(second);
    } else if (slice < 2) multiply(plain0, UP, left, second);
    else if (slice < 3) product(X, X, second);
    else {
      secondTail.set(plain0);
      complete(second);
      product(Y, Y, second);
      return void next(checkPoint);
    }
    slice++;
  };
  /** y² = x (x² - 3) + b, and x is not 0, or the value is thrown away. */
  const checkPoint = (): void => {
    if (slice < 1) {
      complete(point.windowY);
      product(plain0, Y, point.windowY);
    } else if (slice < 2) sums = engine.sumWords(plain0, false);
    else if (slice < 3) {
      expected = engine.joinWords(sums, false);
      complete(point.windowX);
    } else if (slice < 4) {
      product(secondTail, X, point.windowX);
      secondTail[0]! -= 3;
      complete(second);
    } else if (slice < 5) {
      right.set(CURVE_B);
      multiply(plain0, UP, engine.pair, engine.secondAndOne);
    } else if (slice < 6) sums = engine.sumWords(plain0, false);
    else {
      next(reduceX);
      return void check(expected !== ZERO && engine.joinWords(sums, false) === expected);
    }
    slice++;
  };
  /** r = x mod n, and r d. */
  const reduceX = (): void => {
    if (slice < 1) sums = engine.sumWords(X, false);
    else if (slice < 2) expected = engine.joinWords(sums, false);
    else if (slice < 3) {
      useOrder(true);
      engine.fromNumber(plain0, UP, expected);
    } else if (slice < 4) sums = engine.sumWords(plain0, true);
    else if (slice < 5) {
      r = engine.joinWords(sums, true);
      if (r === ZERO) return void restart();
    } else {
      secondTail.set(key);
      complete(second);
      product(X, plain0, second);
      point.H.set(multiplier);
      inversion.start(true, masks());
      return void next(invertOrder);
    }
    slice++;
  };
  const invertOrder = (): void => {
    if (!inversion.step()) next(complement);
  };
  /** k k⁻¹ = 1 and k (k⁻¹ r d) = r d, or the value is thrown away. */
  const complement = (): void => {
    if (slice < 1) {
      complete(point.windowH);
      product(plain0, multiplier, point.windowH);
    } else if (slice < 2) sums = engine.sumWords(plain0, true);
    else if (slice < 3) {
      slice++;
      return void check(engine.joinWords(sums, true) === ONE);
    } else if (slice < 4) {
      product(plain1, X, point.windowH);
      secondTail.set(plain1);
      complete(second);
    } else if (slice < 5) product(plain0, multiplier, second);
    else if (slice < 6) sums = engine.sumWords(plain0, true);
    else if (slice < 7) expected = engine.joinWords(sums, true);
    else if (slice < 8) sums = engine.sumWords(X, true);
    else {
      if (engine.joinWords(sums, true) !== expected) return void check(false);
      pool.push({ r: r, inverse: new Int32Array(point.H), product: new Int32Array(plain1) });
      return void restart();
    }
    slice++;
  };
  stage = begin;

  /** s = k⁻¹ e + k⁻¹ r d. Uses arrays of its own: it may come between any two slices. */
  const finish = (value: OneTimeValue, digest: ByteString): ByteString | undefined => {
    const windows = new Int32Array(50);
    windows[37] = 1;
    const tail = windows.subarray(12, 25);
    tail.set(value.inverse);
    complete(windows);
    const factors = new Int32Array(38);
    const before = ofOrder;
    engine.useOrder(true);
    engine.fromNumber(factors, DOWN, digest);
    map(DOWN, factors.subarray(25, 38), value.product);
    multiply(tail, UP, factors, windows);
    let s = engine.toNumber(tail, true);
    if (s.charCodeAt(0) > 126) {
      engine.scale(tail, UP, tail, -1);
      const other = engine.toNumber(tail, true);
      let i = 0;
      while (s.charCodeAt(i) === other.charCodeAt(i)) i++;
      if (other.charCodeAt(i) < s.charCodeAt(i)) s = other;
    }
    engine.useOrder(before);
    return s === ZERO ? undefined : value.r + s;
  };

  return signer;
}

export type Signer = ReturnType<typeof createSigner>;

/** One slice of background work; false when the pool is full. */
export function step(signer: Signer): boolean {
  return signer.step();
}

/** Signatures that can be made at once. */
export function available(signer: Signer): number {
  return signer.available();
}

/** r and s, 32 bytes each, s in the lower half; undefined when no one-time value is ready. */
export function sign(signer: Signer, digest: ByteString): ByteString | undefined {
  return signer.sign(digest);
}
