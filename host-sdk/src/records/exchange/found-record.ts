import { SdkError } from '../../errors.js';
import type { RecordKind } from '../kinds/kinds.js';

/** A record as found in a file, not checked yet. */
export interface FoundRecord {
  readonly kind: RecordKind;
  /** Line of a CSV file (1 is the first) or number of the record in JSON (from 1), to name in an error. */
  readonly line: number;
  readonly value?: unknown;
  /** What is wrong already; the value is then not there. */
  readonly error?: SdkError;
}

/** Largest text that is imported at once, in characters (UTF-16), and the most records in it. */
export const importLimits = { characters: 64 * 1024 * 1024, records: 500_000 } as const;

/** @throws {SdkError} `record-too-large` */
export function checkSize(text: string): void {
  if (text.length <= importLimits.characters) return;
  const most = Math.round(importLimits.characters / 1024 / 1024);
  const message = `This file has ${text.length} characters; at most ${most} million are read at once. Divide it and import the parts.`;
  throw new SdkError('record-too-large', message, { characters: text.length });
}

/** @throws {SdkError} `record-too-large` */
export function checkCount(count: number): void {
  if (count <= importLimits.records) return;
  const message = `This file has ${count} records; at most ${importLimits.records} are read at once. Divide it and import the parts.`;
  throw new SdkError('record-too-large', message, { records: count });
}
