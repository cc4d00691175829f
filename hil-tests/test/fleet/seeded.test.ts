import { Fleet } from '@hengzhun/hil-tests';
import { describe, expect, it } from 'vitest';

const startAt = Date.UTC(2027, 0, 4);
const fleet = (seed: string, size = 60) => new Fleet({ seed, size, startAt });
const truths = (one: Fleet) => one.instruments.map((_, i) => one.truth(i));

describe('a fleet', () => {
  it('is the same again from the same seed, and another from another', () => {
    const [a, b, other] = [fleet('one'), fleet('one'), fleet('two')];
    expect(a.history()).toEqual(b.history());
    expect(a.instruments.map(({ record }) => record)).toEqual(b.instruments.map(({ record }) => record));
    expect(a.frameless(120)).toEqual(b.frameless(120));
    expect(a.checks()).toEqual(b.checks());
    expect(truths(a)).toEqual(truths(b));
    expect(other.history()).not.toEqual(a.history());
  });

  it('lives through the same however its time is cut into pieces', () => {
    const [whole, pieces] = [fleet('cut'), fleet('cut')];
    const once = whole.frameless(70);
    const often = Array.from({ length: 20 }, () => pieces.frameless(3.5)).flat();
    expect(often).toEqual(once);
    expect(truths(pieces)).toEqual(truths(whole));
    expect(pieces.checks()).toEqual(whole.checks());
  });

  it('changes no other instrument when one is visited, repaired or replaced (common random numbers)', () => {
    const [left, acted] = [fleet('common'), fleet('common')];
    for (const one of [left, acted]) one.frameless(100);
    acted.visit(5, { kind: 'in-service-inspection' });
    acted.visit(6, { kind: 'in-service-inspection', covert: true });
    acted.repair(7);
    acted.replace(8);
    const touched = new Set([5, 6, 7, 8]);
    const seen = (one: Fleet) => one.frameless(300).filter(({ index }) => !touched.has(index));
    expect(seen(acted)).toEqual(seen(left));
    for (let i = 0; i < 60; i++) {
      if (touched.has(i)) continue;
      expect(acted.truth(i)).toEqual(left.truth(i));
      expect(acted.outOfToleranceDays(i)).toBe(left.outOfToleranceDays(i));
    }
    // And it did change those.
    expect(acted.truth(7)).not.toEqual(left.truth(7));
    expect(acted.truth(8)).not.toEqual(left.truth(8));
  });
});
