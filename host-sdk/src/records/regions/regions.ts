import type { Bilingual } from '../../evaluation/levels.js';
import { regionCodes2024 } from './region-codes-2024.js';

/** An administrative division by its six-digit code 行政区划代码. */
export interface Region {
  readonly code: string;
  readonly name: string;
  /** First year of its code and name, as far as the lists go back: 2005 stands for that year and before. */
  readonly from: number;
  /** The year in which it ended; undefined: in use at the end of the lists. */
  readonly ended: number | undefined;
  /** Codes that its area went to. */
  readonly successors: readonly string[];
}

/** Which lists the codes are from. */
export const regionRules = `${regionCodes2024.id}@${regionCodes2024.version}`;

/** The four provinces: code of two digits as cases and lots use it, short name, name. */
export const provinces: Readonly<Record<string, { readonly short: string; readonly name: Bilingual }>> = {
  '31': { short: '沪', name: { zh: '上海市', en: 'Shanghai' } },
  '32': { short: '苏', name: { zh: '江苏省', en: 'Jiangsu' } },
  '33': { short: '浙', name: { zh: '浙江省', en: 'Zhejiang' } },
  '34': { short: '皖', name: { zh: '安徽省', en: 'Anhui' } },
};

const WORD = /^(\d{6})(\D+?)(\d{4})?(?:-(\d{4})(?:>([\d+]+))?)?$/;

/** All divisions, those that ended too, in the order of their codes. */
export const regions: readonly Region[] = regionCodes2024.words
  .trim()
  .split(/\s+/)
  .map((word) => {
    const [, code, name, from, ended, successors] = WORD.exec(word)!;
    return {
      code: code!,
      name: name!,
      from: Number(from ?? 2005),
      ended: ended === undefined ? undefined : Number(ended),
      successors: successors?.split('+') ?? [],
    };
  });

const byCode = new Map<string, Region[]>();
for (const region of regions) byCode.set(region.code, [...(byCode.get(region.code) ?? []), region]);

/**
 * The division that a code named in a year. Lists tell years only, so in the year of a change both the old and the new one are found, the newer
 * first by its name. Without a year: the newest of that code.
 * @returns undefined: no such code, or not in that year
 */
export function regionOf(code: string, year?: number): Region | undefined {
  const known = byCode.get(code)?.toReversed();
  if (year === undefined) return known?.[0];
  return known?.find(({ from, ended }) => (from === 2005 || from <= year) && (ended === undefined || year <= ended));
}

/** Name with that of the prefecture and the province: 江苏省南京市玄武区. Shanghai's districts stand under no prefecture. */
export function regionName(code: string): string | undefined {
  const region = regionOf(code);
  if (region === undefined) return undefined;
  const above = [`${code.slice(0, 2)}0000`, `${code.slice(0, 4)}00`].filter((one) => one !== code);
  const names = [...new Set(above)].map((one) => regionOf(one)?.name ?? '');
  return [...names, region.name].join('');
}
