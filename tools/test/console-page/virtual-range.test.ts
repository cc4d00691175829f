import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { virtualRange } from '../../web/src/components/virtual-range.js';

describe('rows of a long list that are drawn', () => {
  it('are those in the window and a few besides', () => {
    expect(virtualRange(0, 500, 50, 10_000, 5)).toEqual({ first: 0, end: 15 });
    expect(virtualRange(250_000, 500, 50, 10_000, 5)).toEqual({ first: 4995, end: 5015 });
    expect(virtualRange(499_500, 500, 50, 10_000, 5)).toEqual({ first: 9985, end: 10_000 });
    expect(virtualRange(0, 500, 50, 0)).toEqual({ first: 0, end: 0 });
  });

  it('always hold every row that can be seen, and never more than the window and its spare', () => {
    fc.assert(
      fc.property(
        fc.nat(2_000_000),
        fc.integer({ min: 1, max: 4000 }),
        fc.integer({ min: 20, max: 200 }),
        fc.nat(50_000),
        (top, height, rowHeight, count) => {
          const { first, end } = virtualRange(top, height, rowHeight, count);
          expect(first).toBeGreaterThanOrEqual(0);
          expect(end).toBeLessThanOrEqual(count);
          expect(end - first).toBeLessThanOrEqual(Math.ceil(height / rowHeight) + 26);
          const seen = Math.floor((top + height / 2) / rowHeight);
          if (seen < count) {
            expect(first).toBeLessThanOrEqual(seen);
            expect(end).toBeGreaterThan(seen);
          }
        },
      ),
    );
  });
});
