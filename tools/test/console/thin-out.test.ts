import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { thinOut } from '../../src/console/series/thin-out.js';

describe('thinning out a series', () => {
  it('keeps first, last, least and greatest of every part, as they are and in order, in the room that there is', () => {
    const moment = fc.record({ after: fc.integer({ min: 0, max: 1000 }), value: fc.integer({ min: -50, max: 50 }) });
    fc.assert(
      fc.property(fc.array(moment, { maxLength: 400 }), fc.integer({ min: 4, max: 60 }), (steps, most) => {
        let at = 0;
        const points = steps.map(({ after, value }) => ({ at: (at += after), value }));
        const thinned = thinOut(points, most);
        expect(thinned.length).toBeLessThanOrEqual(Math.max(most, 4));
        const places = thinned.map((point) => points.indexOf(point));
        expect(places).toEqual(places.toSorted((a, b) => a - b));
        expect(new Set(places).size).toBe(places.length);
        if (points.length === 0) return;
        expect([thinned[0], thinned.at(-1)]).toEqual([points[0], points.at(-1)]);
        const values = (list: readonly { value: number }[]) => list.map(({ value }) => value);
        expect(Math.max(...values(thinned))).toBe(Math.max(...values(points)));
        expect(Math.min(...values(thinned))).toBe(Math.min(...values(points)));
      }),
    );
  });

  it('keeps every lone peak of a long, flat series', () => {
    const points = Array.from({ length: 100_000 }, (_, at) => ({ at, value: at % 10_000 === 5000 ? 9 : 0 }));
    expect(thinOut(points, 500).filter(({ value }) => value === 9)).toHaveLength(10);
  });
});
