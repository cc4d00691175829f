import { createECDH, createHash, createPublicKey, generateKeyPairSync, randomBytes, verify } from 'node:crypto';
import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  bearOnInterpreter,
  buildSignerRig,
  measureSignerCost,
  measureSignerMemory,
  signOnInterpreter,
} from '../../src/signer-cost.js';

const interpreter = process.env.ESPRUINO_BIN;
const missing = !interpreter || !existsSync(interpreter);
if (missing) console.warn('not tested: the signer on the real interpreter (ESPRUINO_BIN names no file)');

test('the signer alone, of which the comb takes 8.3 kB, keeps below 19 kB of flash', async () => {
  const { image } = await buildSignerRig();
  expect(image.length).toBeLessThan(19_000);
});

test.skipIf(missing)(
  '24 signatures made on the interpreter by the minified engine verify with node:crypto',
  async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const messages = Array.from({ length: 24 }, () => randomBytes(40));
    const signatures = await signOnInterpreter(
      interpreter!,
      Buffer.from(privateKey.export({ format: 'jwk' }).d!, 'base64url'),
      messages.map((message) => createHash('sha256').update(message).digest()),
    );
    expect(signatures).toHaveLength(24);
    for (const [i, signature] of signatures.entries()) {
      expect(verify('sha256', messages[i]!, { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature)).toBe(true);
    }
  },
);

test.skipIf(missing)(
  '6 keys made on the interpreter have the points that node:crypto gives them, and sign (FIPS 186-5 A.2.2)',
  async () => {
    const message = randomBytes(40);
    const born = await bearOnInterpreter(interpreter!, 6, createHash('sha256').update(message).digest());
    expect(new Set(born.map(({ key }) => key.toString('hex'))).size).toBe(6);
    for (const { key, signature } of born) {
      const ecdh = createECDH('prime256v1');
      ecdh.setPrivateKey(key.subarray(0, 32));
      expect(ecdh.getPublicKey().subarray(1)).toEqual(key.subarray(32));
      const [x, y] = [key.subarray(32, 64).toString('base64url'), key.subarray(64).toString('base64url')];
      const publicKey = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' });
      expect(verify('sha256', message, { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature)).toBe(true);
    }
  },
);

test.skipIf(missing)(
  'the measurement of costs reports every figure (the benchmark holds them to the budget)',
  async () => {
    const cost = await measureSignerCost(interpreter!);
    expect(cost.slices).toBeGreaterThan(600);
    expect(cost.value).toBeGreaterThan(cost.longestSlice);
    expect(cost.longestSlice).toBeGreaterThan(0);
    expect(cost.online).toBeGreaterThan(0);
  },
);

test.skipIf(missing)('the signer takes less than half of the 2360 variables', async () => {
  const memory = await measureSignerMemory(interpreter!);
  expect(memory.idle).toBeGreaterThan(memory.loaded);
  expect(memory.peak).toBeLessThan(1180);
});
