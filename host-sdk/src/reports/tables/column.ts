import type { Bilingual } from '../../evaluation/levels.js';

/**
 * What a column holds. `integer`: within 32 bits. `count`: an integer within 2^53. `decimal`: exact to four decimals. `time`: ms since 1970;
 * `date`: ISO 8601.
 */
export type ColumnKind = 'text' | 'integer' | 'count' | 'number' | 'decimal' | 'time' | 'date' | 'boolean';

/** A cell; undefined: nothing is known, an empty field. */
export type Cell = string | number | boolean | undefined;

/** A column of an export. */
export interface Column<Row> {
  /** In both formats; ends with the unit where there is one. Stable. */
  readonly name: string;
  readonly kind: ColumnKind;
  /** As in the SI brochure, or `e`, `%`, `1`; absent: no quantity. */
  readonly unit?: string;
  readonly text: Bilingual;
  value(row: Row): Cell;
}

/** A table that is written row by row: it never has to fit into memory. */
export interface Table<Row> {
  /** Stable. */
  readonly name: string;
  readonly columns: readonly Column<Row>[];
}
