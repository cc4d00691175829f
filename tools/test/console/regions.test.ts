import { proportionBounds, regions } from '@hengzhun/host-sdk';
import { describe, expect, it } from 'vitest';
import { newKeyPair } from '../../../protocol/test/support/new-key-pair.js';
import type { CaseTaken } from '../../src/console/api/cases.js';
import type { RegionsAnswer } from '../../src/console/api/regions.js';
import { layRegionsOut } from '../../src/console/routes/regions/region-layout.js';
import { regionRisks } from '../../src/console/routes/regions/region-risk.js';
import { emptyTally, type RegionTally } from '../../src/console/routes/regions/region-tally.js';
import { districtRows, prefecturePairs, prefectureRows } from '../../src/console/routes/regions/region-tiles.js';
import { presentCode } from '../../src/console/routes/regions/tally-regions.js';
import { codeOf, movableClock, visit } from '../helpers/console.js';
import { bodyOf, startMarket } from '../helpers/console-market.js';
import { ueidOf } from '../helpers/supervised-market.js';

const inUse = regions.filter(({ ended }) => ended === undefined).map(({ code }) => code);

describe('the overview', () => {
  const layout = layRegionsOut();

  it('has every district of the table of regions once, and none besides', () => {
    const written = Object.entries(districtRows).flatMap(([prefecture, rows]) =>
      rows.flatMap((row) => row.split(' ')).flatMap((digits) => (digits === '..' ? [] : prefecture + digits)),
    );
    expect(new Set(written).size).toBe(written.length);
    expect(written.sort()).toEqual(inUse.filter((code) => !code.endsWith('00')).sort());
    expect([...layout.districts.keys()].sort()).toEqual(written);
  });

  it('has every prefecture once; rows are as long as each other', () => {
    const prefectures = prefectureRows.flatMap((row) => row.split(' ')).filter((one) => one !== '....');
    const known = inUse.filter((code) => code.endsWith('00') && !code.endsWith('0000')).map((code) => code.slice(0, 4));
    expect(prefectures.sort()).toEqual([...known, '3101'].sort());
    expect(Object.keys(districtRows).sort()).toEqual(prefectures);
    for (const rows of [prefectureRows, ...Object.values(districtRows)]) {
      expect(new Set(rows.map((row) => row.split(' ').length)).size, rows[0]!).toBe(1);
    }
  });

  it('puts no two districts on one tile, and each into the rectangle of its prefecture', () => {
    const tiles = new Set([...layout.districts.values()].map(({ column, row }) => `${column} ${row}`));
    expect(tiles.size).toBe(layout.districts.size);
    for (const { prefecture, column, row } of layout.districts.values()) {
      const { column: left, row: top, width, height } = layout.prefectures.get(prefecture)!;
      expect(column >= left && column < left + width && row >= top && row < top + height).toBe(true);
      expect(column < layout.columns && row < layout.rows).toBe(true);
    }
  });

  it('knows the neighbours of every prefecture, both ways, each pair once; none is an island of pairs', () => {
    const pairs = prefecturePairs.flatMap((row) => row.split(' ')).map((pair) => pair.split('-').sort().join('-'));
    expect(new Set(pairs).size).toBe(pairs.length);
    const seen = new Set<string>();
    const go = (code: string) => {
      if (seen.has(code)) return;
      seen.add(code);
      for (const other of layout.prefectures.get(code)!.neighbours) {
        expect(layout.prefectures.get(other)!.neighbours).toContain(code);
        go(other);
      }
    };
    go('3101');
    expect(seen.size).toBe(layout.prefectures.size);
    // What nobody would mistake on a map.
    expect(layout.prefectures.get('3309')!.neighbours).toEqual(['3302']);
    expect(layout.prefectures.get('3101')!.neighbours).toEqual(['3205', '3206', '3304']);
    const [north, south] = ['3203', '3303'].map((code) => layout.prefectures.get(code)!);
    expect(north!.row).toBeLessThan(south!.row);
  });
});

describe('codes of the past', () => {
  it('stand for the division that their area went to, where it is one', () => {
    // 南汇区 went to 浦东新区 in 2009; 江干区 to two districts in 2021.
    expect(presentCode('310119')).toBe('310115');
    expect(presentCode('330104')).toBe('330104');
    expect(presentCode('沪')).toBe('沪');
    expect(presentCode('')).toBe('');
  });
});

