import { ToolError } from '../../errors.js';
import { exitCode } from '../../exit-codes.js';

/** A place in a list as it is given out: numbers that mean nothing to others. */
export function writeCursor(...numbers: readonly number[]): string {
  return Buffer.from(numbers.join('.')).toString('base64url');
}

/** What `writeCursor` wrote. @param count of numbers @throws {ToolError} `tool-console-bad-cursor` */
export function readCursor(cursor: string, count: number): number[] {
  const text = Buffer.from(cursor, 'base64url').toString('latin1');
  const numbers = /^\d{1,15}(\.\d{1,15})*$/.test(text) ? text.split('.').map(Number) : [];
  if (numbers.length === count) return numbers;
  throw new ToolError('tool-console-bad-cursor', {}, exitCode.usage);
}
