import type { ByteString } from '@hengzhun/protocol/device';
import { sha256 } from '../platform/espruino.js';
import { type Drbg, emptyDrbg } from './drbg.js';
import { complete, DOWN, fromNumber, joinWords, multiply, negate, sumWords, toNumber, UP, useOrder } from './engine.js';
import { mapInPlace } from './natives.js';
import { BLOCK_LENGTH, prepare, ZERO } from './onetime.js';
import type { Signer } from './signer.js';

declare const atob: (text: string) => string;

export interface SoftwareSignerOptions {
  /** 32 bytes, most significant first, in [1, n - 1]. Empty: `step` makes a key first, with the two that follow. */
  privateKey: ByteString;
  /** Its x and y, 64 bytes, or empty: signing does not need them. */
  publicKey?: ByteString;
  /** 32 bytes that nobody else knows, from the host that provisioned the instrument. */
  entropy?: ByteString;
  /** Persists private key, x and y of a new key, 96 bytes. Throws when it could not. */
  keep?: ((key: ByteString) => void) | undefined;
  /** 32 fresh bytes of the hardware's random source. */
  random: () => ByteString;
  /** Persists that this block is used up, before its first number is drawn. Throws when it could not. */
  reserve: (block: number) => void;
  /** The first block that was never reserved. */
  firstBlock: number;
  /** One-time values kept ready. */
  poolSize: number;
}

/** What one signature needs: r, and modulo n k⁻¹ and k⁻¹ r d (limbs ascending). */
export interface OneTimeValue {
  r: ByteString;
  inverse: Int32Array;
  product: Int32Array;
}

export interface SoftwareSigner extends Signer {
  /** Private key; until there is one, the host's entropy. */
  secret: ByteString;
  /** The private key as an element modulo n. */
  key: Int32Array;
  /** There until the key is born. */
  keep: ((key: ByteString) => void) | undefined;
  random: () => ByteString;
  reserve: (block: number) => void;
  /** The next block to reserve, and how many numbers the present one gave. */
  block: number;
  drawn: number;
  drbg: Drbg;
  poolSize: number;
  pool: OneTimeValue[];
}

/**
 * Makes a signer: ECDSA on P-256 with SHA-256 digests (FIPS 186-5 §6.4), s in the lower half.
 *
 * The arithmetic's memory exists once: signers may take turns, but only one of them can have a value under way.
 *
 * @throws `{ code: 'signer-key', message }` when the private key is not in [1, n - 1]; `{ code: 'signer-self-test', message }` when
 *   the arithmetic or SHA-256 does not give what it must
 */
export function createSigner(options: SoftwareSignerOptions): SoftwareSigner {
  const key = new Int32Array(13);
  const secret = options.privateKey;
  const before = useOrder(true);
  fromNumber(key, UP, secret);
  const valid = !secret || (toNumber(key, true) === secret && secret !== ZERO);
  useOrder(before);
  if (!valid) {
    throw {
      code: 'signer-key',
      message: 'the private key must be 32 bytes in [1, n - 1]: provision the instrument again',
    };
  }
  const signer: SoftwareSigner = {
    secret: secret || options.entropy || '',
    key: key,
    keep: secret ? undefined : options.keep,
    random: options.random,
    reserve: options.reserve,
    block: options.firstBlock,
    drawn: BLOCK_LENGTH,
    drbg: emptyDrbg(),
    poolSize: options.poolSize,
    pool: [],
    publicKey: options.publicKey || '',
    serial: '',
    condition: 0,
    faults: 0,
    dropped: 0,
  };
  /*@__NOINLINE__*/ testItself(signer);
  return signer;
}

/** A known answer: s of the digest of "abc" for a one-time value whose limbs are all the same. */
function testItself(signer: SoftwareSigner): void {
  signer.pool.push({ r: '', inverse: new Int32Array(13).fill(524287), product: new Int32Array(13).fill(-262144) });
  if (sign(signer, sha256('abc')) !== atob('fw6g/vhL+PT7jQc4hz28ohg7J3g6KvVa3FV1nTTuR6Y')) {
    throw {
      code: 'signer-self-test',
      message: 'this board or this bundle does not sign rightly: flash it again, or change the board',
    };
  }
}

/** One slice of background work, at most 300 loops; false when the pool is full. */
export function step(signer: SoftwareSigner): boolean {
  if (signer.pool.length >= signer.poolSize) return false;
  prepare(signer);
  return signer.pool.length < signer.poolSize;
}

/** Signatures that can be made at once. */
export function available(signer: SoftwareSigner): number {
  return signer.pool.length;
}

/**
 * r and s, 32 bytes each, s in the lower half; undefined when no one-time value is ready, or when a fault showed. The value is used
 * up first.
 *
 * s = k⁻¹ e + k⁻¹ r d, in arrays of its own: it may come between any two slices. It is worked out a second time with the factors
 * the other way round, through other places of memory; the limbs must be the same. @declared
 */
export function sign(signer: SoftwareSigner, digest: ByteString): ByteString | undefined {
  const value = signer.pool.shift();
  if (!value) return undefined;
  const windows = new Int32Array(50);
  windows[37] = 1;
  const tail = windows.subarray(12, 25);
  const factors = new Int32Array(38);
  const before = useOrder(true);
  fromNumber(factors, DOWN, digest);
  mapInPlace(DOWN, factors.subarray(25, 38), value.product);
  tail.set(value.inverse);
  complete(windows);
  multiply(tail, UP, factors, windows);
  const limbs = tail.join();
  mapInPlace(DOWN, tail, factors);
  complete(windows);
  mapInPlace(DOWN, factors, value.inverse);
  multiply(tail, UP, factors, windows);
  const words = sumWords(tail, true);
  // the uppermost 32 bits of s: 2^256 modulo n is 2^224, all but a part in 2^32
  const top = words[15]! * 65536 + words[14]! + words[16]!;
  // n - s, where that is the smaller one
  if ((top | 0) < 0) negate(words);
  const s = joinWords(words, true);
  useOrder(before);
  // one in 2^28 is too near to 0 or to n / 2 for these bits to tell, and is given up
  if (limbs === tail.join() && ((top + 4) & 2147483647) > 8) return value.r + s;
  signer.faults++;
  return undefined;
}
