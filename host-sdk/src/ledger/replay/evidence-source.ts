import type { LedgerEntry } from '../ledger-entry.js';

/** Which entries: all that are given must hold. */
export interface EntryQuery {
  readonly subject?: string;
  readonly kind?: string;
  /** First and last number, inclusive. */
  readonly from?: number;
  readonly to?: number;
}

/** Where the evidence of entries is read from: a store, or a case file on another machine. */
export interface EvidenceSource {
  /** Entries in the order of their numbers. */
  entries(query: EntryQuery): AsyncIterable<LedgerEntry>;
  /**
   * The bytes that an identifier names; undefined: they are not here. Frames, refused packets, attachments and ledger entries as received or
   * written; records and instruments as canonical JSON.
   */
  find(identifier: string): Promise<Uint8Array | undefined>;
}
