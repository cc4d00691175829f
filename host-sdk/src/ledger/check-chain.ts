import type { KeyObject } from 'node:crypto';
import { SdkError } from '../errors.js';
import type { Bilingual } from '../evaluation/levels.js';
import { decodeEntry, noHash } from './entry-form.js';
import { successorOf } from './key-succession.js';
import type { LedgerEntry } from './ledger-entry.js';
import { kidOf } from './ledger-key.js';
import { readEntry } from './read-entry.js';

/** A point of a ledger that one knows: written down, published, or signed elsewhere. */
export interface LedgerHead {
  readonly number: number;
  /** Hex. */
  readonly hash: string;
}

/** How far a ledger is proved; constant in size. */
export interface ChainProgress extends LedgerHead {
  /** The key that must sign the next entry; undefined before the first. */
  readonly key: KeyObject | undefined;
}

export const chainStart: ChainProgress = { number: 0, hash: noHash, key: undefined };

/** An entry as stored, with what stands beside it. */
export interface StoredEntry {
  readonly number: number;
  readonly kind: string;
  readonly subject: string;
  readonly at: number;
  readonly hash: string;
  readonly bytes: Uint8Array;
}

export type ChainFault =
  | 'missing'
  | 'unreadable'
  | 'not-as-listed'
  | 'broken-chain'
  | 'unknown-key'
  | 'bad-signature'
  | 'other-head'
  | 'shortened';

export const chainFaultText: Readonly<Record<ChainFault, Bilingual>> = {
  missing: { zh: '编号不连续：应在此处的条目缺失', en: 'the entry that should stand here is missing' },
  unreadable: { zh: '条目不符合规定格式', en: 'the entry is not in its form' },
  'not-as-listed': { zh: '条目内容与索引列不一致', en: 'the columns beside the entry say something else than it' },
  'broken-chain': { zh: '条目未接续前一条目的散列值', en: 'the entry does not name the entry before it' },
  'unknown-key': { zh: '条目由未受信任的密钥签署', en: 'the entry is signed by a key that is not to be trusted here' },
  'bad-signature': { zh: '条目签名无效', en: 'the signature of the entry does not fit' },
  'other-head': {
    zh: '与先前见证的台账首部不符：历史被改写',
    en: 'it is not the entry that was witnessed: history was rewritten',
  },
  shortened: {
    zh: '台账短于先前见证的长度：末尾被截去',
    en: 'the ledger is shorter than was witnessed: its end was cut off',
  },
};

/**
 * The state after one more entry, or why it does not fit. Pure.
 *
 * @param trusted keys by identifier that may sign the first entry; those after follow from `ledger-key` entries
 */
export function advanceChain(
  progress: ChainProgress,
  stored: StoredEntry,
  trusted: ReadonlyMap<string, KeyObject>,
): { readonly progress: ChainProgress; readonly entry: LedgerEntry } | { readonly fault: ChainFault } {
  if (stored.number !== progress.number + 1) return { fault: 'missing' };
  try {
    const { kid, ...entry } = decodeEntry(stored.bytes);
    if (!isAsListed(entry, stored)) return { fault: 'not-as-listed' };
    if (entry.previous !== progress.hash) return { fault: 'broken-chain' };
    const key = progress.key ?? trusted.get(kid);
    if (key === undefined || kidOf(key) !== kid) return { fault: 'unknown-key' };
    readEntry(stored.bytes, key);
    return { progress: { number: entry.number, hash: entry.hash, key: successorOf(entry) ?? key }, entry };
  } catch (cause) {
    if (cause instanceof SdkError && cause.code === 'ledger-bad-entry') return { fault: 'unreadable' };
    if (cause instanceof SdkError && cause.code === 'ledger-bad-signature') return { fault: 'bad-signature' };
    throw cause;
  }
}

export function isAsListed(entry: LedgerEntry, stored: StoredEntry): boolean {
  return (
    entry.number === stored.number &&
    entry.kind === stored.kind &&
    entry.subject === stored.subject &&
    entry.at === stored.at &&
    entry.hash === stored.hash
  );
}
