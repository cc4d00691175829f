import { ToolError } from '../errors.js';
import { exitCode } from '../exit-codes.js';
import { readBytes } from '../files.js';

/** As large as the SDK takes a text, in bytes of UTF-8. */
const largest = 200_000_000;

/**
 * Reads a text file in UTF-8; `-` is standard input.
 * @throws {ToolError} `tool-not-utf8`: spreadsheets in Chinese often write GB 18030, which would make other names of people and places
 */
export function readText(path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readBytes(path, largest));
  } catch (cause) {
    if (cause instanceof ToolError) throw cause;
    throw new ToolError('tool-not-utf8', { path }, exitCode.io, cause);
  }
}
