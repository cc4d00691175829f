import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocateNeyman } from '../../../src/sampling/lots/allocation.js';
import { buildLots } from '../../../src/sampling/lots/build-lots.js';
import { fixLot, type LotDesign, lotStrata } from '../../../src/sampling/lots/fix-lot.js';
import { inclusionProbability, lotText } from '../../../src/sampling/lots/fixed-lot.js';
import { decisionLotRules, type LotRules } from '../../../src/sampling/lots/lot-rules.js';
import { candidates, mixedAuditLot } from '../candidates.js';

const refused = (code: string) => expect.objectContaining({ code });
const small: LotRules = { ...decisionLotRules, smallest: 4, largest: 9, homogeneousBy: ['model', 'maker', 'year'] };
const fixedAt = Date.UTC(2026, 11, 1);
const design: LotDesign = {
  id: 'lot-1',
  rules: mixedAuditLot,
  at: fixedAt,
  randomness: { source: 'drand quicknet round 4567890', notBefore: fixedAt + 86_400_000 },
  allocation: { flagged: 20, unflagged: 30, silent: 10 },
  reserveShare: 0.2,
};

describe('homogeneous lots', () => {
  it('share what the rules name, keep to their sizes, and lose nobody', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 1, max: 12 }), (count, smallest) => {
        const all = candidates(count);
        const { lots, leftOver } = buildLots(all, { ...small, smallest, largest: 2 * smallest + 3 });
        const placed = [
          ...lots.flatMap(({ members }) => members.map(({ ueid }) => ueid)),
          ...leftOver.flatMap(({ members }) => members),
        ];
        expect(placed.sort()).toEqual(all.map(({ ueid }) => ueid).sort());
        for (const { common, members } of lots) {
          expect(members.length).toBeGreaterThanOrEqual(smallest);
          expect(members.length).toBeLessThanOrEqual(2 * smallest + 3);
          for (const one of members) {
            expect({ model: one.model, maker: one.maker, year: one.manufactured!.slice(0, 4) }).toEqual(common);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('are the same whatever the order of the register', () => {
    const all = candidates(300);
    expect(buildLots([...all].reverse(), small)).toEqual(buildLots(all, small));
  });

  it('name what is left over, with the reason', () => {
    const undated = candidates(1).map(({ manufactured, ...one }) => one);
    const few = candidates(9)
      .slice(1)
      .filter(({ model }) => model === 'ACS-15');
    const { lots, leftOver } = buildLots([...undated, ...few], { ...small, homogeneousBy: ['model', 'year'] });
    expect(lots).toEqual([]);
    expect(leftOver[0]).toEqual({
      reason: 'property-missing',
      property: 'year',
      common: {},
      members: [undated[0]!.ueid],
    });
    expect(leftOver[1]).toMatchObject({ reason: 'group-too-small', common: { model: 'ACS-15', year: '2022' } });
  });

  it('of a group that is too large are equal parts, earlier made ones first', () => {
    const { lots } = buildLots(candidates(20, { model: 'A', maker: 'B' }), { ...small, homogeneousBy: ['model'] });
    expect(lots.map(({ part, parts, members }) => [part, parts, members.length])).toEqual([
      [1, 3, 6],
      [2, 3, 7],
      [3, 3, 7],
    ]);
    const dates = lots.map(({ members }) => members.map(({ manufactured }) => manufactured!).sort());
    expect(dates[0]!.at(-1)! <= dates[1]![0]!).toBe(true);
    expect(dates[1]!.at(-1)! <= dates[2]![0]!).toBe(true);
  });

  it.each([
    [{ ueid: 'A1' }, 'sampling-bad-lot'],
    [{ ueid: '01' }, 'sampling-bad-lot'], // twice
    [{ region: 'a b' }, 'sampling-bad-lot'],
    [{ region: 'a\nmember' }, 'sampling-bad-lot'],
    [{ maker: 'a\nfixed' }, 'sampling-bad-lot'],
    [{ batch: 'a ' }, 'sampling-bad-lot'],
    [{ level: 'toString' }, 'sampling-bad-lot'],
    [{ probability: 1.01 }, 'sampling-bad-lot'],
    [{ manufactured: 'May 2024' }, 'sampling-bad-lot'],
    [{ model: '' }, 'sampling-bad-lot'],
  ])('do not come from %j', (change, code) => {
    expect(() => buildLots(candidates(2, change as never), small)).toThrow(refused(code));
  });

  it('need rules that can be kept', () => {
    expect(() => buildLots([], { ...small, smallest: 6 })).toThrow(refused('sampling-bad-rules'));
    expect(() => buildLots([], { ...small, silent: ['warning'] })).toThrow(refused('sampling-bad-rules'));
  });
});

describe('a fixed lot', () => {
  const lot = fixLot(candidates(400), design);

  it('has strata by the level at that moment, and a known inclusion probability for every member', () => {
    expect(lot.strata.map(({ name, sample, reserve }) => [name, sample, reserve])).toEqual([
      ['flagged', 20, 4],
      ['silent', 10, 2],
      ['unflagged', 30, 6],
    ]);
    for (const { ueid, alarm, level, stratum } of lot.members) {
      expect(stratum).toBe(alarm);
      expect(alarm).toBe(
        level === 'unknown' ? 'silent' : level === 'normal' || level === 'attention' ? 'unflagged' : 'flagged',
      );
      const { size, sample } = lot.strata.find(({ name }) => name === stratum)!;
      expect(inclusionProbability(lot, ueid)).toBe(sample / size);
    }
    expect(inclusionProbability(lot, 'ff')).toBeUndefined();
    // the probabilities add up to the sample
    expect(lot.members.reduce((sum, { ueid }) => sum + inclusionProbability(lot, ueid)!, 0)).toBeCloseTo(60, 9);
  });

  it('has the digest that sha256sum gives for its text', () => {
    const directory = mkdtempSync(path.join(tmpdir(), 'hengzhun-lot-'));
    try {
      writeFileSync(path.join(directory, 'lot.txt'), lotText(lot));
      const printed = execFileSync('sha256sum', ['lot.txt'], { cwd: directory, encoding: 'utf8' });
      expect(lot.digest).toBe(printed.split(' ')[0]);
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  });

  it('changes its digest with anything that is changed in it', () => {
    const digests = [
      lot,
      fixLot(candidates(401), design),
      fixLot(
        candidates(400).map((one, i) => (i === 0 ? { ...one, level: 'attention' as const } : one)),
        design,
      ),
      fixLot(
        candidates(400).map((one, i) => (i === 0 ? { ...one, probability: 0.5 } : one)),
        design,
      ),
      fixLot(candidates(400), { ...design, allocation: { flagged: 20, unflagged: 31, silent: 10 } }),
      fixLot(candidates(400), { ...design, at: fixedAt + 1 }),
      fixLot(candidates(400), { ...design, reserveShare: 0 }),
      fixLot(candidates(400), {
        ...design,
        randomness: { ...design.randomness, source: 'drand quicknet round 4567891' },
      }),
    ].map(({ digest }) => digest);
    expect(new Set(digests).size).toBe(digests.length);
    expect(fixLot([...candidates(400)].reverse(), design)).toEqual(lot);
  });

  it('can be divided by several properties at once', () => {
    const rules: LotRules = { ...mixedAuditLot, stratifiedBy: ['alarm', 'region', 'year'] };
    const strata = lotStrata(candidates(400), rules);
    expect(strata.map(({ name }) => name)).toContain('silent/沪/2022');
    expect(strata.reduce((sum, { size }) => sum + size, 0)).toBe(400);
  });

  it('can have the sample that the stated probabilities make the best', () => {
    const all = candidates(400).map((one) => ({ ...one, probability: one.level === 'normal' ? 0.01 : 0.5 }));
    const strata = lotStrata(all, mixedAuditLot);
    expect(strata.find(({ name }) => name === 'flagged')!.expected).toBeCloseTo(0.5, 12);
    const allocation = allocateNeyman(strata, 60);
    const lot = fixLot(all, { ...design, allocation });
    const share = (name: string): number =>
      inclusionProbability(lot, lot.members.find((one) => one.stratum === name)!.ueid)!;
    expect(share('flagged')).toBeGreaterThan(share('unflagged'));
    const [first, ...others] = all;
    const { probability, ...unstated } = first!;
    expect(lotStrata([unstated, ...others], mixedAuditLot).filter((one) => 'expected' in one)).toHaveLength(2);
  });

  it('with a plan draws what the plan may look at', () => {
    const rules = { ...mixedAuditLot, stratifiedBy: [] };
    const plan = {
      kind: 'double',
      firstSize: 40,
      firstAcceptance: 0,
      firstRejection: 3,
      secondSize: 30,
      secondAcceptance: 2,
    } as const;
    const { allocation, ...whole } = { ...design, rules, plan };
    expect(fixLot(candidates(400), whole).strata).toEqual([{ name: 'whole', size: 400, sample: 70, reserve: 14 }]);
  });

  it('is as alike as its rules want it, and says in what', () => {
    const alike = { model: 'ACS-15', maker: '甲', manufactured: '2024-05', region: '沪' };
    const { allocation, ...rest } = design;
    const whole = { ...rest, rules: decisionLotRules, allocation: { whole: 50 } };
    const { common } = fixLot(candidates(100, alike), whole);
    expect(Object.entries(common)).toEqual([
      ['model', 'ACS-15'],
      ['maker', '甲'],
      ['year', '2024'],
      ['region', '沪'],
    ]);
    const other = candidates(100, alike).map((one, i) => (i === 7 ? { ...one, maker: '乙' } : one));
    expect(() => fixLot(other, whole)).toThrow(refused('sampling-bad-lot'));
    expect(() => fixLot(candidates(99, alike), whole)).toThrow(refused('sampling-bad-lot'));
  });

  it.each<[Partial<LotDesign>, string]>([
    [{ randomness: { source: 'x', notBefore: fixedAt } }, 'sampling-bad-lot'],
    [{ randomness: { source: 'a\nb', notBefore: fixedAt + 1 } }, 'sampling-bad-lot'],
    [{ id: '../x' }, 'sampling-bad-lot'],
    [{ allocation: { flagged: 20, unflagged: 30 } }, 'sampling-bad-allocation'],
    [{ allocation: { flagged: 20, unflagged: 30, silent: 10, other: 1 } }, 'sampling-bad-allocation'],
    [{ allocation: { flagged: 400, unflagged: 30, silent: 10 } }, 'sampling-bad-allocation'],
    [{ allocation: { flagged: 0, unflagged: 30, silent: 10 } }, 'sampling-bad-allocation'],
    [{ plan: { kind: 'single', sampleSize: 10, acceptanceNumber: 0 } }, 'sampling-bad-lot'],
  ])('cannot be fixed with %j', (change, code) => {
    expect(() => fixLot(candidates(400), { ...design, ...change })).toThrow(refused(code));
  });
});
