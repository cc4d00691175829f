import type { KeyObject } from 'node:crypto';
import { SdkError } from '../../errors.js';
import { decodeEntry } from '../../ledger/entry-form.js';
import { successorOf } from '../../ledger/key-succession.js';
import type { LedgerEntry } from '../../ledger/ledger-entry.js';
import { kidOf } from '../../ledger/ledger-key.js';
import { readEntry } from '../../ledger/read-entry.js';
import type { CaseFile } from '../case-file.js';
import type { Findings } from '../finding.js';

/** When a key of the ledger was the one that signs: entries after `after`, to `until`. */
interface Reign {
  readonly key: KeyObject;
  readonly after: number;
  until: number;
}

/** The keys of a ledger whose word counts, and when. */
export class LedgerKeys {
  readonly #reigns = new Map<string, Reign>();

  constructor(trusted: Iterable<KeyObject>) {
    for (const key of trusted) this.#reigns.set(kidOf(key), { key, after: 0, until: Number.POSITIVE_INFINITY });
  }

  /** The key of this identifier if it was its turn at this number; undefined: unknown, or not its turn. */
  at(kid: string, number: number): KeyObject | undefined {
    const reign = this.#reigns.get(kid);
    return reign !== undefined && number > reign.after && number <= reign.until ? reign.key : undefined;
  }

  /** The key of this identifier, whenever its turn was; undefined: unknown. */
  any(kid: string): KeyObject | undefined {
    return this.#reigns.get(kid)?.key;
  }

  handOver(kid: string, number: number, successor: KeyObject): void {
    this.#reigns.get(kid)!.until = number;
    this.#reigns.set(kidOf(successor), { key: successor, after: number, until: Number.POSITIVE_INFINITY });
  }
}

/** Signatures of the entries, key by key, and what of the chain is in the file. @returns the entries that are proved, and the keys */
export function checkEntries(file: CaseFile, trusted: Iterable<KeyObject>, findings: Findings) {
  const keys = new LedgerKeys(trusted);
  const proved: LedgerEntry[] = [];
  let before: LedgerEntry | undefined;
  for (const bytes of file.entries) {
    const { kid, ...entry } = decodeEntry(bytes);
    const { number } = entry;
    const bad = (code: string, zh: string, en: string) => {
      findings.bad(
        'ledger',
        code,
        { zh: `台账条目 ${number}：${zh}`, en: `Ledger entry ${number}: ${en}` },
        `ledger/${number}`,
      );
    };
    const key = keys.at(kid, number);
    if (key === undefined) {
      if (keys.any(kid) !== undefined)
        bad('entry-key-out-of-turn', `密钥 ${kid} 此时无权签署`, `it was not the turn of the key ${kid}`);
      else bad('entry-key-unknown', `由不受信任的密钥 ${kid} 签署`, `signed by the key ${kid}, which is not trusted`);
    } else if (!isSigned(bytes, key)) {
      bad('entry-signature', '签名无效', 'the signature does not fit');
    } else {
      proved.push(entry);
      const successor = successorIn(entry);
      if (successor === 'none') bad('entry-bad-successor', '所移交的密钥无效', 'it hands over to no key');
      else if (successor !== undefined) keys.handOver(kid, number, successor);
    }
    if (before?.number === number - 1 && entry.previous !== before.hash) {
      bad('entry-chain', '未接续前一条目', 'it does not follow from the entry before it');
    }
    before = entry;
  }
  const count = proved.length;
  const text = { zh: `${count} 条台账条目签名有效`, en: `${count} ledger entries are signed by the ledger's keys` };
  if (count > 0) findings.good('ledger', 'entries-signed', text);
  return { proved, keys };
}

function isSigned(bytes: Uint8Array, key: KeyObject): boolean {
  try {
    readEntry(bytes, key);
    return true;
  } catch (cause) {
    if (cause instanceof SdkError && cause.code === 'ledger-bad-signature') return false;
    throw cause;
  }
}

function successorIn(entry: LedgerEntry): KeyObject | undefined | 'none' {
  try {
    return successorOf(entry);
  } catch (cause) {
    if (cause instanceof SdkError && cause.code === 'ledger-bad-entry') return 'none';
    throw cause;
  }
}
