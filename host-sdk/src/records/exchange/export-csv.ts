import { csvLine } from '../../registry/csv.js';
import type { RecordKind, RecordTypes } from '../kinds/kinds.js';
import { type CsvColumn, csvLayout, stageNames } from './csv-columns.js';

/**
 * Records of one kind as CSV (RFC 4180) that `findRecordsCsv` takes: verifications with a line for each test point, standards with one for each
 * certificate, everything else with one line. Texts that a spreadsheet would run as a formula have an apostrophe before them (`csvLine`).
 */
export function exportRecordsCsv<K extends RecordKind>(kind: K, records: Iterable<RecordTypes[K]>): string {
  const { head, row, lists } = csvLayout(kind);
  const staged = lists.length > 1;
  const names = [...head.map(nameOf), ...(staged ? [stageNames[0]!] : []), ...row.map(nameOf)];
  const lines = [csvLine(names)];
  for (const record of records as Iterable<Record<string, unknown>>) {
    const cells = head.map((column) => cell(column, record));
    if (row.length === 0) lines.push(csvLine(cells));
    for (const { name, stage } of lists) {
      for (const one of (record[name] ?? []) as Record<string, unknown>[]) {
        lines.push(csvLine([...cells, ...(staged ? [stage] : []), ...row.map((column) => cell(column, one))]));
      }
    }
  }
  return `${lines.join('\r\n')}\r\n`;
}

const nameOf = ({ names }: CsvColumn): string => names[0]!;

function cell({ path, field }: CsvColumn, record: Readonly<Record<string, unknown>>): string | number {
  const [name, inner] = path;
  const outer = record[name];
  const value = inner === undefined ? outer : (outer as Record<string, unknown> | undefined)?.[inner];
  return value === undefined ? '' : field.print(value);
}
