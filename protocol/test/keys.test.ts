import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { plain } from '../scripts/vectors/make.mjs';
import { signDeterministically } from '../scripts/vectors/rfc6979.mjs';
import {
  coordinates,
  decodeCbor,
  encodeCbor,
  exportCoseKey,
  exportJwk,
  importPrivateKey,
  importPublicKey,
  issueCertificate,
  keyIdentifier,
  normaliseSignature,
  sha256,
  signatureDefect,
  uncompressedPoint,
  verifyCertificate,
  verifyEs256,
} from '../src/index.js';
import { createInstrument } from './support/instrument.js';
import { refusal } from './support/refusal.js';
import { hex, unhex } from './support/vectors.js';

/** RFC 6979 appendix A.2.5. */
const RFC6979_KEY = 'c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721';
const RFC6979_X = '60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6';
const RFC6979_Y = '7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299';
const P = 'ffffffff00000001000000000000000000000000ffffffffffffffffffffffff';

describe('RFC 6979 appendix A.2.5 (P-256, SHA-256)', () => {
  const publicKey = importPublicKey({ x: unhex(RFC6979_X), y: unhex(RFC6979_Y) });

  it('the public key of the private key', () => {
    expect(exportJwk(importPrivateKey(unhex(RFC6979_KEY)))).toEqual(exportJwk(publicKey));
  });

  it.each([
    [
      'sample',
      'efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8',
    ],
    [
      'test',
      'f1abb023518351cd71d881567b1ea663ed3efcf6c5132b354f28d3b0b7d38367019f4113742a2b14bd25926b49c649155f267e60d3814b4c0cc84250e46f0083',
    ],
  ])('the signature over %s', (message, expected) => {
    const bytes = Buffer.from(message);
    const signature = signDeterministically(unhex(RFC6979_KEY), bytes, false);
    expect(hex(signature)).toBe(expected);
    verifyEs256(bytes, signature, publicKey, false);
    // Of "sample" s is the upper one, of "test" the lower.
    expect(signatureDefect(signature)).toBe(message === 'sample' ? 'signature-high-s' : undefined);
    const low = normaliseSignature(signature);
    expect(signatureDefect(low)).toBeUndefined();
    expect(hex(low)).toBe(hex(signDeterministically(unhex(RFC6979_KEY), bytes)));
    verifyEs256(bytes, low, publicKey);
  });
});

describe('importPublicKey: full public-key validation (SP 800-56A section 5.6.2.3.3)', () => {
  const x = unhex(RFC6979_X);
  const y = unhex(RFC6979_Y);
  const reference = exportJwk(importPublicKey({ x, y }));

  it('takes coordinates, JWK, COSE_Key, uncompressed point and KeyObject', () => {
    const publicKey = importPublicKey(reference);
    for (const form of [exportCoseKey(publicKey), uncompressedPoint({ x, y }), publicKey]) {
      expect(exportJwk(importPublicKey(form))).toEqual(reference);
    }
    const decoded = decodeCbor(encodeCbor(exportCoseKey(publicKey)));
    expect(exportJwk(importPublicKey(decoded as Map<never, never>))).toEqual(reference);
    expect(coordinates(publicKey)).toEqual({ x: Buffer.from(x), y: Buffer.from(y) });
  });

  it('the key identifier is the first 8 bytes of SHA-256 over the uncompressed point', () => {
    const expected = sha256(unhex(`04${RFC6979_X}${RFC6979_Y}`)).subarray(0, 8);
    expect(hex(keyIdentifier(importPublicKey(reference)))).toBe(hex(expected));
    expect(reference.kid).toBe(hex(expected));
  });

  const other = generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey;
  it.each<[string, Parameters<typeof importPublicKey>[0], string]>([
    ['a point that is not on the curve', { x, y: x }, 'key-not-on-curve'],
    ['the origin', { x: new Uint8Array(32), y: new Uint8Array(32) }, 'key-not-on-curve'],
    ['x = p', { x: unhex(P), y }, 'key-range'],
    ['y = p', { x, y: unhex(P) }, 'key-range'],
    ['x of 31 bytes', { x: x.subarray(1), y }, 'key-form'],
    ['a compressed point', Buffer.concat([Buffer.from([3]), x]), 'key-form'],
    ['a hybrid point', Buffer.concat([Buffer.from([7]), x, y]), 'key-form'],
    ['another curve', other, 'key-form'],
    ['a JWK of another curve', { ...reference, crv: 'P-384' } as never, 'key-form'],
    ['a JWK without y', { ...reference, y: undefined } as never, 'key-form'],
    ['a COSE_Key of another curve', new Map(exportCoseKey(importPublicKey(reference))).set(-1, 2), 'key-form'],
    ['a COSE_Key with a compressed y', new Map(exportCoseKey(importPublicKey(reference))).set(-3, true), 'key-form'],
    ['nothing', null as never, 'key-form'],
  ])('refuses %s', (_, key, code) => {
    expect(refusal(() => importPublicKey(key))).toBe(code);
  });

  it('refuses private scalars outside 1..n - 1', () => {
    expect(refusal(() => importPrivateKey(new Uint8Array(32)))).toBe('key-range');
    expect(refusal(() => importPrivateKey(new Uint8Array(32).fill(255)))).toBe('key-range');
    expect(refusal(() => importPrivateKey(new Uint8Array(31).fill(1)))).toBe('key-form');
  });
});

