import fc from 'fast-check';
import { expect, it } from 'vitest';
import { CborFloat, CborSimple, CborTag, type CborValue, decodeCbor, encodeCbor, ProtocolError } from '../src/index.js';

const scalar: fc.Arbitrary<CborValue> = fc.oneof(
  fc.maxSafeInteger(),
  fc.bigInt({ min: 2n ** 53n, max: 2n ** 80n }),
  fc.bigInt({ min: -(2n ** 80n), max: -(2n ** 53n) }),
  fc.double().map((n) => (Number.isInteger(n) && !Object.is(n, -0) ? new CborFloat(n) : n)),
  fc.float().map((n) => (Number.isInteger(n) && !Object.is(n, -0) ? new CborFloat(n) : n)),
  fc.string({ unit: 'grapheme' }),
  fc.uint8Array(),
  fc.constantFrom<CborValue>(true, false, null, undefined),
  fc.oneof(fc.integer({ min: 0, max: 19 }), fc.integer({ min: 32, max: 255 })).map((n) => new CborSimple(n)),
);
const { value } = fc.letrec<{ value: CborValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, depthSize: 'small' },
    scalar,
    fc.array(tie('value'), { maxLength: 5 }),
    fc
      .uniqueArray(fc.tuple(fc.oneof(fc.maxSafeInteger(), fc.string()), tie('value')), {
        maxLength: 5,
        selector: ([key]) => key,
      })
      .map((pairs) => new Map<CborValue, CborValue>(pairs)),
    fc.tuple(fc.integer({ min: 4, max: 70000 }), tie('value')).map(([tag, inner]) => new CborTag(tag, inner)),
  ),
}));

it('decodeCbor(encodeCbor(value)) is the value', () => {
  fc.assert(
    fc.property(value, (v) => {
      expect(plain(decodeCbor(encodeCbor(v)))).toEqual(plain(v));
    }),
    { numRuns: 500 },
  );
});

/** Buffers and Uint8Arrays alike, maps without order. */
function plain(v: CborValue): unknown {
  if (v instanceof Uint8Array) return Uint8Array.from(v);
  if (Array.isArray(v)) return v.map(plain);
  if (v instanceof Map) return new Map([...v].map(([key, inner]) => [key, plain(inner)]));
  return v instanceof CborTag ? { tag: v.tag, value: plain(v.value) } : v;
}

it('arbitrary bytes are either refused with a ProtocolError or are the only encoding of what they say', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      let v: CborValue;
      try {
        v = decodeCbor(bytes);
      } catch (error) {
        expect(error).toBeInstanceOf(ProtocolError);
        return;
      }
      expect(Uint8Array.from(encodeCbor(v))).toEqual(bytes);
    }),
    { numRuns: 5000 },
  );
});

it('mutated encodings likewise', () => {
  fc.assert(
    fc.property(value, fc.nat(), fc.integer({ min: 0, max: 255 }), (v, at, byte) => {
      const bytes = Uint8Array.from(encodeCbor(v));
      bytes[at % bytes.length] = byte;
      let read: CborValue;
      try {
        read = decodeCbor(bytes);
      } catch (error) {
        expect(error).toBeInstanceOf(ProtocolError);
        return;
      }
      expect(Uint8Array.from(encodeCbor(read))).toEqual(bytes);
    }),
    { numRuns: 1000 },
  );
});
