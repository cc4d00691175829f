import { openLedgerKey } from '@hengzhun/host-sdk';
import { exitCode } from '../../../exit-codes.js';
import { writeSupervision } from '../../../stores/with-supervision.js';
import { actorOf } from '../../actor-of.js';
import type { Output } from '../../output.js';
import type { WritingOptions } from '../../writing-options.js';

/** Hands the ledger over to the key of another file, which is made when it is not there. */
export async function ledgerSucceed(output: Output, options: WritingOptions, file: string): Promise<number> {
  const actor = actorOf(options);
  return writeSupervision(options, async ({ supervision: { ledger }, key }) => {
    const successor = openLedgerKey(file, { create: true });
    const { number } = await ledger.succeed(successor, actor, Date.now());
    output.object({ type: 'ledger-succeeded', entry: number, from: key.kid, to: successor.kid, file });
    output.line(output.text('ledger.succeeded', { number, from: key.kid, to: successor.kid, file }));
    return exitCode.ok;
  });
}
