import { SdkError, type SdkErrorCode } from '../../errors.js';
import type { FoundRecord } from '../exchange/found-record.js';
import { type RecordKind, recordKinds } from '../kinds/kinds.js';
import type { PutResult } from './record-book.js';
import type { RecordWarning } from './record-warnings.js';

/** What became of one record of a file. */
export interface ImportedRecord {
  /** Line of the file for CSV (1 is the first), number of the record (from 1) for JSON. */
  readonly line: number;
  readonly outcome: PutResult['outcome'];
  /** `record/<kind>/<id>/<version>`. */
  readonly identifier: string;
  readonly warnings: readonly RecordWarning[];
}

/** A record that was refused; the others were taken. */
export interface RecordImportError {
  readonly line: number;
  readonly code: SdkErrorCode;
  readonly message: string;
  /** Particulars of the error: see `SdkError.detail`. */
  readonly detail: SdkError['detail'];
}

export interface RecordImport {
  readonly results: readonly ImportedRecord[];
  readonly errors: readonly RecordImportError[];
}

/** Mistakes of one record; everything else is trouble of the store and ends the import. */
const mistakes: readonly SdkErrorCode[] = [
  'record-bad-field',
  'record-bad-format',
  'record-unknown-reference',
  'record-standard-expired',
  'record-contradiction',
  'record-in-future',
  'registry-unknown-instrument',
];

/**
 * Takes records in whatever their order: what names a record that stands further down waits for it.
 * @param put takes one in
 */
export async function importFound(
  found: readonly FoundRecord[],
  put: (record: FoundRecord) => Promise<PutResult>,
): Promise<RecordImport> {
  const results: ImportedRecord[] = [];
  const refused = new Map<FoundRecord, SdkError>();
  const waiting = new Map<string, FoundRecord[]>();
  const order = Object.keys(recordKinds) as RecordKind[];
  const queue = [...found].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || a.line - b.line);
  for (const record of queue) {
    try {
      if (record.error !== undefined) throw record.error;
      const { outcome, record: stored, warnings } = await put(record);
      results.push({ line: record.line, outcome, identifier: stored.identifier, warnings });
      refused.delete(record);
      const name = `${stored.kind}/${stored.id}`;
      for (const one of waiting.get(name) ?? []) queue.push(one);
      waiting.delete(name);
    } catch (error) {
      if (!(error instanceof SdkError) || !mistakes.includes(error.code)) throw error;
      refused.set(record, error);
      const { kind, id } = error.detail;
      if (error.code !== 'record-unknown-reference' || kind === undefined) continue;
      const others = waiting.get(`${kind}/${id}`);
      if (others === undefined) waiting.set(`${kind}/${id}`, [record]);
      else others.push(record);
    }
  }
  const errors = [...refused].map(([{ line }, { code, message, detail }]) => ({ line, code, message, detail }));
  return { results: results.sort(byLine), errors: errors.sort(byLine) };
}

const byLine = (a: { line: number }, b: { line: number }): number => a.line - b.line;
