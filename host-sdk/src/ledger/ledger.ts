import type { KeyObject } from 'node:crypto';
import { equalBytes } from '../bytes.js';
import { SdkError } from '../errors.js';
import type { SqlDatabase, SqlReader, SqlTransaction } from '../store/sql.js';
import { isAsListed, type LedgerHead } from './check-chain.js';
import { decodeEntry, entryLimits, entryPrefix, noHash, signEntry } from './entry-form.js';
import { ledgerKeyKind, successionDraft, successorOf } from './key-succession.js';
import type { Actor, LedgerDraft, LedgerEntry } from './ledger-entry.js';
import { kidOf, type LedgerKey } from './ledger-key.js';
import { insertEntries, type LedgerQuery, lockLedger, selectEntries, selectNewest } from './ledger-sql.js';
import { type LedgerVerdict, type VerifyOptions, verifyLedger } from './verify-ledger.js';

export type { LedgerQuery } from './ledger-sql.js';

export interface LedgerOptions {
  readonly database: SqlDatabase;
  /** Absent: the ledger is only read. */
  readonly key?: LedgerKey;
}

/**
 * The ledger 台账: append-only, each entry signed and hashed onto the last. Whoever holds the public keys can prove that no entry was changed,
 * removed or put in between; that none was cut off its end, whoever also knows a later head.
 */
export class Ledger {
  readonly #database: SqlDatabase;
  readonly #key: LedgerKey | undefined;

  constructor({ database, key }: LedgerOptions) {
    this.#database = database;
    this.#key = key;
  }

  /**
   * Appends an entry; numbers have no hole, however many programs write.
   *
   * @param transaction the caller's: entry and whatever else it writes are one, and are durable when that ends. Absent: one of its own
   * @returns the entry, as anyone will read it
   * @throws {SdkError} `ledger-bad-draft`, `ledger-bad-value`, `ledger-key-missing`, `ledger-key-succeeded`, and those of the store
   */
  async append(draft: LedgerDraft, transaction?: SqlTransaction): Promise<LedgerEntry> {
    return (await this.appendAll([draft], transaction))[0]!;
  }

  /** Appends several entries with consecutive numbers, all of them or none. See {@link append}. */
  async appendAll(drafts: readonly LedgerDraft[], transaction?: SqlTransaction): Promise<LedgerEntry[]> {
    if (transaction === undefined) return this.#database.transaction((own) => this.appendAll(drafts, own));
    if (drafts.length === 0) return [];
    const key = this.#signer();
    await lockLedger(transaction);
    let { number, hash } = await this.#newest(transaction, key);
    const entries: LedgerEntry[] = [];
    for (const draft of drafts) {
      const entry = signEntry(draft, ++number, hash, key);
      const successor = successorOf(entry);
      if (successor !== undefined && entries.length < drafts.length - 1) {
        throw new SdkError(
          'ledger-bad-draft',
          'A key that hands over signs nothing after that: append the rest with the new key.',
        );
      }
      hash = entry.hash;
      entries.push(entry);
    }
    await insertEntries(transaction, entries);
    return entries;
  }

  /**
   * Hands over to another key: the entry that says so is the last one that the present key signs. Open the ledger with the new key then.
   *
   * @param at ms since 1970
   * @throws {SdkError} as {@link append}
   */
  async succeed(successor: LedgerKey, actor: Actor, at: number, transaction?: SqlTransaction): Promise<LedgerEntry> {
    if (successor.kid === this.#signer().kid) {
      throw new SdkError('ledger-bad-key', 'The new key is the present one. Create another.', { kid: successor.kid });
    }
    return this.append(successionDraft(successor.publicKey, actor, at), transaction);
  }

  /** The newest entry's number and hash; undefined: the ledger is empty. Publish it: it commits to all before it. */
  async head(reader: SqlReader = this.#database): Promise<LedgerHead | undefined> {
    const newest = await selectNewest(reader, 1);
    return newest && { number: newest.number, hash: newest.hash };
  }

  /**
   * Entries in the order of their numbers, page by page. Signatures and chain are what `verify` is for.
   *
   * @param reader a transaction, to see what it has written
   * @throws {SdkError} `ledger-broken`: an entry is not what was written
   */
  async *entries(query: LedgerQuery = {}, reader: SqlReader = this.#database): AsyncGenerator<LedgerEntry> {
    for await (const stored of selectEntries(reader, query, entryLimits.bytes)) {
      let entry: LedgerEntry | undefined;
      let reason: unknown;
      try {
        const { kid: _, ...decoded } = decodeEntry(stored.bytes);
        entry = decoded;
      } catch (cause) {
        reason = cause;
      }
      if (entry === undefined || !isAsListed(entry, stored)) {
        const text = `Ledger entry ${stored.number} is not what was written. Stop writing, keep the store as evidence and verify the ledger.`;
        throw new SdkError('ledger-broken', text, { number: stored.number }, reason);
      }
      yield entry;
    }
  }

  /** One entry; undefined: there is none of that number. @throws {SdkError} `ledger-broken` */
  async entry(number: number, reader: SqlReader = this.#database): Promise<LedgerEntry | undefined> {
    for await (const entry of this.entries({ from: number, to: number }, reader)) return entry;
    return undefined;
  }

  /**
   * Recomputes hashes, chain and signatures of the whole ledger, in bounded memory.
   *
   * @param publicKeys one of them must have signed the first entry; later keys follow from the entries with which keys hand over
   */
  verify(publicKeys: Iterable<KeyObject>, options: VerifyOptions = {}): Promise<LedgerVerdict> {
    return verifyLedger(this.#database, publicKeys, options);
  }

  #signer(): LedgerKey {
    if (this.#key === undefined) {
      throw new SdkError('ledger-key-missing', 'This ledger was opened to be read. Open it with its key to write.');
    }
    return this.#key;
  }

  /** Where the next entry goes. Only the key whose turn it is may write: another would make a ledger that nobody can verify. */
  async #newest(transaction: SqlTransaction, key: LedgerKey): Promise<LedgerHead> {
    const prefix = entryPrefix(key.kid);
    const newest = await selectNewest(transaction, prefix.length);
    if (newest === undefined) return { number: 0, hash: noHash };
    let mine = equalBytes(newest.start, prefix);
    if (newest.kind === ledgerKeyKind) {
      const successor = successorOf((await this.entry(newest.number, transaction))!);
      mine = successor !== undefined && kidOf(successor) === key.kid;
    }
    if (mine) return newest;
    const text = `The key ${key.kid} is not the one whose turn it is in this ledger. Open it with the key that follows from its entries.`;
    throw new SdkError('ledger-key-succeeded', text, { kid: key.kid, number: newest.number });
  }
}
