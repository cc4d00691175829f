import type { JsonValue } from './ledger-entry.js';

/** A value as it will be read again from JSON: what is undefined is left out. */
export const asJson = (value: unknown): JsonValue => JSON.parse(JSON.stringify(value)) as JsonValue;
