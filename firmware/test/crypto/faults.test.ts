import './natives.js';
import { createHash, generateKeyPairSync, randomBytes, verify } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import * as point from '../../src/crypto/point.js';
import { createSigner, sign, step } from '../../src/crypto/software-signer.js';

vi.mock('../../src/platform/espruino.js', () => import('./platform.js'));

// A faulty signature can betray the private key (Boneh, DeMillo and Lipton), so a value that a fault touched must not be used.
test.each([
  ['X during the comb', 100, point.X],
  ['Y during the comb', 333, point.Y],
  ['Z during the comb', 500, point.Z],
  ['the inverse modulo p', 585, point.H],
  ['the inverse modulo n', 655, point.H],
])('a limb of %s that changes is found by the checks, counted, and the value thrown away', (_, slices, limbs) => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const signer = createSigner({
    privateKey: Buffer.from(privateKey.export({ format: 'jwk' }).d!, 'base64url').toString('latin1'),
    random: () => randomBytes(32).toString('latin1'),
    reserve: () => {},
    firstBlock: 1,
    poolSize: 1,
  });
  for (let flipped = 0, slice = 0; ; slice++) {
    // the inversion's own state is not in H while it runs: change it often enough to meet what is
    if (slice >= slices && flipped < 80) {
      limbs[3]! += 4096;
      flipped++;
    }
    if (!step(signer)) break;
  }
  expect(signer.faults).toBeGreaterThan(0);
  const message = randomBytes(20);
  const signature = sign(signer, createHash('sha256').update(message).digest('binary'))!;
  expect(
    verify('sha256', message, { key: publicKey, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'latin1')),
  ).toBe(true);
});
