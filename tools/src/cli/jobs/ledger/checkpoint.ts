import { exitCode } from '../../../exit-codes.js';
import { writeWhole } from '../../../files.js';
import type { LedgerKeyOptions } from '../../../stores/ledger-key-file.js';
import { writeSupervision } from '../../../stores/with-supervision.js';
import { momentText } from '../../moment-text.js';
import type { Output } from '../../output.js';
import { pairLines } from '../../pair-lines.js';

export interface CheckpointOptions extends LedgerKeyOptions {
  readonly out: string;
  readonly force: boolean;
}

/** Signs how the ledger stands now, for publishing: whoever has it notices a history that was rewritten or cut. */
export async function ledgerCheckpoint(output: Output, options: CheckpointOptions): Promise<number> {
  return writeSupervision(options, async ({ supervision, key }) => {
    const { checkpoint, bytes } = await supervision.checkpoint();
    const { out, force } = options;
    writeWhole(out, bytes, { force });
    const { number, hash, root, at } = checkpoint;
    if (out === '-') return exitCode.ok;
    output.object({ type: 'checkpoint', out, number, hash, root, at: new Date(at).toISOString(), kid: key.kid });
    output.line(output.text('ledger.checkpoint', { out, count: number }));
    const rows: [string, string][] = [
      [output.text('ledger.hash'), hash],
      [output.text('ledger.root'), root],
      [output.text('ledger.at'), momentText(at)],
      [output.text('ledger.kid'), key.kid],
    ];
    for (const line of pairLines(rows)) output.line(line);
    return exitCode.ok;
  });
}
