import './natives.js';
import { createHmac } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { createDrbg, generateDrbg, hmacSha256, updateDrbg } from '../../src/crypto/index.js';

vi.mock('../../src/platform/espruino.js', () => import('./platform.js'));

const text = (hex: string): string => Buffer.from(hex, 'hex').toString('latin1');
const hex = (bytes: string): string => Buffer.from(bytes, 'latin1').toString('hex');

// RFC 4231 §4: key, data, HMAC-SHA-256
test.each([
  ['0b'.repeat(20), hex('Hi There'), 'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7'],
  [
    hex('Jefe'),
    hex('what do ya want for nothing?'),
    '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
  ],
  ['aa'.repeat(20), 'dd'.repeat(50), '773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe'],
  [
    'aa'.repeat(131),
    hex('Test Using Larger Than Block-Size Key - Hash Key First'),
    '60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54',
  ],
])('HMAC-SHA-256, RFC 4231 §4: key %s', (key, data, mac) => {
  expect(hex(hmacSha256(text(key), text(data)))).toBe(mac);
});

test('HMAC-SHA-256 of keys and data of any length agrees with node:crypto', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 140 }), fc.uint8Array({ maxLength: 200 }), (key, data) => {
      const latin = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
      expect(hex(hmacSha256(latin(key), latin(data)))).toBe(createHmac('sha256', key).update(data).digest('hex'));
    }),
  );
});

const vectors = new URL('../../../../shared/vectors/wycheproof/hmac_sha256_test.json', import.meta.url);
if (!existsSync(vectors)) console.warn('not tested: ../shared/vectors/wycheproof/hmac_sha256_test.json is not there');
test.skipIf(!existsSync(vectors))('Wycheproof hmac_sha256_test.json', () => {
  const file = JSON.parse(readFileSync(vectors, 'utf8'));
  let tests = 0;
  for (const group of file.testGroups)
    for (const one of group.tests) {
      const mac = hex(hmacSha256(text(one.key), text(one.msg))).slice(0, group.tagSize / 4);
      expect(mac === one.tag).toBe(one.result !== 'invalid');
      tests++;
    }
  expect(tests).toBe(file.numberOfTests);
});

// RFC 6979 A.2.5: k for P-256 and SHA-256 is the first output of HMAC-DRBG over x and the digest
const KEY = 'c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721';
test.each([
  [
    'af2bdbe1aa9b6ec1e2ade1d694f41fc71a831d0268e9891562113d8a62add1bf',
    'a6e3c57dd01abe90086538398355dd4c3b17aa873382b0f24d6129493d8aad60',
  ],
  [
    '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    'd16b6ae827f17175e040871a1c7ec3500192c4c92677336ec2537acaee0008e0',
  ],
])('HMAC-DRBG gives the k of RFC 6979 A.2.5 for digest %s', (digest, k) => {
  const drbg = createDrbg(text(KEY + digest));
  expect(hex(generateDrbg(drbg))).toBe(k);
});

test('HMAC-DRBG moves on: SP 800-90A §10.1.2.2 recomputed with node:crypto', () => {
  const drbg = createDrbg(text(KEY));
  const hmac = (key: Buffer, ...parts: Buffer[]): Buffer =>
    createHmac('sha256', key).update(Buffer.concat(parts)).digest();
  const seed = Buffer.from(KEY, 'hex');
  let key = Buffer.alloc(32, 0);
  let value = Buffer.alloc(32, 1);
  for (const mark of [0, 1]) {
    key = Buffer.from(hmac(key, value, Buffer.from([mark]), seed));
    value = Buffer.from(hmac(key, value));
  }
  for (let i = 0; i < 4; i++) {
    value = Buffer.from(hmac(key, value));
    expect(hex(generateDrbg(drbg))).toBe(value.toString('hex'));
    updateDrbg(drbg, '\0', '');
    key = Buffer.from(hmac(key, value, Buffer.from([0])));
    value = Buffer.from(hmac(key, value));
  }
});
