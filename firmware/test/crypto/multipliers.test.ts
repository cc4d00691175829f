import './natives.js';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { describe, expect, test, vi } from 'vitest';
import { N } from '../../src/crypto/generate/lattice.mjs';
import { available, createSigner, sign, step } from '../../src/crypto/software-signer.js';
import { multiplyPoint, verifyDigest } from './reference.js';

const drawn: string[] = [];
vi.mock('../../src/platform/espruino.js', () => import('./platform.js'));
// the generator's output cannot be chosen, so it is replaced: these are the multipliers that chance would never draw
vi.mock('../../src/crypto/drbg.js', async (original) => ({
  ...(await original<typeof import('../../src/crypto/drbg.js')>()),
  generateDrbg: () => drawn.shift(),
}));

const bytes = (k: bigint): string => Buffer.from(k.toString(16).padStart(64, '0'), 'hex').toString('latin1');
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });

function signWith(...numbers: bigint[]): { signature: string | undefined; faults: number; left: number } {
  drawn.splice(0, drawn.length, ...numbers.map(bytes));
  const signer = createSigner({
    privateKey: Buffer.from(privateKey.export({ format: 'jwk' }).d!, 'base64url').toString('latin1'),
    random: () => randomBytes(32).toString('latin1'),
    reserve: () => {},
    firstBlock: 1,
    poolSize: 1,
  });
  while (step(signer));
  expect(available(signer)).toBe(1);
  const signature = Buffer.from(sign(signer, bytes(0x1234n))!, 'latin1').toString('hex');
  return { signature, faults: signer.faults, left: drawn.length };
}

const good = 0x1f2e3d4c5b6a79880123456789abcdeffedcba98765432100123456789abcdefn;

describe('multipliers at the edges', () => {
  test.each([
    ['1', 1n],
    ['2', 2n],
    ['3', 3n],
    ['65537', 65537n],
    ['n - 1', N - 1n],
    ['n - 2', N - 2n],
    ['(n - 1) / 2', (N - 1n) / 2n],
    ['2^255', 1n << 255n],
    ['2^220', 1n << 220n],
    ['2^44 - 1', (1n << 44n) - 1n],
    ['every comb digit the same', ((1n << 264n) / ((1n << 44n) - 1n)) & ((1n << 255n) - 1n)],
    ['random', good],
  ])('k = %s gives the r of k G, or is found out and replaced', (_, k) => {
    const { signature, faults } = signWith(k, good);
    const used = faults ? good : k;
    expect(faults).toBeLessThan(2);
    expect(BigInt(`0x${signature!.slice(0, 64)}`)).toBe(multiplyPoint(used)![0] % N);
    expect(verifyDigest(publicKey, '1234'.padStart(64, '0'), signature!)).toBe(true);
  });

  test.each([
    ['0', 0n],
    ['n', N],
    ['n + 1', N + 1n],
    ['2^256 - 1', 2n ** 256n - 1n],
  ])('k = %s is rejected and drawn again (FIPS 186-5 A.3.2), which is no fault', (_, k) => {
    const { signature, faults, left } = signWith(k, good);
    expect([faults, left]).toEqual([0, 0]);
    expect(BigInt(`0x${signature!.slice(0, 64)}`)).toBe(multiplyPoint(good)![0] % N);
  });
});
