import { describe, expect, it } from 'vitest';
import { CborFloat, CborSimple, CborTag, type CborValue, decodeCbor, encodeCbor } from '../src/index.js';
import { refusal } from './support/refusal.js';
import { hex, unhex } from './support/vectors.js';

const nested = (depth: number) => `${'81'.repeat(depth)}00`;

describe('RFC 8949 section 4.2.1: everything that is not core deterministic encoding is refused', () => {
  it.each([
    ['integer 0 in two bytes', '1800', 'cbor-not-shortest'],
    ['integer 23 in two bytes', '1817', 'cbor-not-shortest'],
    ['integer 255 in three bytes', '1900ff', 'cbor-not-shortest'],
    ['integer 65535 in five bytes', '1a0000ffff', 'cbor-not-shortest'],
    ['integer 2^32 - 1 in nine bytes', '1b00000000ffffffff', 'cbor-not-shortest'],
    ['negative integer -1 in two bytes', '3800', 'cbor-not-shortest'],
    ['length of a byte string', '580161', 'cbor-not-shortest'],
    ['length of a text string', '780161', 'cbor-not-shortest'],
    ['length of an array', '980100', 'cbor-not-shortest'],
    ['length of a map', 'b8010000', 'cbor-not-shortest'],
    ['tag', 'd80100', 'cbor-not-shortest'],
    ['big number with a leading zero', 'c24a00010000000000000000', 'cbor-not-shortest'],
    ['big number that fits into 64 bits', 'c248ffffffffffffffff', 'cbor-not-shortest'],
    ['big number that is text', 'c261ff', 'cbor-utf8'],
    ['big number that is no byte string', 'c201', 'cbor-unexpected-type'],
    ['indefinite byte string', '5f4100ff', 'cbor-indefinite'],
    ['indefinite text string', '7f6161ff', 'cbor-indefinite'],
    ['indefinite array', '9fff', 'cbor-indefinite'],
    ['indefinite map', 'bfff', 'cbor-indefinite'],
    ['lone break', 'ff', 'cbor-indefinite'],
    ['map keys unsorted', 'a202000100', 'cbor-unsorted-key'],
    ['map keys in the order of RFC 7049 (shorter first)', 'a26161001818 00'.replace(' ', ''), 'cbor-unsorted-key'],
    ['map key twice', 'a201000100', 'cbor-duplicate-key'],
    ['float 1.5 in single precision', 'fa3fc00000', 'cbor-float-not-shortest'],
    ['float 1.5 in double precision', 'fb3ff8000000000000', 'cbor-float-not-shortest'],
    ['float 100000.0 in double precision', 'fb40f86a0000000000', 'cbor-float-not-shortest'],
    ['smallest subnormal half in single precision', 'fa33800000', 'cbor-float-not-shortest'],
    ['-0.0 in single precision', 'fa80000000', 'cbor-float-not-shortest'],
    ['not-a-number with a payload', 'f97e01', 'cbor-float-nan'],
    ['negative not-a-number', 'f9fe00', 'cbor-float-nan'],
    ['signalling not-a-number', 'f97c01', 'cbor-float-nan'],
    ['simple value 0 in two bytes', 'f800', 'cbor-simple-reserved'],
    ['simple value false in two bytes', 'f814', 'cbor-simple-reserved'],
    ['simple value 31', 'f81f', 'cbor-simple-reserved'],
    ['additional information 28 of an integer', '1c', 'cbor-reserved'],
    ['additional information 30 of major type 7', 'fe', 'cbor-reserved'],
    ['trailing byte', '0000', 'cbor-trailing'],
    ['nothing', '', 'cbor-truncated'],
    ['head cut short', '19ff', 'cbor-truncated'],
    ['byte string cut short', '4200', 'cbor-truncated'],
    ['array of 2^32 - 1 items in five bytes', '9affffffff', 'cbor-truncated'],
    ['map of 2^63 pairs', 'bb8000000000000000', 'cbor-truncated'],
    ['byte string of 2^64 - 1 bytes', '5bffffffffffffffff', 'cbor-truncated'],
    ['nested 17 deep', nested(17), 'cbor-too-deep'],
    ['overlong UTF-8', '62c0af', 'cbor-utf8'],
    ['surrogate in UTF-8', '63eda080', 'cbor-utf8'],
    ['above U+10FFFF', '64f4908080', 'cbor-utf8'],
    ['UTF-8 cut short', '61c3', 'cbor-utf8'],
  ])('%s', (_, bytes, code) => {
    expect(refusal(() => decodeCbor(unhex(bytes)))).toBe(code);
  });

  it('gives the offset of the defect', () => {
    expect(() => decodeCbor(unhex('8301021803'))).toThrow(expect.objectContaining({ offset: 3 }));
  });

  it('accepts 16 levels', () => {
    expect(hex(encodeCbor(decodeCbor(unhex(nested(16)))))).toBe(nested(16));
  });

  it('keeps a byte order mark, which is a character of the text', () => {
    expect(decodeCbor(unhex('63efbbbf'))).toBe('\ufeff');
  });
});

describe('the writer', () => {
  const cases: [string, CborValue, string][] = [
    [
      'sorts keys by their encoding, whatever the order of the map',
      new Map<CborValue, CborValue>([
        ['a', 1],
        [-1, 2],
        [24, 3],
        [2, 4],
      ]),
      'a4020418180320026161 01'.replace(' ', ''),
    ],
    ['2^53 - 1', Number.MAX_SAFE_INTEGER, '1b001fffffffffffff'],
    ['-(2^53 - 1)', Number.MIN_SAFE_INTEGER, '3b001ffffffffffffe'],
    ['2^53 as bigint', 2n ** 53n, '1b0020000000000000'],
    ['-2^64', -(2n ** 64n), '3bffffffffffffffff'],
    ['-2^64 - 1', -(2n ** 64n) - 1n, 'c349010000000000000000'],
    ['a small bigint as an integer', 5n, '05'],
    ['1.0, which is not 1', new CborFloat(1), 'f93c00'],
    ['-0.0', -0, 'f98000'],
    ['not-a-number', Number.NaN, 'f97e00'],
    ['the smallest half', 2 ** -24, 'f90001'],
    ['half of the smallest half', 2 ** -25, 'fa33000000'],
    ['the greatest single', new CborFloat(3.4028234663852886e38), 'fa7f7fffff'],
    ['a nested tag', new CborTag(18, [new CborTag(1, 0)]), 'd281c100'],
    ['simple value 255', new CborSimple(255), 'f8ff'],
  ];
  it.each(cases)('%s', (_, value, expected) => {
    expect(hex(encodeCbor(value))).toBe(expected);
  });

  it.each<[string, CborValue, string]>([
    ['a lone surrogate', '\ud800', 'cbor-utf8'],
    [
      'two keys with one encoding',
      new Map<CborValue, CborValue>([
        [1, 0],
        [1n, 0],
      ]),
      'cbor-duplicate-key',
    ],
    ['an integer beyond 2^53 - 1 as number', 2 ** 53, 'cbor-unencodable'],
    ['simple value 24', new CborSimple(24), 'cbor-unencodable'],
    ['simple value 20, which is false', new CborSimple(20), 'cbor-unencodable'],
    ['a plain object', {} as unknown as CborValue, 'cbor-unencodable'],
    ['a negative tag', new CborTag(-1, 0), 'cbor-unencodable'],
    ['17 levels', JSON.parse(`${'['.repeat(17)}0${']'.repeat(17)}`), 'cbor-too-deep'],
  ])('refuses %s', (_, value, code) => {
    expect(refusal(() => encodeCbor(value))).toBe(code);
  });
});
