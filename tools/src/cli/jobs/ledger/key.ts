import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { type LedgerKey, openLedgerKey, openSupervision } from '@hengzhun/host-sdk';
import { ToolError } from '../../../errors.js';
import { exitCode } from '../../../exit-codes.js';
import { fileError, writeWhole } from '../../../files.js';
import { publicJwk } from '../../../provision/public-jwk.js';
import { existingLedgerKey, type LedgerKeyOptions, ledgerKeyFile } from '../../../stores/ledger-key-file.js';
import { openDataIfThere } from '../../../stores/open-data.js';
import type { Output } from '../../output.js';

export interface LedgerKeyJobOptions extends LedgerKeyOptions {
  readonly create: boolean;
  readonly out?: string;
  readonly force: boolean;
}

/** Shows the key that signs the ledger, or makes it: never the private half. Writes the public half as a JWK set (RFC 7517). */
export async function ledgerKey(output: Output, options: LedgerKeyJobOptions): Promise<number> {
  const { create, out, force } = options;
  const file = ledgerKeyFile(options);
  const isNew = create && !existsSync(file);
  const key = isNew ? await makeKey(file, options.data) : existingLedgerKey(options);
  if (out !== undefined)
    writeWhole(out, `${JSON.stringify({ keys: [publicJwk(key.publicKey)] }, null, 2)}\n`, { force });
  if (out !== '-') output.object({ type: 'ledger-key', file, kid: key.kid, created: isNew, out: out ?? null });
  const say = out === '-' ? output.note : output.line;
  say(output.text(isNew ? 'ledger.key.made' : 'ledger.key.there', { file, kid: key.kid }));
  if (isNew) say(output.text('ledger.key.keep'));
  if (out !== undefined && out !== '-') say(output.text('ledger.key.out', { out }));
  return exitCode.ok;
}

/** @throws {ToolError} `tool-ledger-key-other`: the ledger has entries already, and a new key could not go on with it */
async function makeKey(file: string, data: string): Promise<LedgerKey> {
  const store = await openDataIfThere(data);
  try {
    const head = store && (await openSupervision(store).ledger.head());
    if (head !== undefined) throw new ToolError('tool-ledger-key-other', { count: head.number }, exitCode.refused);
  } finally {
    await store?.close();
  }
  const folder = path.dirname(file);
  try {
    mkdirSync(path.dirname(folder), { recursive: true });
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw fileError(folder, cause, 'write');
  }
  return openLedgerKey(file, { create: true });
}
