import { asJson } from '../ledger/as-json.js';
import { canonicalJson } from '../ledger/canonical-json.js';
import { ruleSetName } from '../rules/rule-set-name.js';
import { computeDispenserSheet } from './compute-dispenser-sheet.js';
import { computeScaleSheet } from './compute-scale-sheet.js';
import { readDispenserSheet } from './dispenser-sheet.js';
import { readScaleSheet } from './scale-sheet.js';
import { bad } from './shape.js';
import { type SheetRules, sheetRules1 } from './sheet-rules.js';
import type { SheetResult } from './sheet-verification.js';

const FORMAT = 'hengzhun-check-sheet-1';
/** Far above any sheet that the readers take. */
const MOST_BYTES = 1_000_000;
const rules: readonly SheetRules[] = [sheetRules1];

/**
 * The raw readings of a sheet as bytes for the attachment store: canonical JSON (RFC 8785), so that one sheet has one hash. From them anyone
 * computes the result again.
 */
export function sheetBytes({ quantity, sheet, rules: name }: SheetResult): Uint8Array {
  // Absent fields are left out, as a file has it.
  const content = asJson({ format: FORMAT, quantity, rules: name, sheet });
  return new TextEncoder().encode(canonicalJson(content));
}

/** Whether bytes claim to be a sheet of raw readings. */
export function isSheetBytes(bytes: Uint8Array): boolean {
  const start = `{"format":"${FORMAT}"`;
  return new TextDecoder().decode(bytes.subarray(0, start.length)) === start;
}

/**
 * Computes a sheet from its stored bytes by the rule set that they name. @throws {SdkError} `sheet-bad-input`
 */
export function computeSheetBytes(bytes: Uint8Array): SheetResult {
  if (bytes.length > MOST_BYTES) throw bad('file', `is larger than ${MOST_BYTES} bytes`);
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw bad('file', 'is no JSON in UTF-8');
  }
  const file = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  if (file.format !== FORMAT) throw bad('file', `has another format than ${FORMAT}`);
  const named = rules.find((one) => ruleSetName(one) === file.rules);
  if (named === undefined) throw bad('rules', 'names a rule set that this program does not know');
  if (file.quantity === 'mass') return computeScaleSheet(readScaleSheet(file.sheet), named);
  if (file.quantity === 'volume') return computeDispenserSheet(readDispenserSheet(file.sheet), named);
  throw bad('quantity', 'has to be mass or volume');
}
