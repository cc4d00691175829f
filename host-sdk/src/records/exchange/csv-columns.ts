import { badField, type Field } from '../fields/field.js';
import type { Entry, Shape } from '../fields/shape.js';
import { type RecordKind, recordKinds } from '../kinds/kinds.js';
import { stageText } from '../kinds/verification-shape.js';

/** A column of the CSV of a kind of record. */
export interface CsvColumn {
  /** Where its value stands: a field, or a field of an object. */
  readonly path: readonly [string] | readonly [string, string];
  readonly field: Field<unknown>;
  /** The first is written, all are read. */
  readonly names: readonly string[];
}

/** How a kind of record stands in CSV: a line for each record, or for each of its rows (test points, certificates). */
export interface CsvLayout {
  readonly head: readonly CsvColumn[];
  /** Columns of the rows; empty: one line for each record. */
  readonly row: readonly CsvColumn[];
  /** Fields that hold rows, with the word for them in the column `stage`. */
  readonly lists: readonly { readonly name: string; readonly stage: string }[];
}

/** Names of the column that says which list a row belongs to, where there are several. */
export const stageNames = ['stage', '阶段'];

export function csvLayout(kind: RecordKind): CsvLayout {
  const shape = recordKinds[kind].shape as Shape<Record<string, unknown>>;
  const entries = Object.entries(shape) as [string, Entry<unknown>][];
  const lists = entries.flatMap(([name, entry]) =>
    entry.form === 'rows' ? [{ name, stage: entry.stage, entry }] : [],
  );
  const row = lists[0]?.entry.shape as Shape<Record<string, unknown>> | undefined;
  return {
    head: columnsOf(entries),
    row: row === undefined ? [] : columnsOf(Object.entries(row) as [string, Entry<unknown>][]),
    lists: lists.map(({ name, stage }) => ({ name, stage })),
  };
}

function columnsOf(entries: readonly [string, Entry<unknown>][]): CsvColumn[] {
  return entries.flatMap(([name, entry]): CsvColumn[] => {
    if (entry.form === 'rows') return [];
    if (entry.form === 'field') return [{ path: [name], field: entry.field, names: entry.columns }];
    const inner = Object.entries(entry.shape) as [string, Entry<unknown>][];
    return columnsOf(inner).map(({ path, field, names }) => ({ path: [name, path[0]], field, names }));
  });
}

/** Names of columns are compared without case, spaces, `-` and `_`. */
export const columnKey = (name: string): string =>
  name
    .trim()
    .toLowerCase()
    .replace(/[\s_-]/g, '');

/** The list that a word of the column `stage` means. @throws {SdkError} `record-bad-field` */
export function listOfStage(layout: CsvLayout, cell: string): string {
  if (cell === '') return layout.lists[0]!.name;
  const word = cell.toLowerCase();
  const found = layout.lists.find(({ stage }) => word === stage || word === stageText[stage]?.zh);
  if (found !== undefined) return found.name;
  throw badField('stage', `must be one of ${layout.lists.map(({ stage }) => stage).join(', ')}`);
}
