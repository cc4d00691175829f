import { randomBytes } from 'node:crypto';
import { describe, expect, test, vi } from 'vitest';
import { modulusConstants } from '../../src/crypto/generate/constants.mjs';
import { evaluate, invert, mod, N } from '../../src/crypto/generate/lattice.mjs';
import { installNatives } from './natives.js';

installNatives();
vi.mock('../../src/platform/espruino.js', () => import('./platform.js'));
const { createSigner, sign } = await import('../../src/crypto/software-signer.js');

const INVERSE = 524287;
const PRODUCT = -262144;
const { root } = modulusConstants(N);
const numberOf = (limb: number): bigint => evaluate(new Array<bigint>(13).fill(BigInt(limb)), root, N);
const product = numberOf(PRODUCT);
const scale = invert(numberOf(INVERSE), N);

const signer = createSigner({
  privateKey: '\x01'.repeat(32),
  random: () => randomBytes(32).toString('latin1'),
  reserve: () => {},
  firstBlock: 1,
  poolSize: 1,
});

/** Signs the digest that gives this s with a made-up one-time value; s as the signature tells it. */
function signed(s: bigint): { told: bigint | undefined; faults: number } {
  signer.faults = 0;
  signer.pool.push({
    r: 'r'.repeat(32),
    inverse: new Int32Array(13).fill(INVERSE),
    product: new Int32Array(13).fill(PRODUCT),
  });
  const digest = mod((s - product) * scale, N);
  const signature = sign(signer, Buffer.from(digest.toString(16).padStart(64, '0'), 'hex').toString('latin1'));
  const told = signature && BigInt(`0x${Buffer.from(signature.slice(32), 'latin1').toString('hex')}`);
  return { told: told || undefined, faults: signer.faults };
}

const UNIT = 1n << 224n;

describe('the lower half', () => {
  test('is chosen rightly as near as a part in 2^28 to where it changes', () => {
    for (const middle of [0n, N / 2n, N])
      for (let i = 16n; i < 2n ** 31n; i *= 2n)
        for (const s of [middle - i * UNIT, middle + i * UNIT])
          if (s > 0n && s < N) expect(signed(s)).toEqual({ told: 2n * s > N ? N - s : s, faults: 0 });
  });

  test('is given up where the uppermost bits cannot tell, never told wrongly', () => {
    for (const s of [0n, 1n, N - 1n, N / 2n, N / 2n + 1n]) expect(signed(s)).toEqual({ told: undefined, faults: 1 });
    for (const middle of [0n, N / 2n, N])
      for (let i = -12n; i <= 12n; i++) {
        const s = middle + (i * UNIT) / 2n;
        if (s <= 0n || s >= N) continue;
        const { told } = signed(s);
        if (told !== undefined) expect(told).toBe(2n * s > N ? N - s : s);
      }
  });
});
