import {
  computeDispenserSheet,
  computeScaleSheet,
  readDispenserSheet,
  readScaleSheet,
  type SheetResult,
} from '@hengzhun/host-sdk';
import { ToolError } from '../errors.js';
import { exitCode } from '../exit-codes.js';
import { readBytes } from '../files.js';

/**
 * Computes the check sheet of a file of raw readings: a scale's (R 76 / JJG 539) where it has `weighings`, a dispenser's (JJG 443) where it has
 * `runs`. Times may be ISO 8601 texts as well as ms since 1970; a date alone is its end in +08:00, as on a certificate.
 * @throws {ToolError} `tool-bad-json`, and those of reading a file; {SdkError} `sheet-bad-input`
 */
export function readSheet(path: string): SheetResult {
  const text = readBytes(path, 1_000_000).toString('utf8');
  let value: unknown;
  try {
    value = JSON.parse(text, (name, one: unknown) => (name === 'at' || name === 'validUntil' ? time(one) : one));
  } catch (cause) {
    throw new ToolError('tool-bad-json', { path, reason: (cause as Error).message }, exitCode.io, cause);
  }
  const isDispenser = typeof value === 'object' && value !== null && 'runs' in value;
  return isDispenser ? computeDispenserSheet(readDispenserSheet(value)) : computeScaleSheet(readScaleSheet(value));
}

/** Text that is no time stays what it is, and is refused as such. (`at` of a dispenser's run is `high` or `low`.) */
function time(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}/.test(value)) return value;
  const at = Date.parse(/^\d{4}-\d{2}-\d{2}$/.test(value) ? `${value}T23:59:59.999+08:00` : value);
  return Number.isNaN(at) ? value : at;
}
