import { SdkError } from '../errors.js';
import { readCanonicalJson } from '../ledger/canonical-json.js';
import type { JsonValue } from '../ledger/ledger-entry.js';
import { refuse } from './archive/archive-form.js';

/** A member that must be canonical JSON. @throws {SdkError} `case-file-bad-member` */
export function readJson(bytes: Uint8Array, name: string): JsonValue {
  try {
    return readCanonicalJson(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch (cause) {
    if (!(cause instanceof SdkError) && !(cause instanceof TypeError)) throw cause;
    return wrong(name, 'is no canonical JSON');
  }
}

export const isRecord = (value: unknown): value is Record<string, JsonValue> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
/** Whole number from 0 on. */
export const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

/** @throws {SdkError} `case-file-bad-member` */
export function wrong(name: string, what: string): never {
  const text = `The member ${name.slice(0, 200)} of the case file ${what}. Get the original, unchanged.`;
  refuse('case-file-bad-member', text, name);
}
