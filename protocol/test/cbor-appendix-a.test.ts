import { describe, expect, it } from 'vitest';
import { CborFloat, type CborValue, decodeCbor, diagnosticNotation, encodeCbor } from '../src/index.js';
import { refusal } from './support/refusal.js';
import { hasPublicVectors, hex, publicVectors, unhex } from './support/vectors.js';

interface Vector {
  hex: string;
  roundtrip: boolean;
  decoded?: unknown;
  diagnostic?: string;
}

const present = hasPublicVectors('cbor');
const vectors: Vector[] = present ? publicVectors('cbor/appendix_a.json') : [];

/** Codes of the vectors that are not deterministic, or no longer well-formed. */
const REFUSED: Record<string, string> = {
  fa7f800000: 'cbor-float-not-shortest',
  faff800000: 'cbor-float-not-shortest',
  fb7ff0000000000000: 'cbor-float-not-shortest',
  fbfff0000000000000: 'cbor-float-not-shortest',
  fa7fc00000: 'cbor-float-nan',
  fb7ff8000000000000: 'cbor-float-nan',
  // simple(24) was an example of RFC 7049; RFC 8949 section 3.3 made it ill-formed.
  f818: 'cbor-simple-reserved',
};

/** A decoded value as the vectors' JSON gives it. */
function asJson(value: CborValue): unknown {
  if (value instanceof CborFloat) return value.value;
  if (Array.isArray(value)) return value.map(asJson);
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, inner]) => [key, asJson(inner)]));
  if (typeof value === 'bigint') return Number(value);
  return value;
}

describe.skipIf(!present)('RFC 8949 appendix A', () => {
  it('has the 82 vectors', () => {
    expect(vectors).toHaveLength(82);
  });

  it.each(vectors)('$hex', (vector) => {
    const bytes = unhex(vector.hex);
    const code = REFUSED[vector.hex] ?? (vector.roundtrip ? undefined : 'cbor-indefinite');
    if (code !== undefined) {
      expect(refusal(() => decodeCbor(bytes))).toBe(code);
      return;
    }
    const value = decodeCbor(bytes);
    if (vector.diagnostic !== undefined) expect(diagnosticNotation(value)).toBe(vector.diagnostic);
    else expect(asJson(value)).toEqual(vector.decoded);
    expect(hex(encodeCbor(value))).toBe(vector.hex);
  });
});
