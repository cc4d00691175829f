import { describe, expect, it } from 'vitest';
import { regions } from '../../../host-sdk/src/records/regions/regions.js';
import { tileOf, tiles } from '../../web/src/views/region/tiles.js';

describe('the tile map', () => {
  const inUse = regions.filter(({ ended }) => ended === undefined);
  const prefectures = inUse.filter(({ code }) => code.endsWith('00') && !code.endsWith('0000'));

  it('has a tile for every prefecture of the register, named as there (GB/T 2260, 2024), and for Shanghai', () => {
    for (const { code, name } of prefectures) expect(tileOf(code)?.zh, name).toBe(name.replace(/市$/, ''));
    expect(tiles).toHaveLength(prefectures.length + 1);
    expect(tileOf('310115')?.zh).toBe('上海');
  });

  it('places every division, and no two tiles on one another', () => {
    for (const { code, name } of inUse) if (!code.endsWith('0000')) expect(tileOf(code), name).toBeDefined();
    expect(new Set(tiles.map(({ column, row }) => `${column} ${row}`)).size).toBe(tiles.length);
  });
});
