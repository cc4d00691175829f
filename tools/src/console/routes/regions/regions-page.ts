import { type Bilingual, provinces, regionName, regionOf, regionRules } from '@hengzhun/host-sdk';
import type { RegionFigures, RegionsAnswer } from '../../api/regions.js';
import { same } from '../../words.js';
import { layRegionsOut } from './region-layout.js';
import { regionRisks } from './region-risk.js';
import { addTally, emptyTally, figuresOf, type RegionTally } from './region-tally.js';

const layout = layRegionsOut();
/** Shanghai's districts stand under no prefecture: the municipality takes its place. */
const prefectureCode = (code: string): string => (code === '3101' ? '310000' : `${code}00`);
const name = (code: string): Bilingual => same(regionOf(code)?.name ?? code);

/** The overview from what was counted. Pure. @param at ms since 1970 */
export function regionsPage(tallies: ReadonlyMap<string, RegionTally>, at: number): RegionsAnswer {
  const all = sumOf([...tallies.values()]);
  const under = (start: string) => sumOf([...tallies].filter(([code]) => code.startsWith(start)).map(([, one]) => one));
  const districts = new Map([...layout.districts.keys()].map((code) => [code, tallies.get(code) ?? emptyTally()]));
  const prefectures = new Map([...layout.prefectures.keys()].map((code) => [code, under(code)]));
  const regions = new Map(Object.keys(provinces).map((code) => [code, under(code)]));
  const shown = (group: ReadonlyMap<string, RegionTally>) => {
    const risks = regionRisks(group, all);
    return (code: string): RegionFigures => ({ ...figuresOf(group.get(code)!), risk: risks.get(code)! });
  };
  const [ofDistrict, ofPrefecture, ofProvince] = [shown(districts), shown(prefectures), shown(regions)];
  const elsewhere = new Map([...tallies].filter(([code]) => !districts.has(code)));
  const ofElsewhere = shown(elsewhere);
  const none = { indicator: 'as-elsewhere', reasons: [] } as const;
  return {
    at,
    rules: regionRules,
    columns: layout.columns,
    rows: layout.rows,
    all: { ...figuresOf(all), risk: { ...none, reasons: [] } },
    provinces: Object.entries(provinces).map(([code, one]) => ({
      ...{ code, name: { ...one.name }, short: one.short, figures: ofProvince(code) },
    })),
    prefectures: [...layout.prefectures].map(([code, { column, row, width, height, neighbours }]) => ({
      ...{ code: prefectureCode(code), name: name(prefectureCode(code)), province: code.slice(0, 2), width, height },
      ...{ tile: { column, row }, neighbours: neighbours.map(prefectureCode), figures: ofPrefecture(code) },
    })),
    districts: [...layout.districts].map(([code, { prefecture, column, row }]) => ({
      ...{ code, name: name(code), province: code.slice(0, 2), prefecture: prefectureCode(prefecture) },
      ...{ tile: { column, row }, figures: ofDistrict(code) },
    })),
    elsewhere: [...elsewhere.keys()].sort().map((region) => ({
      ...{ region, name: regionName(region) ?? null, figures: ofElsewhere(region) },
    })),
  };
}

function sumOf(tallies: readonly RegionTally[]): RegionTally {
  const sum = emptyTally();
  for (const one of tallies) addTally(sum, one);
  return sum;
}
