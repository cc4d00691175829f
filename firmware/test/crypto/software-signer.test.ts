import './natives.js';
import { createHash, createPublicKey, generateKeyPairSync, type KeyObject, randomBytes, verify } from 'node:crypto';
import { describe, expect, test, vi } from 'vitest';
import { createDrbg } from '../../src/crypto/drbg.js';
import {
  available,
  createSigner,
  type SoftwareSigner as Signer,
  sign,
  step,
} from '../../src/crypto/software-signer.js';

vi.mock('../../src/platform/espruino.js', () => import('./platform.js'));

const HALF_ORDER = 0x7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8n;
const latin = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
const text = (hex: string): string => Buffer.from(hex, 'hex').toString('latin1');
const hex = (bytes: string): string => Buffer.from(bytes, 'latin1').toString('hex');
const digestOf = (message: Uint8Array | string): string => latin(createHash('sha256').update(message).digest());
const random = (): string => latin(randomBytes(32));

function newKey(): { privateKey: string; publicKey: KeyObject } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { privateKey: latin(Buffer.from(privateKey.export({ format: 'jwk' }).d!, 'base64url')), publicKey };
}

function newSigner(privateKey: string, poolSize: number, reserved: number[] = []): Signer {
  return createSigner({
    privateKey,
    random,
    reserve: (block) => {
      reserved.push(block);
    },
    firstBlock: 7,
    poolSize,
  });
}

const isGood = (publicKey: KeyObject, message: Uint8Array, signature: string): boolean =>
  verify('sha256', message, { key: publicKey, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'latin1'));

const fill = (signer: Signer): void => {
  while (step(signer));
};

describe('signatures (FIPS 186-5 §6.4)', () => {
  test('300 signatures of 3 keys verify with node:crypto, all in the lower half, no r twice', () => {
    const seen = new Set<string>();
    for (let k = 0; k < 3; k++) {
      const { privateKey, publicKey } = newKey();
      const signer = newSigner(privateKey, 4);
      for (let i = 0; i < 100; i++) {
        if (!available(signer)) fill(signer);
        const message = randomBytes(i);
        const signature = sign(signer, digestOf(message))!;
        expect(signature).toHaveLength(64);
        expect(isGood(publicKey, message, signature)).toBe(true);
        expect(BigInt(`0x${hex(signature.slice(32))}`) <= HALF_ORDER).toBe(true);
        seen.add(signature.slice(0, 32));
      }
      expect(signer.faults).toBe(0);
    }
    expect(seen.size).toBe(300);
  });

  // RFC 6979 A.2.5: the generator is given the state in which it yields that k
  test.each([
    [
      'sample',
      'efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716',
      'f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8',
    ],
    [
      'test',
      'f1abb023518351cd71d881567b1ea663ed3efcf6c5132b354f28d3b0b7d38367',
      '019f4113742a2b14bd25926b49c649155f267e60d3814b4c0cc84250e46f0083',
    ],
  ])('with the k of RFC 6979 A.2.5, r and s of message "%s", s taken low', (message, r, s) => {
    const key = text('c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721');
    const signer = newSigner(key, 1);
    signer.drbg = createDrbg(key + digestOf(message));
    signer.drawn = 0;
    fill(signer);
    const full = BigInt(`0x${s}`);
    const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
    const low = full > HALF_ORDER ? order - full : full;
    expect(hex(sign(signer, digestOf(message))!)).toBe(r + low.toString(16).padStart(64, '0'));
  });

  test.each([
    ['zero', '00'.repeat(32)],
    ['all ones', 'ff'.repeat(32)],
    ['n', 'ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551'],
  ])('a digest of %s is reduced modulo n and verifies', async (_, digest) => {
    const { privateKey, publicKey } = newKey();
    const signer = newSigner(privateKey, 1);
    fill(signer);
    const signature = sign(signer, text(digest))!;
    const { verifyDigest } = await import('./reference.js');
    expect(verifyDigest(publicKey, digest, hex(signature))).toBe(true);
    expect(verifyDigest(publicKey, `${digest.slice(0, -2)}02`, hex(signature))).toBe(false);
  });

  test('signing between any two slices disturbs neither the signature nor the value under way', () => {
    const { privateKey, publicKey } = newKey();
    const signer = newSigner(privateKey, 1);
    const spare = newSigner(privateKey, 60);
    fill(spare);
    const values = spare.pool;
    for (let slices = 0; values.length; slices++) {
      step(signer);
      if (slices % 13) continue;
      const ready = { ...signer, pool: [values.pop()!] };
      const message = randomBytes(9);
      expect(isGood(publicKey, message, sign(ready, digestOf(message))!)).toBe(true);
    }
    fill(signer);
    expect(signer.faults).toBe(0);
    const message = randomBytes(9);
    expect(isGood(publicKey, message, sign(signer, digestOf(message))!)).toBe(true);
  });
});

