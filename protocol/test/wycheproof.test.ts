import { describe, expect, it } from 'vitest';
import { hmacSha256, importPublicKey, normaliseSignature, signatureDefect, verifyEs256 } from '../src/index.js';
import { refusal } from './support/refusal.js';
import { hasPublicVectors, hex, publicVectors, unhex } from './support/vectors.js';

const present = hasPublicVectors('wycheproof');

interface SignatureCase {
  tcId: number;
  comment: string;
  msg: string;
  sig: string;
  result: 'valid' | 'invalid';
}

/**
 * Wycheproof follows FIPS 186-5, which allows both s of a signature. So there are two verdicts: without the low-S rule
 * every case must come out as published; with it (frames, certificates) the published-valid cases with the upper s must
 * be refused with `signature-high-s`, and must be valid again once normalised.
 */
describe.skipIf(!present)('Wycheproof: ECDSA P-256 SHA-256, P1363 form', () => {
  const groups = present ? publicVectors('wycheproof/ecdsa_secp256r1_sha256_p1363_test.json').testGroups : [];
  const cases = groups.flatMap((group: { publicKey: { uncompressed: string }; tests: SignatureCase[] }) =>
    group.tests.map((test) => ({ ...test, key: group.publicKey.uncompressed })),
  );

  it('has cases of both kinds, and valid ones with the upper s', () => {
    const valid = cases.filter((test: SignatureCase) => test.result === 'valid');
    expect(cases.length).toBeGreaterThan(200);
    expect(valid.length).toBeGreaterThan(100);
    expect(
      valid.filter((test: SignatureCase) => signatureDefect(unhex(test.sig)) === 'signature-high-s').length,
    ).toBeGreaterThan(20);
  });

  it.each<SignatureCase & { key: string }>(cases)('$tcId $comment', ({ key, msg, sig, result }) => {
    const publicKey = importPublicKey(unhex(key));
    const message = unhex(msg);
    const signature = unhex(sig);
    const lenient = refusal(() => verifyEs256(message, signature, publicKey, false));
    const strict = refusal(() => verifyEs256(message, signature, publicKey));
    if (result === 'invalid') {
      expect(lenient).toMatch(/^signature-(length|range|invalid)$/);
      expect(strict).toMatch(/^signature-/);
      return;
    }
    expect(lenient).toBe('accepted');
    expect(strict).toBe(signatureDefect(signature) ?? 'accepted');
    expect(refusal(() => verifyEs256(message, normaliseSignature(signature), publicKey))).toBe('accepted');
  });
});

interface MacCase {
  tcId: number;
  comment: string;
  key: string;
  msg: string;
  tag: string;
  result: 'valid' | 'invalid';
}

describe.skipIf(!present)('Wycheproof: HMAC-SHA-256', () => {
  const groups = present ? publicVectors('wycheproof/hmac_sha256_test.json').testGroups : [];
  const cases = groups.flatMap((group: { tests: MacCase[] }) => group.tests);

  it.each<MacCase>(cases)('$tcId $comment', ({ key, msg, tag, result }) => {
    // Some groups truncate the tag (RFC 2104 section 5).
    const computed = hex(hmacSha256(unhex(key), unhex(msg))).slice(0, tag.length);
    expect(computed === tag).toBe(result === 'valid');
  });
});
