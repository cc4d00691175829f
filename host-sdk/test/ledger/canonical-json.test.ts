import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, jsonDepth, readCanonicalJson } from '../../src/ledger/canonical-json.js';
import type { JsonValue } from '../../src/ledger/ledger-entry.js';
import { canonicalFiles, edgeNumbers, numberFileHashes, numberSamples } from './rfc-8785-vectors.js';

const view = new DataView(new ArrayBuffer(8));
function double(bits: bigint): number {
  view.setBigUint64(0, bits);
  return view.getFloat64(0);
}

describe('canonical JSON (RFC 8785)', () => {
  it.each(canonicalFiles)('writes the editors’ file $name as published', ({ input, hex }) => {
    expect(Buffer.from(canonicalJson(JSON.parse(input) as JsonValue)).toString('hex')).toBe(hex);
  });

  it('writes the numbers of appendix B', () => {
    for (const [bits, text] of numberSamples) expect(canonicalJson(double(bits))).toBe(text);
    // The last two rows of the table: NaN and infinity are errors.
    for (const bits of [0x7fffffffffffffffn, 0x7ff0000000000000n]) {
      expect(() => canonicalJson(double(bits))).toThrow(expect.objectContaining({ code: 'ledger-bad-value' }));
    }
  });

  it('writes the first 100 000 lines of the editors’ file of numbers (appendix B, hashes of testdata/README)', () => {
    const hash = createHash('sha256');
    const expected = new Map<number, string>(numberFileHashes);
    let block: Buffer = Buffer.alloc(32);
    let left = 0;
    for (let line = 1; line <= 100_000; line++) {
      let bits: bigint;
      if (line <= edgeNumbers.length) bits = edgeNumbers[line - 1]!;
      else if (line <= edgeNumbers.length + 2000) bits = 0x0010000000000000n + BigInt(line - edgeNumbers.length - 1);
      else {
        do {
          if (left === 0) {
            block = createHash('sha256').update(block).digest();
            left = 4;
          }
          bits = block.readBigUInt64LE(8 * (4 - left--));
        } while (double(bits) === 0 || !Number.isFinite(double(bits)));
      }
      hash.update(`${bits.toString(16)},${canonicalJson(double(bits))}\n`);
      const due = expected.get(line);
      if (due !== undefined) expect(hash.copy().digest('hex')).toBe(due);
    }
  });

  it('orders names by UTF-16 code units and not by code points (section 3.2.3)', () => {
    // U+1F602 begins with the unit D83D, before U+FB33, though its code point is greater.
    expect(canonicalJson({ '\ufb33': 1, '\u{1f602}': 2, '\u20ac': 3 })).toBe('{"\u20ac":3,"\u{1f602}":2,"\ufb33":1}');
  });

  it('is one text for one value, and reads back only that text', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        const text = canonicalJson(value as JsonValue);
        expect(canonicalJson(readCanonicalJson(text))).toBe(text);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        if (text.length > 2) expect(() => readCanonicalJson(` ${text}`)).toThrow();
      }),
    );
  });

  it.each([
    ['half a surrogate pair', '\ud800'],
    ['half a surrogate pair in a name', { '\udfff': 1 }],
    ['undefined', { a: undefined }],
    ['a hole', new Array(1)],
    ['a function', () => 1],
    ['a date', new Date(0)],
    ['a map', new Map()],
    ['a bigint', 1n],
  ])('refuses %s', (_, value) => {
    const work = () => canonicalJson(value as unknown as JsonValue);
    expect(work).toThrow(expect.objectContaining({ code: 'ledger-bad-value' }));
  });

  it('bounds the depth, in writing and in reading', () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
    expect(readCanonicalJson(nested(jsonDepth + 1))).toBeDefined();
    for (const depth of [jsonDepth + 2, 100_000]) {
      expect(() => readCanonicalJson(nested(depth))).toThrow(expect.objectContaining({ code: 'ledger-bad-value' }));
    }
  });

  it.each(['{"a":1,"a":1}', '{"b":1,"a":2}', '1.0', '[1, 2]', '"\\u0041"', '-0', '', '{'])(
    'refuses to read %s',
    (text) => {
      expect(() => readCanonicalJson(text)).toThrow(expect.objectContaining({ code: 'ledger-bad-value' }));
    },
  );

  it('keeps a property named __proto__ a property', () => {
    expect(canonicalJson(readCanonicalJson('{"__proto__":{"a":1}}'))).toBe('{"__proto__":{"a":1}}');
  });
});