describe('certificates: CWT (RFC 8392) with cnf (RFC 8747)', () => {
  const maker = createInstrument();
  const instrument = createInstrument();
  const content = {
    issuer: '衡准',
    ueid: Uint8Array.from({ length: 17 }, (_, i) => i + 1),
    oemid: new Uint8Array(16),
    hwmodel: Buffer.from('HZ-S3'),
    publicKey: instrument.publicKey,
    keyAssurance: 1,
    issuedAt: 1000,
    notBefore: 2000,
    expires: 3000,
  };
  const bytes = issueCertificate(content, maker.privateKey);

  it('round trip', () => {
    const { publicKey, ...rest } = verifyCertificate(bytes, maker.publicKey, 2000);
    expect(exportJwk(publicKey)).toEqual(exportJwk(instrument.publicKey));
    const { publicKey: _, ...expected } = content;
    expect(plain(rest)).toEqual(plain(expected));
  });

  it('is valid from the first second to the last, and without limits for ever', () => {
    const verdict = (now: number) => refusal(() => verifyCertificate(bytes, maker.publicKey, now));
    expect([1999, 2000, 2999, 3000].map(verdict)).toEqual([
      'certificate-not-yet-valid',
      'accepted',
      'accepted',
      'certificate-expired',
    ]);
    const endless = issueCertificate({ ...content, notBefore: undefined, expires: undefined }, maker.privateKey);
    expect(refusal(() => verifyCertificate(endless, maker.publicKey, 0))).toBe('accepted');
  });

  it('is refused under another key, and with any bit changed', () => {
    expect(refusal(() => verifyCertificate(bytes, instrument.publicKey, 2000))).toBe('signature-invalid');
    for (let bit = 0; bit < 8 * bytes.length; bit += 5) {
      const copy = Uint8Array.from(bytes);
      copy[bit >> 3] = copy[bit >> 3]! ^ (1 << (bit & 7));
      expect(refusal(() => verifyCertificate(copy, maker.publicKey, 2000))).not.toBe('accepted');
    }
  });

  it.each([
    ['an empty issuer', { issuer: '' }],
    ['a ueid of 16 bytes', { ueid: content.ueid.subarray(1) }],
    ['an unknown assurance', { keyAssurance: 3 }],
    ['a time before 1970', { issuedAt: -1 }],
    ['a fraction of a second', { expires: 0.5 }],
  ])('is not issued for %s', (_, change) => {
    expect(refusal(() => issueCertificate({ ...content, ...change }, maker.privateKey))).toBe('certificate-form');
  });
});
