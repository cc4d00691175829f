import '../crypto/natives.js';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { lowerHalf } from '../../src/element/lower-half.js';

vi.mock('../../src/platform/espruino.js', () => ({
  bytesOf: (text: string) => Uint8Array.from(Buffer.from(text, 'latin1')),
}));

const N = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const text = (s: bigint): string => Buffer.from(s.toString(16).padStart(64, '0'), 'hex').toString('latin1');
const number = (s: string): bigint => BigInt(`0x${Buffer.from(s, 'latin1').toString('hex')}`);
const lower = (s: bigint): bigint => (s > N - s ? N - s : s);

describe('s in the lower half of [1, n - 1]', () => {
  test.each([
    ['1', 1n],
    ['n - 1', N - 1n],
    ['(n - 1) / 2', (N - 1n) / 2n],
    ['(n + 1) / 2', (N + 1n) / 2n],
    ['(n + 3) / 2', (N + 3n) / 2n],
    ['2^255', 1n << 255n],
    ['0x7e ff...', (0x7fn << 248n) - 1n],
    ['0x7f 00...', 0x7fn << 248n],
    ['n - 2^32', N - (1n << 32n)],
  ])('%s', (_, s) => {
    expect(number(lowerHalf(text(s)))).toBe(lower(s));
  });

  test('of any s', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: N - 1n }), (s) => {
        const result = lowerHalf(text(s));
        expect(result).toHaveLength(32);
        expect(number(result)).toBe(lower(s));
      }),
    );
  });
});
