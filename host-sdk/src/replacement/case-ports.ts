import type { LedgerDraft, LedgerEntry } from '../ledger/ledger-entry.js';
import type { Verification } from '../records/verification.js';
import type { EnrolledKey, EnrolmentRecord, EnrolmentResult, Instrument } from '../registry/records.js';
import type { SqlTransaction } from '../store/sql.js';

/** What a case needs of the ledger 台账. */
export interface CaseLedger {
  append(draft: LedgerDraft, transaction?: SqlTransaction): Promise<LedgerEntry>;
  entries(query: { readonly subject?: string; readonly kind?: string }): AsyncIterable<LedgerEntry>;
}

/** What a case needs of the registry: a replacement enrols the new instrument and retires the key of the old one. */
export interface CaseRegistry {
  find(name: string): Promise<Instrument | undefined>;
  enrol(record: EnrolmentRecord, transaction?: SqlTransaction): Promise<EnrolmentResult>;
  retireKey(kid: string, fromSequence: number, why: string, transaction?: SqlTransaction): Promise<EnrolledKey>;
}

/** Documents by their SHA-256, hex: an `AttachmentStore`. */
export interface CaseAttachments {
  /** Undefined: there is none. */
  info(sha256: string): Promise<object | undefined>;
  get(sha256: string): Promise<{ readonly bytes: Uint8Array } | undefined>;
  /** Keeps a file that came with a step, in the transaction of the step. */
  put(bytes: Uint8Array, mediaType: string, transaction: SqlTransaction): Promise<object>;
}

/** Whatever else a step rests on, by its identifier: a `StoreEvidence`. */
export interface CaseEvidence {
  /** Undefined: there is none. */
  find(identifier: string): Promise<object | undefined>;
}

/** Verification records by their identifier. */
export interface CaseVerifications {
  verification(id: string): Promise<Verification | undefined>;
}
