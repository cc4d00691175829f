import path from 'node:path';
import { type LedgerKey, openLedgerKey, SdkError } from '@hengzhun/host-sdk';
import { ToolError } from '../errors.js';
import { exitCode } from '../exit-codes.js';
import { storePlace } from './store-place.js';

export interface LedgerKeyOptions {
  readonly data: string;
  /** File of the key. */
  readonly ledgerKey?: string;
}

/**
 * File of the key that signs the ledger of a store: what `--ledger-key` or `HENGZHUN_LEDGER_KEY` says, or `secret/ledger.pem` in a data folder.
 * @throws {ToolError} `tool-ledger-key-where`: a database has no folder, so that the file must be named
 */
export function ledgerKeyFile({ data, ledgerKey }: LedgerKeyOptions): string {
  const named = ledgerKey ?? (process.env.HENGZHUN_LEDGER_KEY || undefined);
  if (named !== undefined) return named;
  const place = storePlace(data);
  if (place.kind === 'folder') return path.join(place.folder, 'secret', 'ledger.pem');
  throw new ToolError('tool-ledger-key-where', {}, exitCode.usage);
}

/**
 * The key that signs the ledger. It is never made in passing: a second key for one ledger would make entries that nobody can verify.
 * @throws {ToolError} `tool-ledger-key-where`, `tool-ledger-key-missing`; {SdkError} `ledger-key-exposed`, `ledger-bad-key`
 */
export function existingLedgerKey(options: LedgerKeyOptions): LedgerKey {
  const file = ledgerKeyFile(options);
  try {
    return openLedgerKey(file);
  } catch (cause) {
    if (!(cause instanceof SdkError && cause.code === 'ledger-key-missing')) throw cause;
    throw new ToolError('tool-ledger-key-missing', { path: file }, exitCode.io, cause);
  }
}
