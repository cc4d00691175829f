import path from 'node:path';
import { ToolError } from '../errors.js';
import { exitCode } from '../exit-codes.js';

/** Formats in which registers and records are exchanged. */
export const fileFormats = ['json', 'csv'] as const;
export type FileFormat = (typeof fileFormats)[number];
/** Records have one more: a verification as a certificate (DCC). */
export const recordFormats = [...fileFormats, 'xml'] as const;
export type RecordFormat = (typeof recordFormats)[number];

/** Formats of tables that are taken away: of no use to import from. */
export const tableFormats = ['csv', 'parquet'] as const;
export type TableFormat = (typeof tableFormats)[number];

/**
 * The format of a file: what `--format` says, or what its name ends with.
 * @throws {ToolError} `tool-format-unknown`
 */
export function fileFormat<F extends RecordFormat | TableFormat>(
  file: string,
  given: F | undefined,
  known: readonly F[],
): F {
  if (given !== undefined) return given;
  const extension = path.extname(file).slice(1).toLowerCase();
  const found = known.find((format) => format === extension);
  if (found !== undefined) return found;
  throw new ToolError('tool-format-unknown', { path: file, choices: known.join(', ') }, exitCode.usage);
}
