import { describe, expect, it } from 'vitest';
import { CborFloat, CborSimple, CborTag, type CborValue, diagnosticNotation, encodeCbor } from '../src/index.js';

describe('diagnostic notation (RFC 8949 section 8)', () => {
  it.each<[string, CborValue]>([
    ['0', 0],
    ['-1', -1],
    ['18446744073709551615', 18446744073709551615n],
    ['1.0', new CborFloat(1)],
    ['-0.0', -0],
    ['1.5', 1.5],
    ['Infinity', Number.POSITIVE_INFINITY],
    ['NaN', Number.NaN],
    ['"\\"水\\\\"', '"水\\'],
    ["h'01ab'", new Uint8Array([1, 0xab])],
    ["h''", new Uint8Array()],
    ['[]', []],
    ['{}', new Map()],
    ['[1, [2, 3]]', [1, [2, 3]]],
    [
      '{"a": 1, -2: true}',
      new Map<CborValue, CborValue>([
        ['a', 1],
        [-2, true],
      ]),
    ],
    ['18([null, undefined])', new CborTag(18, [null, undefined])],
    ['simple(255)', new CborSimple(255)],
  ])('%s', (notation, value) => {
    expect(diagnosticNotation(value)).toBe(notation);
  });

  it('tells floats from integers, whatever their size', () => {
    for (const value of [1e21, 1e-7, 3e300]) {
      expect(diagnosticNotation(new CborFloat(value))).toMatch(/[.e]/);
    }
  });

  it('opens embedded CBOR where it is told to, and leaves what is none as bytes (RFC 8610 appendix G.3)', () => {
    const inside = encodeCbor(new Map<CborValue, CborValue>([[1, -7]]));
    const embedded = () => true;
    expect(diagnosticNotation([inside], { embedded })).toBe('[<<{1: -7}>>]');
    expect(diagnosticNotation([inside])).toBe("[h'a10126']");
    expect(diagnosticNotation([new Uint8Array([0xff])], { embedded })).toBe("[h'ff']");
  });

  it('names things in comments, which nothing in them can end (RFC 8610 appendix G.6)', () => {
    const value = new Map<CborValue, CborValue>([[1, 'x']]);
    const comment = (path: readonly CborValue[]) => (path.length === 1 ? 'a/b' : undefined);
    expect(diagnosticNotation(value, { comment })).toBe('{1 / a\\b /: "x"}');
    expect(diagnosticNotation(['x'], { comment })).toBe('[/ a\\b / "x"]');
  });

  it('breaks what is longer than a line', () => {
    expect(diagnosticNotation([1, [2, 3]], { width: 8 })).toBe('[\n  1,\n  [2, 3]\n]');
    expect(diagnosticNotation([1, [2, 3]], { width: 0 })).toBe('[\n  1,\n  [\n    2,\n    3\n  ]\n]');
  });
});
