import type { ByteString } from '@hengzhun/protocol/device';
import { sha256 } from '../platform/espruino.js';
import { CURVE_B, highTable, lowTable } from './constants.js';
import { createDrbg, type Drbg, generateDrbg, updateDrbg } from './drbg.js';
import { createEngine } from './engine.js';
import { createInversion } from './inversion.js';
import { fromBase64, mapInPlace, toBytes } from './natives.js';
import { ADDITION_SLICES, createPoint, DOUBLING_SLICES } from './point.js';

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

/** What one signature needs: r, and modulo n k⁻¹ (ascending) and k⁻¹ r d (descending). */
interface OneTimeValue {
  r: ByteString;
  inverse: Int32Array;
  product: Int32Array;
}

/** Numbers drawn from one reserved block before the next is reserved and the generator is seeded anew. */
const BLOCK_LENGTH = 64;
const ONE = `${'\0'.repeat(31)}\x01`;
const ZERO = '\0'.repeat(32);

export function createSigner(options: SignerOptions) {
  const engine = createEngine();
  const point = createPoint(engine);
  const inversion = createInversion(engine, point);
  const UP = engine.UP;
  const DOWN = engine.DOWN;
  const multiply = engine.multiply;
  const complete = engine.complete;
  const copy = engine.copy;
  const left = engine.left;
  const right = engine.right;
  const second = engine.second;
  const secondTail = engine.secondTail;
  const plain0 = engine.plain0;
  const plain1 = engine.plain1;

  const pool: OneTimeValue[] = [];
  const signer = {
    /** One-time values that failed their check and were thrown away: 0 on sound hardware. */
    faults: 0,
    step: (): boolean => false,
    available: (): number => pool.length,
    sign: (_digest: ByteString): ByteString | undefined => undefined,
  };

  engine.useOrder(true);
  const key = new Int32Array(13);
  engine.fromNumber(key, UP, options.privateKey);
  if (engine.toNumber(key, true) !== options.privateKey || options.privateKey === ZERO) {
    throw {
      code: 'signer-key',
      message: 'the private key must be 32 bytes in [1, n - 1]: provision the instrument again',
    };
  }

  let drbg: Drbg | undefined;
  let block = options.firstBlock;
  let drawn = 0;
  const draw = (): ByteString => {
    if (!drbg || drawn >= BLOCK_LENGTH) {
      drbg = undefined;
      options.reserve(block);
      drbg = createDrbg(
        options.random() +
          options.privateKey +
          String.fromCharCode((block >>> 24) & 255, (block >>> 16) & 255, (block >>> 8) & 255, block & 255) +
          'hengzhun es256 one-time values 1',
      );
      block++;
      drawn = 0;
    }
    drawn++;
    return generateDrbg(drbg);
  };

  let stage = 0;
  let slice = 0;
  let row = 0;
  let table = 0;
  let sign = 1;
  let bits: Uint8Array = new Uint8Array(0);
  let number = '';
  const multiplier = new Int32Array(13);
  let x = '';
  let r = '';
  const inverse = new Int32Array(13);
  const scaledKey = new Int32Array(13);

  /** Digit of the comb: every bit of the recoded multiplier stands for +1 or -1, so no digit is zero. */
  const load = (): void => {
    let place = 221 + 22 * table + row;
    const top = place > 263 ? 1 : place > 255 ? 0 : (bits[31 - (place >> 3)]! >> (place & 7)) & 1;
    let index = 0;
    for (let tooth = 4; tooth >= 0; tooth--) {
      place -= 44;
      const bit = place > 255 ? 0 : (bits[31 - (place >> 3)]! >> (place & 7)) & 1;
      index = 2 * index + (bit === top ? 1 : 0);
    }
    sign = top ? 1 : -1;
    mapInPlace(toBytes(fromBase64(table ? highTable(index) : lowTable(index))), point.entry, undefined, 20);
  };

  const restart = (): boolean => {
    stage = 0;
    return true;
  };
  const fault = (): boolean => {
    signer.faults++;
    return restart();
  };

  /** One slice of the precomputation. */
  signer.step = (): boolean => {
    if (stage === 0) {
      if (pool.length >= options.poolSize) return false;
      number = draw();
      stage = 1;
      return true;
    }
    if (stage === 1) {
      updateDrbg(drbg!, '');
      stage = 2;
      return true;
    }
    if (stage === 2) {
      engine.useOrder(true);
      engine.fromNumber(multiplier, UP, number);
      stage = 3;
      return true;
    }
    if (stage === 3) {
      // in [1, n - 1], or it is drawn again (FIPS 186-5 A.3.2, rejection)
      if (number === ZERO || engine.toNumber(multiplier, true) !== number) return restart();
      stage = 4;
      return true;
    }
    if (stage === 4) {
      // an even multiplier is replaced by n minus it: the same r, and odd, as the comb wants it
      engine.useOrder(true);
      if (number.charCodeAt(31) & 1) bits = toBytes(number);
      else {
        copy(plain0, UP, multiplier, -1);
        bits = toBytes(engine.toNumber(plain0, true));
      }
      row = 21;
      table = 1;
      stage = 5;
      slice = 0;
      return true;
    }
    if (stage === 5) {
      // the first point, in projective coordinates made random
      engine.useOrder(false);
      if (slice === 0) {
        load();
        mapInPlace(toBytes(sha256(options.random() + number)), point.Z, undefined, 20);
        complete(point.windowZ);
        slice = 1;
        return true;
      }
      if (slice === 1) {
        copy(left, DOWN, point.Z, 1);
        multiply(secondTail, UP, left, point.windowZ);
        complete(second);
        multiply(plain0, UP, left, second);
        slice = 2;
        return true;
      }
      left.set(point.entryX);
      multiply(point.X, UP, left, second);
      secondTail.set(plain0);
      complete(second);
      copy(left, UP, point.entryY, sign);
      multiply(point.Y, UP, left, second);
      table = 0;
      slice = 0;
      stage = 7;
      return true;
    }
    if (stage === 6) {
      point.double(slice++);
      if (slice === DOUBLING_SLICES) {
        slice = 0;
        table = 1;
        stage = 7;
      }
      return true;
    }
    if (stage === 7) {
      if (slice === 0) load();
      point.add(slice++, sign);
      if (slice === ADDITION_SLICES) {
        slice = 0;
        if (table) table = 0;
        else if (row) {
          row--;
          stage = 6;
        } else stage = 8;
      }
      return true;
    }
    if (stage === 8) {
      point.H.set(point.Z);
      inversion.start(false);
      stage = 9;
      return true;
    }
    if (stage === 9) {
      if (!inversion.step()) {
        stage = 10;
        slice = 0;
      }
      return true;
    }
    if (stage === 10) {
      // affine coordinates, and whether they are on the curve
      if (slice === 0) {
        complete(point.windowH);
        copy(left, DOWN, point.H, 1);
        multiply(secondTail, UP, left, point.windowH);
        complete(second);
      } else if (slice === 1) {
        multiply(plain0, UP, left, second);
        copy(left, DOWN, point.X, 1);
        multiply(point.X, UP, left, second);
      } else if (slice === 2) {
        secondTail.set(plain0);
        complete(second);
        copy(left, DOWN, point.Y, 1);
        multiply(point.Y, UP, left, second);
      } else if (slice === 3) {
        complete(point.windowY);
        copy(left, DOWN, point.Y, 1);
        multiply(plain0, UP, left, point.windowY);
      } else if (slice === 4) {
        x = engine.toNumber(plain0, false);
        complete(point.windowX);
      } else if (slice === 5) {
        copy(left, DOWN, point.X, 1);
        multiply(secondTail, UP, left, point.windowX);
        secondTail[0]! -= 3;
        complete(second);
        right.set(CURVE_B);
        multiply(plain0, UP, engine.pair, engine.secondAndOne);
      } else if (slice === 6) {
        if (engine.toNumber(plain0, false) !== x || x === ZERO) return fault();
      } else {
        x = engine.toNumber(point.X, false);
        slice = -1;
        stage = 11;
      }
      slice++;
      return true;
    }
    if (stage === 11) {
      engine.useOrder(true);
      if (slice === 0) engine.fromNumber(plain0, UP, x);
      else if (slice === 1) {
        r = engine.toNumber(plain0, true);
        if (r === ZERO) return restart();
      } else {
        copy(left, DOWN, plain0, 1);
        secondTail.set(key);
        complete(second);
        multiply(scaledKey, UP, left, second);
        point.H.set(multiplier);
        slice = -1;
        stage = 12;
      }
      slice++;
      return true;
    }
    if (stage === 12) {
      inversion.start(true);
      stage = 13;
      return true;
    }
    if (stage === 13) {
      if (!inversion.step()) {
        stage = 14;
        slice = 0;
      }
      return true;
    }
    if (slice === 0) {
      inverse.set(point.H);
      complete(point.windowH);
      copy(left, DOWN, multiplier, 1);
      multiply(plain0, UP, left, point.windowH);
    } else if (slice === 1) {
      if (engine.toNumber(plain0, true) !== ONE) return fault();
    } else if (slice === 2) {
      copy(left, DOWN, scaledKey, 1);
      multiply(plain1, UP, left, point.windowH);
      secondTail.set(plain1);
      complete(second);
      copy(left, DOWN, multiplier, 1);
      multiply(plain0, UP, left, second);
    } else if (slice === 3) x = engine.toNumber(plain0, true);
    else {
      if (engine.toNumber(scaledKey, true) !== x) return fault();
      const product = new Int32Array(13);
      copy(product, DOWN, plain1, 1);
      pool.push({ r: r, inverse: new Int32Array(inverse), product: product });
      number = '';
      stage = 0;
      return pool.length < options.poolSize;
    }
    slice++;
    return true;
  };

  signer.sign = (digest: ByteString): ByteString | undefined => {
    const value = pool.shift();
    if (!value) return undefined;
    const windows = new Int32Array(50);
    windows[37] = 1;
    const tail = windows.subarray(12, 25);
    tail.set(value.inverse);
    complete(windows);
    const factors = new Int32Array(38);
    engine.useOrder(true);
    engine.fromNumber(factors, DOWN, digest);
    factors.subarray(25, 38).set(value.product);
    multiply(tail, UP, factors, windows);
    let s = engine.toNumber(tail, true);
    if (s.charCodeAt(0) > 126) {
      copy(tail, UP, tail, -1);
      const other = engine.toNumber(tail, true);
      let i = 0;
      while (s.charCodeAt(i) === other.charCodeAt(i)) i++;
      if (other.charCodeAt(i) < s.charCodeAt(i)) s = other;
    }
    engine.useOrder(stage > 10 || stage < 5);
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
