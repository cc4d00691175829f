import type { KeyObject } from 'node:crypto';
import { exportJwk, importPublicKey, type PublicJwk } from '@hengzhun/protocol';
import { SdkError } from '../errors.js';
import type { Actor, LedgerDraft, LedgerEntry } from './ledger-entry.js';
import { kidOf } from './ledger-key.js';

/** Kind of the entry with which a key hands over to the next: the last one that the old key signs. */
export const ledgerKeyKind = 'ledger-key';
export const ledgerKeySubject = 'ledger/key';

/** @param at ms since 1970 */
export function successionDraft(successor: KeyObject, actor: Actor, at: number): LedgerDraft {
  const body = { successor: { ...exportJwk(successor) } };
  return { kind: ledgerKeyKind, subject: ledgerKeySubject, at, actor, rules: '', evidence: [], body };
}

/**
 * The key that signs after this entry, validated; undefined: the same as before.
 *
 * @throws {SdkError} `ledger-bad-entry`: it hands over to nothing that is a key
 */
export function successorOf(entry: Pick<LedgerEntry, 'kind' | 'number' | 'body'>): KeyObject | undefined {
  if (entry.kind !== ledgerKeyKind) return undefined;
  try {
    const { successor } = entry.body as unknown as { successor: PublicJwk };
    const key = importPublicKey(successor);
    if (successor.kid !== kidOf(key)) throw new Error('its identifier is not that of the key');
    return key;
  } catch (cause) {
    const text = `Ledger entry ${entry.number} hands over to no key: ${(cause as Error).message}`;
    throw new SdkError('ledger-bad-entry', text, { number: entry.number }, cause);
  }
}
