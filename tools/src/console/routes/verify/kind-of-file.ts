import { ToolError } from '../../../errors.js';
import { exitCode } from '../../../exit-codes.js';
import type { VerifiedKind } from '../../api/verify.js';

/**
 * What a file is, by its first bytes: what it is called says nothing.
 * @throws {ToolError} `tool-console-file-empty`
 */
export function kindOfFile(bytes: Buffer): VerifiedKind {
  if (bytes.length === 0) throw new ToolError('tool-console-file-empty', {}, exitCode.refused);
  const start = bytes.subarray(0, 8).toString('latin1');
  if (start.startsWith('PK')) return 'case-file';
  if (start.startsWith('%PDF-')) return 'record';
  if (start.startsWith('HZ1:')) return 'statement';
  // XML after a byte order mark and white space; a frame begins with 0xd2, and hexadecimal text with none of these.
  const text = bytes
    .subarray(0, 64)
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .trimStart();
  return text.startsWith('<') ? 'certificate' : 'frames';
}
