import './natives.js';
import { createHash, generateKeyPairSync, randomBytes, verify } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import { createSigner, sign, step } from '../../src/crypto/index.js';

vi.mock('../../src/platform/espruino.js', () => import('./platform.js'));
test('signatures made from the pool verify (FIPS 186-5 §6.4)', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const d = Buffer.from(privateKey.export({ format: 'jwk' }).d!, 'base64url').toString('latin1');
  const blocks: number[] = [];
  const signer = createSigner({
    privateKey: d,
    random: () => randomBytes(32).toString('latin1'),
    reserve: (b) => {
      blocks.push(b);
    },
    firstBlock: 7,
    poolSize: 3,
  });
  expect(signer.faults).toBe(0);
  for (let i = 0; i < 20; i++) {
    while (step(signer)) {}
    const m = randomBytes(50);
    const sig = sign(signer, createHash('sha256').update(m).digest('latin1'))!;
    expect(verify('sha256', m, { key: publicKey, dsaEncoding: 'ieee-p1363' }, Buffer.from(sig, 'latin1'))).toBe(true);
  }
});
