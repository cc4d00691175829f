import type { KeyObject } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { decodeFrame, importPublicKey, signatureDefect, verifySign1 } from '../src/index.js';
import { refusal } from './support/refusal.js';
import { hasPublicVectors, publicVectors, unhex } from './support/vectors.js';

const present = hasPublicVectors('cose');

/** COSE working group examples (RFC 9052 appendix, github cose-wg/Examples): what each defect must be refused with. */
const EXAMPLES: [file: string, verdict: string][] = [
  ['ecdsa-sig-01', 'accepted'],
  ['sign-pass-01', 'accepted'],
  ['sign-pass-02', 'accepted'],
  ['sign-pass-03', 'accepted'],
  ['sign-fail-01', 'cose-form'],
  ['sign-fail-02', 'signature-invalid'],
  ['sign-fail-03', 'cose-algorithm'],
  ['sign-fail-04', 'cose-algorithm'],
  ['sign-fail-06', 'signature-invalid'],
  ['sign-fail-07', 'signature-invalid'],
];

interface Example {
  fail?: boolean;
  input: { plaintext: string; sign0: { key: { x: string; y: string }; external?: string } };
  output: { cbor: string };
}

function load(file: string): { example: Example; bytes: Uint8Array; key: KeyObject; externalData: Uint8Array } {
  const example: Example = publicVectors(`cose/${file}.json`);
  const { x, y } = example.input.sign0.key;
  return {
    example,
    bytes: unhex(example.output.cbor),
    key: importPublicKey({ kty: 'EC', crv: 'P-256', x, y }),
    externalData: unhex(example.input.sign0.external ?? ''),
  };
}

describe.skipIf(!present)('COSE working group examples, ES256', () => {
  it.each(EXAMPLES)('%s: %s', (file, verdict) => {
    const { example, bytes, key, externalData } = load(file);
    expect(verdict !== 'accepted').toBe(example.fail === true);
    expect(refusal(() => verifySign1(bytes, key, { externalData }))).toBe(verdict);
    if (verdict !== 'accepted') return;
    const { payload, signature } = verifySign1(bytes, key, { externalData });
    expect(Buffer.from(payload).toString()).toBe(example.input.plaintext);
    // Where we ask for low-S, the examples with the upper s are refused for that and nothing else.
    expect(refusal(() => verifySign1(bytes, key, { externalData, lowS: true }))).toBe(
      signatureDefect(signature) ?? 'accepted',
    );
  });

  it('external data that is left out is noticed (sign-pass-02)', () => {
    const { bytes, key } = load('sign-pass-02');
    expect(refusal(() => verifySign1(bytes, key))).toBe('signature-invalid');
  });

  it('none of them is a frame of ours', () => {
    for (const [file] of EXAMPLES) expect(refusal(() => decodeFrame(load(file).bytes))).toMatch(/^(frame|cbor)-/);
  });
});
