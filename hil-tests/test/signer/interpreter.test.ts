import { createHash, generateKeyPairSync, randomBytes, verify } from 'node:crypto';
import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { buildSignerRig, measureSignerCost, measureSignerMemory, signOnInterpreter } from '../../src/signer-cost.js';

const interpreter = process.env.ESPRUINO_BIN;
const missing = !interpreter || !existsSync(interpreter);
if (missing) console.warn('not tested: the signer on the real interpreter (ESPRUINO_BIN names no file)');

test('the signer alone leaves room in 28 kB of flash', async () => {
  const { image } = await buildSignerRig();
  expect(image.length).toBeLessThan(14_000);
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