describe('risk', () => {
  const tally = (normal: number, warning: number, changes: Partial<RegionTally> = {}): RegionTally => {
    const empty = emptyTally();
    return { ...empty, levels: { ...empty.levels, normal, warning }, ...changes };
  };

  it('is raised by more than chance makes among all regions, and not by the luck of the draw', () => {
    const regionsOf = new Map(Array.from({ length: 300 }, (_, i) => [`${i}`, tally(95, 5)]));
    // One of 300 with 11 of 100 where 5 are usual: P(X ≥ 11) = 0.011, which among 300 is nothing.
    regionsOf.set('lucky', tally(89, 11));
    regionsOf.set('bad', tally(70, 30));
    regionsOf.set('small', tally(3, 3));
    const all = tally(95, 5);
    const risks = regionRisks(regionsOf, all);
    expect(risks.get('lucky')!.indicator).toBe('as-elsewhere');
    expect(risks.get('small')!.indicator).toBe('few');
    expect(risks.get('bad')!.indicator).toBe('raised');
    expect(risks.get('bad')!.reasons[0]!.zh).toContain('30 %');
  });

  it('is high by two of the measures; overdue cases raise any region', () => {
    const regionsOf = new Map([
      ['bad', tally(50, 50, { silent: 60 })],
      ['late', tally(100, 0, { overdue: 1, open: 1 })],
    ]);
    const risks = regionRisks(regionsOf, tally(900, 50, { silent: 60 }));
    expect(risks.get('bad')).toMatchObject({ indicator: 'high' });
    expect(risks.get('late')).toMatchObject({ indicator: 'raised', reasons: [{ en: '1 cases are overdue' }] });
  });
});

describe('GET /api/regions', () => {
  it('counts what stands where, with exact bounds for few', async () => {
    const clock = movableClock();
    const { store, supervisor, nobody, console } = await startMarket(3, clock);
    const publicKey = () => newKeyPair().publicKey.export({ format: 'jwk' });
    const enrol = (number: number, region: string) =>
      store.registry.enrol({ ueid: ueidOf(number), publicKey: publicKey(), place: { region, name: 'x' } });
    await enrol(10, '330102');
    await enrol(11, '310119');
    await enrol(12, '沪');
    await store.records.put('verification', {
      ...{ id: 'V-1', instrument: ueidOf(0), kind: 'in-service-inspection', at: clock.now(), occasion: 'in-service' },
      ...{ outcome: 'fail', standards: ['W-7'], person: 'P-1', authority: 'SH-1' },
      points: [{ quantity: 'mass', nominal: 3_000_000, error: 4000, uncertainty: 100, limit: 3000 }],
    });
    await store.estimates.refresh(clock.now());
    const opening = { key: 'k', instrument: 'HZ-0', source: 'inspection', region: '310115', judge: true };
    await bodyOf<CaseTaken>(await supervisor.send('POST', '/api/cases', opening), 201);
    const page = await bodyOf<RegionsAnswer>(await nobody.get('/api/regions'));
    expect(page.districts).toHaveLength(305);
    expect(page.provinces.map(({ short }) => short)).toEqual(['沪', '苏', '浙', '皖']);
    const pudong = page.districts.find(({ code }) => code === '310115')!;
    expect(pudong).toMatchObject({ name: { zh: '浦东新区' }, province: '31', prefecture: '310000' });
    // Three scales and one that is registered under a district of the past.
    expect(pudong.figures).toMatchObject({
      instruments: 4,
      cases: { open: 1, overdue: 0 },
      risk: { indicator: 'few' },
    });
    expect(pudong.figures.failed).toEqual({ count: 1, of: 1, share: 1, ...proportionBounds(1, 1, 0.95) });
    // Nothing was ever received: all silent; Clopper and Pearson 1934: 4 of 4 leave 39.8 % as the lower bound.
    expect(pudong.figures.silent).toMatchObject({ count: 4, of: 4, share: 1, upper: 1 });
    expect(pudong.figures.silent.lower).toBeCloseTo(0.3976, 3);
    expect(page.provinces[2]!.figures.instruments).toBe(1);
    expect(page.elsewhere).toMatchObject([{ region: '沪', name: null, figures: { instruments: 1 } }]);
    expect(page.all.instruments).toBe(6);
    const sum = page.districts.reduce((total, { figures }) => total + figures.instruments, 0);
    expect(sum + 1).toBe(page.all.instruments);
    const empty = page.districts.find(({ code }) => code === '340102')!;
    expect(empty.figures.flagged).toEqual({ count: 0, of: 0, share: null, lower: 0, upper: 1 });

    clock.advance(60 * 86_400_000);
    const later = await bodyOf<RegionsAnswer>(await (await visit(console)).get('/api/regions'));
    expect(later.districts.find(({ code }) => code === '310115')!.figures).toMatchObject({
      ...{ cases: { open: 1, overdue: 1 }, risk: { indicator: 'raised' } },
    });
    expect(await codeOf(await fetch(`${console.origin}/api/regions`))).toBe('401 tool-console-session-needed');
  });
});
