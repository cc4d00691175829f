import { csvLine } from '../../registry/csv.js';
import type { Cell, ColumnKind, Table } from './column.js';

/** Characters of one piece. */
const piece = 65_536;

/**
 * Rows as CSV (RFC 4180, UTF-8 with a byte order mark, so that spreadsheets see the Chinese), in pieces as they come. Texts that a spreadsheet
 * would run as a formula have an apostrophe before them (`csvLine`); times are ISO 8601 in UTC.
 */
export async function* writeCsv<Row>(
  { columns }: Table<Row>,
  rows: AsyncIterable<Row>,
): AsyncGenerator<string, void, undefined> {
  let text = `\ufeff${csvLine(columns.map(({ name }) => name))}\r\n`;
  for await (const row of rows) {
    text += `${csvLine(columns.map(({ kind, value }) => field(kind, value(row))))}\r\n`;
    if (text.length < piece) continue;
    yield text;
    text = '';
  }
  if (text !== '') yield text;
}

function field(kind: ColumnKind, cell: Cell): string | number {
  if (cell === undefined) return '';
  if (kind === 'time') return new Date(cell as number).toISOString();
  if (kind === 'decimal') return Number((cell as number).toFixed(4));
  return typeof cell === 'boolean' ? String(cell) : cell;
}