describe('the pool', () => {
  test('a value is used up before its signature leaves; an empty pool signs nothing', () => {
    const signer = newSigner(newKey().privateKey, 2);
    expect(sign(signer, digestOf('a'))).toBeUndefined();
    fill(signer);
    expect(available(signer)).toBe(2);
    expect(step(signer)).toBe(false);
    sign(signer, digestOf('a'));
    expect(available(signer)).toBe(1);
    fill(signer);
    expect(available(signer)).toBe(2);
  });

  test('each block is reserved before its first number is drawn, and lasts 64 numbers', () => {
    const reserved: number[] = [];
    const signer = newSigner(newKey().privateKey, 1, reserved);
    expect(reserved).toEqual([]);
    for (let i = 0; i < 65; i++) {
      fill(signer);
      expect(reserved).toEqual(i < 64 ? [7] : [7, 8]);
      signer.pool.length = 0;
    }
  });

  test('when the reservation fails nothing is drawn, and the next slice tries again', () => {
    let fail = true;
    const signer = createSigner({
      privateKey: newKey().privateKey,
      random,
      reserve: () => {
        if (fail) throw new Error('flash');
      },
      firstBlock: 1,
      poolSize: 1,
    });
    expect(() => step(signer)).toThrow('flash');
    expect(() => step(signer)).toThrow('flash');
    expect(signer.drbg.key).toBe('\0'.repeat(32));
    fail = false;
    fill(signer);
    expect(available(signer)).toBe(1);
  });

  test('two signers with the same key and the same weak random source but different blocks never share an r', () => {
    const { privateKey } = newKey();
    const r = [3, 4].map((firstBlock) => {
      const signer = createSigner({
        privateKey,
        random: () => '\0'.repeat(32),
        reserve: () => {},
        firstBlock,
        poolSize: 1,
      });
      fill(signer);
      return sign(signer, digestOf('m'))!.slice(0, 32);
    });
    expect(r[0]).not.toBe(r[1]);
  });
});

test.each([
  ['zero', '00'.repeat(32)],
  ['n', 'ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551'],
  ['31 bytes', '11'.repeat(31)],
  ['above n', 'ff'.repeat(32)],
])('a private key of %s is refused', (_, key) => {
  expect(() => newSigner(text(key), 1)).toThrow(expect.objectContaining({ code: 'signer-key' }));
});

test('the public key that goes with RFC 6979 A.2.5 is the one its signatures verify under', () => {
  const publicKey = createPublicKey({
    key: {
      kty: 'EC',
      crv: 'P-256',
      x: Buffer.from('60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6', 'hex').toString('base64url'),
      y: Buffer.from('7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299', 'hex').toString('base64url'),
    },
    format: 'jwk',
  });
  const signer = newSigner(text('c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721'), 1);
  fill(signer);
  expect(isGood(publicKey, Buffer.from('sample'), sign(signer, digestOf('sample'))!)).toBe(true);
});
