import { exitCode } from '../../exit-codes.js';
import { writeWhole } from '../../files.js';
import { writeSupervision } from '../../stores/with-supervision.js';
import { actorOf } from '../actor-of.js';
import type { Output } from '../output.js';
import type { WritingOptions } from '../writing-options.js';

export interface CaseFileOptions extends WritingOptions {
  readonly out: string;
  readonly force: boolean;
}

/** Writes the case file on a subject of the ledger: everything that it rests on, for anyone to check offline. */
export async function exportCaseFile(output: Output, options: CaseFileOptions, subject: string): Promise<number> {
  const by = actorOf(options);
  return writeSupervision(options, async ({ supervision, key }) => {
    const bytes = await supervision.caseFile(subject, { by });
    const { out, force } = options;
    writeWhole(out, bytes, { force });
    if (out === '-') return exitCode.ok;
    output.object({ type: 'case-file', subject, out, bytes: bytes.length, kid: key.kid });
    output.line(output.text('case-file.written', { out, subject, size: Math.ceil(bytes.length / 1000), kid: key.kid }));
    return exitCode.ok;
  });
}
