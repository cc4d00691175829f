import type { KeyObject } from 'node:crypto';
import { type LedgerHead, readCheckpoint, SdkError } from '@hengzhun/host-sdk';
import { exitCode } from '../../../exit-codes.js';
import { readBytes } from '../../../files.js';
import { existingLedgerKey, type LedgerKeyOptions } from '../../../stores/ledger-key-file.js';
import { readSupervision } from '../../../stores/with-supervision.js';
import { readKeySet } from '../../../verify/key-set.js';
import type { Output } from '../../output.js';
import { createProgress } from '../../progress.js';

export interface LedgerVerifyOptions extends LedgerKeyOptions {
  /** JWK set with public keys of the ledger; absent: the key that signs here. */
  readonly keys?: string;
  /** File of a checkpoint that was published earlier. */
  readonly checkpoint?: string;
}

/** Recomputes hashes, chain and signatures of the whole ledger. @returns 1 when something does not fit */
export async function ledgerVerify(output: Output, options: LedgerVerifyOptions): Promise<number> {
  const keys =
    options.keys === undefined ? [existingLedgerKey(options).publicKey] : [...readKeySet(options.keys).values()];
  const witnessed = options.checkpoint === undefined ? [] : [witness(options.checkpoint, keys)];
  return readSupervision(options.data, async ({ supervision: { ledger } }) => {
    const progress = createProgress(!output.json);
    const total = (await ledger.head())?.number ?? 0;
    const label = output.text('ledger.verifying');
    const verdict = await ledger.verify(keys, { witnessed, progress: (done) => progress.update(done, total, label) });
    progress.end();
    if (!verdict.ok) {
      const { number, fault, text } = verdict;
      output.object({ type: 'ledger-verified', ok: false, number, fault });
      const line = output.text('ledger.bad', { number, why: text[output.language] });
      output.line(output.paint('red', `✗ ${line}`));
      return exitCode.refused;
    }
    const { entries, head, kid } = verdict;
    output.object({ type: 'ledger-verified', ok: true, entries, hash: head?.hash ?? null, kid: kid ?? null });
    const line =
      head === undefined
        ? output.text('ledger.empty')
        : output.text('ledger.good', { count: entries, hash: head.hash, kid: kid ?? '–' });
    output.line(output.paint('green', `✓ ${line}`));
    return exitCode.ok;
  });
}

/** @throws {SdkError} `ledger-bad-checkpoint` */
function witness(file: string, keys: readonly KeyObject[]): LedgerHead {
  const bytes = readBytes(file, 10_000);
  for (const [index, key] of keys.entries()) {
    try {
      return readCheckpoint(bytes, key);
    } catch (error) {
      // One of the keys has signed it, or none.
      if (!(error instanceof SdkError) || index === keys.length - 1) throw error;
    }
  }
  throw new SdkError('ledger-bad-checkpoint', 'There is no key to read the checkpoint with.');
}
