import { type Static, Type } from 'typebox';
import { Bilingual } from './common.js';

const nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()]);

/** Instruments by level of the status evaluation 状态评价. */
export const LevelCounts = Type.Object({
  normal: Type.Integer(),
  attention: Type.Integer(),
  warning: Type.Integer(),
  'out-of-tolerance': Type.Integer(),
  unknown: Type.Integer(),
});
export type LevelCounts = Static<typeof LevelCounts>;

/** A share with its bounds: of few instruments little can be said, and the bounds show it. */
export const BoundedShare = Type.Object({
  count: Type.Integer(),
  of: Type.Integer(),
  /** Null: of nothing. */
  share: nullable(Type.Number()),
  /** Exact two-sided 95 % bounds (Clopper and Pearson); 0 and 1 of nothing. */
  lower: Type.Number(),
  upper: Type.Number(),
});
export type BoundedShare = Static<typeof BoundedShare>;

export const RegionFigures = Type.Object({
  instruments: Type.Integer(),
  levels: LevelCounts,
  /** Instruments whose next frame is overdue, or that never reported. */
  silent: BoundedShare,
  /** Levels that call for a visit: 预警 and 失准. */
  flagged: BoundedShare,
  /** On-site checks, in-service inspections and sampling verifications of the last year that failed. */
  failed: BoundedShare,
  /** Sum of the stated probabilities of being out of tolerance, and of how many one is stated. */
  expected: Type.Object({ outOfTolerance: Type.Number(), of: Type.Integer() }),
  cases: Type.Object({ open: Type.Integer(), overdue: Type.Integer() }),
  /**
   * Whether the region stands out against all four provinces together in what is flagged, silent or failed, by more than chance makes among as many
   * regions (Benjamini and Hochberg, 5 %), or has overdue cases: `raised` by one of them, `high` by two of the first three. A hint where to look first,
   * and no judgement of a region. `few`: fewer than 20 instruments stand behind it.
   */
  risk: Type.Object({
    indicator: Type.Enum(['few', 'as-elsewhere', 'raised', 'high']),
    reasons: Type.Array(Bilingual),
  }),
});
export type RegionFigures = Static<typeof RegionFigures>;

/** Place of a tile in the overview: columns to the east, rows to the south, from 0. Schematic: no map. */
export const Tile = Type.Object({ column: Type.Integer(), row: Type.Integer() });

export const RegionNode = Type.Object({
  /** Six digits; of a province two. */
  code: Type.String(),
  /** Names are those of the official lists, which are in Chinese; of provinces also in English. */
  name: Bilingual,
  figures: RegionFigures,
});
export const DistrictNode = Type.Intersect([
  RegionNode,
  Type.Object({ province: Type.String(), prefecture: Type.String(), tile: Tile }),
]);
export type DistrictNode = Static<typeof DistrictNode>;
export const PrefectureNode = Type.Intersect([
  RegionNode,
  Type.Object({
    province: Type.String(),
    /** The tiles of its districts lie in this rectangle. */
    tile: Tile,
    width: Type.Integer(),
    height: Type.Integer(),
    /** Codes of the prefectures that it borders on, in the four provinces. */
    neighbours: Type.Array(Type.String()),
  }),
]);
export type PrefectureNode = Static<typeof PrefectureNode>;

/** `GET /api/regions` */
export const RegionsAnswer = Type.Object({
  /** ms since 1970: when the figures were made. */
  at: Type.Integer(),
  /** Lists that the codes are from. */
  rules: Type.String(),
  /** Size of the overview in tiles. */
  columns: Type.Integer(),
  rows: Type.Integer(),
  all: RegionFigures,
  provinces: Type.Array(Type.Intersect([RegionNode, Type.Object({ short: Type.String() })])),
  prefectures: Type.Array(PrefectureNode),
  districts: Type.Array(DistrictNode),
  /** Instruments and cases that stand under no district of today: a province or prefecture as a whole, a code of the past, no code at all. */
  elsewhere: Type.Array(Type.Object({ region: Type.String(), name: nullable(Type.String()), figures: RegionFigures })),
});
export type RegionsAnswer = Static<typeof RegionsAnswer>;
