import './natives.js';
import { createHash, generateKeyPairSync, randomBytes, verify } from 'node:crypto';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { modulusConstants } from '../../src/crypto/generate/constants.mjs';
import { evaluate, mod, N } from '../../src/crypto/generate/lattice.mjs';

// every native call of the signer passes through here, so that one of them can go wrong
const strike = vi.hoisted(() => ({ at: -1, calls: 0, bit: 1, hash: '' }));
vi.mock('../../src/platform/espruino.js', async () => {
  const platform = await import('./platform.js');
  return { ...platform, sha256: (data: string) => strike.hash || platform.sha256(data) };
});
vi.mock('../../src/crypto/natives.js', async (original) => {
  const real = await original<typeof import('../../src/crypto/natives.js')>();
  const mapInPlace: typeof real.mapInPlace = (from, to, map, bits) => {
    real.mapInPlace(from, to, map, bits);
    if (strike.calls++ === strike.at) to[5]! += strike.bit;
  };
  return { ...real, mapInPlace };
});
const { createSigner, sign, step } = await import('../../src/crypto/software-signer.js');

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const newSigner = (poolSize = 1) =>
  createSigner({
    privateKey: Buffer.from(privateKey.export({ format: 'jwk' }).d!, 'base64url').toString('latin1'),
    random: () => randomBytes(32).toString('latin1'),
    reserve: () => {},
    firstBlock: 1,
    poolSize,
  });
const message = Buffer.from('message');
const digest = createHash('sha256').update(message).digest('binary');
const isGood = (signature: string): boolean =>
  verify('sha256', message, { key: publicKey, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'latin1'));

afterEach(() => {
  strike.at = -1;
  strike.hash = '';
});

describe('the known answer at start', () => {
  test('is what integers of any size give', () => {
    const { root } = modulusConstants(N);
    const limbs = (value: bigint): bigint => evaluate(new Array<bigint>(13).fill(value), root, N);
    const e = BigInt(`0x${createHash('sha256').update('abc').digest('hex')}`);
    const s = mod(limbs(524287n) * e + limbs(-262144n), N);
    const low = 2n * s > N ? N - s : s;
    const text = Buffer.from(low.toString(16).padStart(64, '0'), 'hex').toString('base64');
    expect(text.replace('=', '')).toBe('fw6g/vhL+PT7jQc4hz28ohg7J3g6KvVa3FV1nTTuR6Y');
    expect(newSigner()).toMatchObject({ faults: 0, dropped: 0, pool: [] });
  });

  test('a signer whose arithmetic gives something else, in any native call, is not made', () => {
    strike.calls = 0;
    newSigner();
    const calls = strike.calls;
    expect(calls).toBeGreaterThan(10);
    let refused = 0;
    for (let at = 0; at < calls; at++) {
      strike.calls = 0;
      strike.at = at;
      try {
        newSigner();
      } catch (failure) {
        expect(['signer-key', 'signer-self-test']).toContain((failure as { code: string }).code);
        refused++;
      }
    }
    // a fault in what a window holds twice, or in a limb that is written again, changes nothing
    expect(refused).toBeGreaterThan(calls - 4);
  });

  test('nor one whose SHA-256 does', () => {
    strike.hash = 'x'.repeat(32);
    expect(newSigner).toThrow(expect.objectContaining({ code: 'signer-self-test' }));
  });
});

describe('the second way to s', () => {
  test('a fault in either multiplication yields no signature and is counted; the next value is not touched', () => {
    const signer = newSigner(2);
    while (step(signer));
    const spare = signer.pool.map((value) => ({ ...value }));
    strike.calls = 0;
    expect(isGood(sign(signer, digest)!)).toBe(true);
    const calls = strike.calls;
    const silent: number[] = [];
    for (let at = 0; at < calls; at++) {
      const one = { ...signer, pool: [spare[0]!], faults: 0 };
      strike.calls = 0;
      strike.at = at;
      const signature = sign(one, digest);
      if (signature === undefined) expect(one.faults).toBe(1);
      else if (!isGood(signature)) silent.push(at);
    }
    strike.at = -1;
    // what both ways share: the digest in limbs (four calls: digits, weights, product, reduction in two), and s as a number
    expect(silent.length).toBeLessThan(9);
    expect(calls - silent.length).toBeGreaterThan(7);
    expect(isGood(sign(signer, digest)!)).toBe(true);
  });
});

test('a bit that changes in the private key in memory lets no value through; with the right key it goes on', () => {
  const signer = newSigner();
  signer.key[7]! ^= 64;
  for (let i = 0; i < 1800; i++) step(signer);
  expect(signer.pool).toHaveLength(0);
  expect(signer.faults).toBeGreaterThan(0);
  signer.key[7]! ^= 64;
  while (step(signer));
  expect(isGood(sign(signer, digest)!)).toBe(true);
});
