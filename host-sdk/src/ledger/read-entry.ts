import type { KeyObject } from 'node:crypto';
import { HengzhunError, verifySign1 } from '@hengzhun/protocol';
import { SdkError } from '../errors.js';
import { decodeEntry } from './entry-form.js';
import type { LedgerEntry } from './ledger-entry.js';
import { kidOf } from './ledger-key.js';

/**
 * Reads an entry from outside and proves its signature. Where it stands in a ledger is not proved by that.
 *
 * @throws {SdkError} `ledger-bad-entry`: the form; `ledger-bad-signature`: another key, or the signature does not fit
 */
export function readEntry(bytes: Uint8Array, publicKey: KeyObject): LedgerEntry {
  const { kid, ...entry } = decodeEntry(bytes);
  if (kid !== kidOf(publicKey)) {
    const text = `Ledger entry ${entry.number} is signed by the key ${kid}, and not by ${kidOf(publicKey)}.`;
    throw new SdkError('ledger-bad-signature', text, { number: entry.number, kid });
  }
  try {
    verifySign1(bytes, publicKey, { lowS: true });
  } catch (cause) {
    if (!(cause instanceof HengzhunError)) throw cause;
    const text = `The signature of ledger entry ${entry.number} does not fit: it was changed, or signed by somebody else.`;
    throw new SdkError('ledger-bad-signature', text, { number: entry.number, kid }, cause);
  }
  return entry;
}
