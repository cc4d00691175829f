import type { Level } from '../../evaluation/levels.js';
import type { QrMatrix } from '../statement/qr-matrix.js';

/** How a line of a list is marked: proved, does not hold, to be known, none of these. */
export type Mark = 'good' | 'bad' | 'note' | 'none';

/** One thing on the page, in words already; where it goes is the drawing's business. */
export type Block =
  | {
      readonly kind: 'head';
      readonly title: string;
      readonly lines: readonly string[];
      readonly level: Level;
      readonly levelText: string;
      readonly under: readonly string[];
      readonly marks: readonly { readonly mark: Mark; readonly text: string }[];
      readonly qr: { readonly matrix: QrMatrix; readonly caption: string; readonly alternative: string };
    }
  | { readonly kind: 'section'; readonly text: string }
  | { readonly kind: 'subtitle'; readonly text: string }
  | { readonly kind: 'pairs'; readonly rows: readonly (readonly [string, string])[] }
  | {
      readonly kind: 'table';
      readonly title: string;
      readonly head: readonly string[];
      /** Shares of the width. */
      readonly widths: readonly number[];
      readonly rows: readonly (readonly string[])[];
      /** Columns whose texts are digits that people compare: set smaller. */
      readonly small?: boolean;
    }
  | { readonly kind: 'paragraph'; readonly text: string; readonly quiet?: boolean }
  | {
      readonly kind: 'list';
      readonly title?: string;
      readonly items: readonly { readonly mark: Mark; readonly text: string }[];
    };
