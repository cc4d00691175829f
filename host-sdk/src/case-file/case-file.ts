import type { KeyObject } from 'node:crypto';
import type { Actor, JsonValue } from '../ledger/ledger-entry.js';

/** An instrument's key in a case file, with what it signed. */
export interface CaseFileInstrument {
  readonly publicKey: KeyObject;
  /** When it was enrolled, ms since 1970: the certificate has to be valid then. */
  readonly enrolledAt: number;
  /** The maker's certificate of the key, as received. */
  readonly certificate?: Uint8Array;
  /** Frames as received. */
  readonly frames: readonly Uint8Array[];
  /** Entries of its event log 事件日志 from number `first` on, as received; `head`: the log's 32 bytes before them (zeros for `first` 0). */
  readonly log?: { readonly first: number; readonly head: Uint8Array; readonly entries: readonly Uint8Array[] };
}

/** How the ledger stood, signed, and what proves that the entries stand in it: see `makeCheckpoint`. */
export interface CaseFileCheckpoint {
  readonly bytes: Uint8Array;
  /** By number of the entry: hashes of RFC 9162 section 2.1.3. */
  readonly proofs: ReadonlyMap<number, readonly Uint8Array[]>;
}

/**
 * A case file 案卷: everything that a decision rests on, to be checked on another machine with nothing but public keys. Public keys inside it
 * are what it claims; trust comes from the keys that the reader has.
 */
export interface CaseFile {
  /** What it is about, as in the ledger: `case/<id>`, `lot/<id>`, `instrument/<ueid>`. */
  readonly subject: string;
  /** ms since 1970. */
  readonly madeAt: number;
  readonly madeBy: Actor;
  /** Number of the entry that is the decision; absent: the file is of a subject without one. */
  readonly decision?: number;
  /** Ledger entries as signed, in the order of their numbers: those of the subject, those that they name, and key successions. */
  readonly entries: readonly Uint8Array[];
  readonly checkpoint?: CaseFileCheckpoint;
  readonly ledgerKeys: readonly KeyObject[];
  readonly makers: readonly KeyObject[];
  readonly instruments: readonly CaseFileInstrument[];
  /** By identifier, as entries name it: records and instruments (canonical JSON), attachments, refused packets. Not frames or entries. */
  readonly evidence: ReadonlyMap<string, Uint8Array>;
  /** Rule sets as data by `<id>@<version>`. */
  readonly rules: ReadonlyMap<string, JsonValue>;
}
