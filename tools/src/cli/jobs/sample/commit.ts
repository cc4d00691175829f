import { lotText } from '@hengzhun/host-sdk';
import { exitCode } from '../../../exit-codes.js';
import { writeWhole } from '../../../files.js';
import { existingLot } from '../../../sampling/existing-lot.js';
import { readSupervision } from '../../../stores/with-supervision.js';
import { showCommitment } from '../../lot-lines.js';
import type { Output } from '../../output.js';

export interface SampleCommitOptions {
  readonly data: string;
  readonly out?: string;
  readonly force: boolean;
}

/** Shows what is to be published of a fixed lot, and writes the text whose SHA-256 is the commitment. */
export async function sampleCommit(output: Output, options: SampleCommitOptions, id: string): Promise<number> {
  return readSupervision(options.data, async ({ supervision }) => {
    const { lot } = await existingLot(supervision, id);
    const { out, force } = options;
    if (out !== undefined) writeWhole(out, lotText(lot), { force });
    if (out === '-') return exitCode.ok;
    const entry = await firstEntry(supervision.ledger.entries({ subject: `lot/${id}`, kind: 'lot' }));
    showCommitment(output, lot, entry, out);
    return exitCode.ok;
  });
}

async function firstEntry(entries: AsyncIterable<{ readonly number: number }>): Promise<number> {
  for await (const { number } of entries) return number;
  return 0;
}
