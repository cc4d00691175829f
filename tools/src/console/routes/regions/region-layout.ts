import { districtRows, prefecturePairs, prefectureRows } from './region-tiles.js';

/** Where something stands in the overview, in tiles; columns to the east, rows to the south. */
export interface TileRectangle {
  readonly column: number;
  readonly row: number;
  readonly width: number;
  readonly height: number;
}

export interface RegionLayout {
  readonly columns: number;
  readonly rows: number;
  /** By code of four digits. */
  readonly prefectures: ReadonlyMap<string, TileRectangle & { readonly neighbours: readonly string[] }>;
  /** By code of six digits. */
  readonly districts: ReadonlyMap<
    string,
    { readonly prefecture: string; readonly column: number; readonly row: number }
  >;
}

const cells = (row: string): string[] => row.split(' ');

/** The overview, from its rows: each column of prefectures is as wide as the widest of them, each row as high as the highest. Pure. */
export function layRegionsOut(): RegionLayout {
  const grid = prefectureRows.map(cells);
  const sizeOf = (prefecture: string) => {
    const rows = districtRows[prefecture] ?? [];
    return { width: Math.max(0, ...rows.map((row) => cells(row).length)), height: rows.length };
  };
  const widths = grid[0]!.map((_, x) => Math.max(...grid.map((row) => sizeOf(row[x]!).width)));
  const heights = grid.map((row) => Math.max(...row.map((prefecture) => sizeOf(prefecture).height)));
  const sum = (list: readonly number[]) => list.reduce((total, one) => total + one, 0);
  const neighbours = neighboursOf();
  const prefectures = new Map<string, TileRectangle & { readonly neighbours: readonly string[] }>();
  const districts = new Map<string, { prefecture: string; column: number; row: number }>();
  for (const [y, row] of grid.entries()) {
    for (const [x, prefecture] of row.entries()) {
      const rows = districtRows[prefecture];
      if (rows === undefined) continue;
      const [column, top] = [sum(widths.slice(0, x)), sum(heights.slice(0, y))];
      const place = { column, row: top, ...sizeOf(prefecture) };
      prefectures.set(prefecture, { ...place, neighbours: [...(neighbours.get(prefecture) ?? [])].sort() });
      for (const [down, words] of rows.entries()) {
        for (const [right, digits] of cells(words).entries()) {
          if (digits === '..') continue;
          districts.set(`${prefecture}${digits}`, { prefecture, column: column + right, row: top + down });
        }
      }
    }
  }
  return { columns: sum(widths), rows: sum(heights), prefectures, districts };
}

function neighboursOf(): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  const add = (one: string, other: string) => found.set(one, (found.get(one) ?? new Set()).add(other));
  for (const pair of prefecturePairs.flatMap(cells)) {
    const [one, other] = pair.split('-') as [string, string];
    add(one, other);
    add(other, one);
  }
  return found;
}
