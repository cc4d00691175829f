import { SdkError } from '../../errors.js';
import { type CsvRecord, csvText, parseCsv } from '../../registry/csv.js';
import { badField } from '../fields/field.js';
import type { RecordKind } from '../kinds/kinds.js';
import { type CsvColumn, type CsvLayout, columnKey, csvLayout, listOfStage, stageNames } from './csv-columns.js';
import { checkCount, checkSize, type FoundRecord } from './found-record.js';

/** One line of the file, by the columns of its kind. */
interface Line {
  readonly line: number;
  readonly cells: ReadonlyMap<CsvColumn | 'stage', string>;
}

/**
 * Finds the records of one kind in a CSV text whose first line names the columns, in English or Chinese. Lines with one `id` make one record
 * where the kind has rows; they may stand anywhere, and cells of the head that are empty after the first line mean the same as there. A line
 * with a mistake takes its record out, since half a verification is none, and no other.
 *
 * @throws {SdkError} `record-bad-format`: the first line does not name the columns that are needed; `record-too-large`
 */
export function findRecordsCsv(kind: RecordKind, source: string): FoundRecord[] {
  checkSize(source);
  const layout = csvLayout(kind);
  const { records, unclosedLine } = parseCsv(source);
  checkCount(records.length);
  const columns = columnsOf(layout, records[0]);
  const found: FoundRecord[] = [];
  const groups = new Map<string, Line[]>();
  for (const { line, fields } of records.slice(1)) {
    if (fields.length > columns.length && fields.slice(columns.length).some((field) => field.trim() !== '')) {
      const text = `This line has ${fields.length} fields, the first line names ${columns.length}. Quote fields that hold the separator.`;
      found.push({ kind, line, error: new SdkError('record-bad-format', text) });
      continue;
    }
    const cells = new Map<CsvColumn | 'stage', string>();
    columns.forEach((column, index) => {
      const cell = csvText(fields[index] ?? '');
      if (column !== undefined && cell !== '') cells.set(column, cell);
    });
    // Lines without an identifier stay alone, to be refused one by one.
    const id = cells.get(layout.head[0]!);
    const key = layout.row.length > 0 && id !== undefined ? `=${id}` : `#${line}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [{ line, cells }]);
    else group.push({ line, cells });
  }
  for (const lines of groups.values()) found.push(recordOf(kind, layout, lines));
  if (unclosedLine !== undefined) {
    const text = 'A quote opened here is never closed; the rest of the file was not read.';
    found.push({ kind, line: unclosedLine, error: new SdkError('record-bad-format', text) });
  }
  return found.sort((a, b) => a.line - b.line);
}

function columnsOf(layout: CsvLayout, header: CsvRecord | undefined): (CsvColumn | 'stage' | undefined)[] {
  const known = new Map<string, CsvColumn | 'stage'>();
  for (const column of [...layout.head, ...layout.row]) {
    for (const name of column.names) if (!known.has(columnKey(name))) known.set(columnKey(name), column);
  }
  if (layout.lists.length > 1) for (const name of stageNames) known.set(columnKey(name), 'stage');
  const columns = (header?.fields ?? []).map((name) => known.get(columnKey(name)));
  const twice = columns.find((column, index) => column !== undefined && columns.indexOf(column) !== index);
  if (twice !== undefined) {
    const name = twice === 'stage' ? twice : twice.names[0];
    throw new SdkError('record-bad-format', `The first line names the column \`${name}\` twice. Remove one of them.`);
  }
  if (!columns.includes(layout.head[0]!)) {
    const names = [...layout.head, ...layout.row].map((column) => column.names[0]).join(', ');
    const text = `The first line must name the columns, at least \`id\`. Known here: ${names}. Add it and import again.`;
    throw new SdkError('record-bad-format', text);
  }
  return columns;
}

function recordOf(kind: RecordKind, layout: CsvLayout, lines: readonly Line[]): FoundRecord {
  const first = lines[0]!;
  let line = first.line;
  try {
    const record: Record<string, unknown> = {};
    for (const column of layout.head) {
      const cell = first.cells.get(column);
      if (cell !== undefined) set(record, column, cell);
      else if (column.field.empty !== undefined) record[column.path[0]] = column.field.empty;
    }
    for (const one of lines) {
      line = one.line;
      if (one !== first) sameHead(layout, first, one);
      if (layout.row.length === 0) continue;
      const row: Record<string, unknown> = {};
      for (const column of layout.row) {
        const cell = one.cells.get(column);
        // Read here already, so that an error names this line and not the first one of its record.
        if (cell !== undefined) set(row, column, cell, true);
      }
      const list = listOfStage(layout, one.cells.get('stage') ?? '');
      ((record[list] ??= []) as unknown[]).push(row);
    }
    return { kind, line: first.line, value: record };
  } catch (error) {
    if (!(error instanceof SdkError)) throw error;
    return { kind, line, error };
  }
}

function set(target: Record<string, unknown>, { path, field }: CsvColumn, cell: string, check = false): void {
  const [name, inner] = path;
  const parsed = field.parse(cell);
  const value = check ? field.read(parsed, path.join('.')) : parsed;
  if (inner === undefined) target[name] = value;
  else target[name] = { ...(target[name] as object | undefined), [inner]: value };
}

function sameHead(layout: CsvLayout, first: Line, other: Line): void {
  for (const column of layout.head) {
    const cell = other.cells.get(column);
    if (cell !== undefined && cell !== first.cells.get(column)) {
      throw badField(column.path.join('.'), `is not what line ${first.line} of the same record says`);
    }
  }
}
