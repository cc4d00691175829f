import { recordLimits } from '../record/record-limits.js';
import { badRecord } from '../record/report-error.js';

/** The attached files in the order in which they stand, and where the last one ends. */
export interface Attachments {
  readonly files: readonly Uint8Array[];
  readonly end: number;
}

const begin = Buffer.from('/Type /EmbeddedFile\n', 'latin1');
/** A dictionary of ours is shorter. */
const longestDictionary = 600;

/**
 * Reads the files that are attached to a record. Only our own form is read: objects one after the other, no stream compressed, lengths as they
 * are. Everything else that a PDF can be is refused; whether the rest of the file is ours too shows by laying it out again.
 *
 * @throws {SdkError} `report-bad-record`
 */
export function readAttachments(bytes: Uint8Array): Attachments {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const files: Uint8Array[] = [];
  let end = 0;
  for (;;) {
    const at = buffer.indexOf(begin, end);
    if (at < 0) return { files, end };
    // The record itself, its members, and the statement.
    if (files.length >= recordLimits.members + 2)
      throw badRecord(`more than ${recordLimits.members} files are attached`);
    const dictionary = buffer.subarray(at, at + longestDictionary).toString('latin1');
    const found = /\n\/Length (0|[1-9][0-9]{0,7})\n>>\nstream\n/.exec(dictionary);
    if (found === null || found.index < 0 || dictionary.slice(0, found.index).includes('/Filter')) {
      throw badRecord('a file is attached in another form than ours');
    }
    const start = at + found.index + found[0].length;
    const length = Number(found[1]);
    end = start + length;
    if (length > recordLimits.member || buffer.subarray(end, end + 11).toString('latin1') !== '\nendstream\n') {
      throw badRecord('an attached file does not end where it says');
    }
    files.push(bytes.subarray(start, end));
  }
}
