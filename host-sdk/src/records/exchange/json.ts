import { SdkError } from '../../errors.js';
import { kindOfRecord, type RecordKind, type RecordTypes, recordKinds } from '../kinds/kinds.js';
import { checkCount, checkSize, type FoundRecord } from './found-record.js';

/** Every kind with its records; a kind without any may be left out. */
export type RecordLists = { readonly [K in RecordKind]?: readonly RecordTypes[K][] };

/**
 * Finds the records in a JSON text: an object whose names are kinds and whose values are arrays of records. They are numbered through.
 * @throws {SdkError} `record-bad-format`, `record-unknown-kind`, `record-too-large`
 */
export function findRecordsJson(source: string): FoundRecord[] {
  checkSize(source);
  let value: unknown;
  try {
    value = JSON.parse(source.replace(/^\ufeff/, ''));
  } catch (cause) {
    const text = `This is not JSON: ${(cause as Error).message.slice(0, 200)}. Check the file.`;
    throw new SdkError('record-bad-format', text, {}, cause);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw badForm();
  const lists = Object.entries(value);
  for (const [kind, list] of lists) {
    kindOfRecord(kind);
    if (!Array.isArray(list)) throw badForm();
  }
  checkCount(lists.reduce((sum, [, list]) => sum + (list as unknown[]).length, 0));
  let line = 0;
  return lists.flatMap(([kind, list]) =>
    Array.from(list as unknown[], (one): FoundRecord => ({ kind: kind as RecordKind, line: ++line, value: one })),
  );
}

/** Records as JSON that `findRecordsJson` takes, in the order in which kinds name each other. */
export function exportRecordsJson(lists: RecordLists): string {
  const kinds = Object.keys(recordKinds) as RecordKind[];
  const present = kinds.filter((kind) => (lists[kind]?.length ?? 0) > 0);
  return `${JSON.stringify(Object.fromEntries(present.map((kind) => [kind, lists[kind]])), null, 2)}\n`;
}

function badForm(): SdkError {
  const text = `The file must hold an object such as { "place": […], "verification": […] }: kinds of record, each with an array.`;
  return new SdkError('record-bad-format', text);
}
