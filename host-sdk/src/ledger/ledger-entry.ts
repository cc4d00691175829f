/** JSON without exotic values: numbers are finite. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [name: string]: JsonValue };

/** Who acted: a person in a role for an authority, or the software itself (`person` is then its name and version). */
export interface Actor {
  readonly person: string;
  /** inspector 检定员, reviewer 核验员, supervisor 监管人员, trader 经营者, repairer 修理方, arbitrator 仲裁方, software 系统. */
  readonly role: string;
  readonly authority: string;
}

/** What is to be written into the ledger 台账. */
export interface LedgerDraft {
  /** Such as `judgement`, `case-step`, `lot`, `draw`, `lot-decision`, `interval`, `priors`. */
  readonly kind: string;
  /** What it is about: `instrument/<ueid>`, `case/<id>`, `lot/<id>`, `population/<type>`. */
  readonly subject: string;
  /** When it happened, ms since 1970. */
  readonly at: number;
  readonly actor: Actor;
  /** Rule sets `<id>@<version>` that it was decided by, with spaces between; empty: none. */
  readonly rules: string;
  /** Identifiers: `kid/sequence/digest` of frames, `refused/<hash>`, `record/<kind>/<id>/<version>`, `attachment/<sha256>`, `ledger/<number>`. */
  readonly evidence: readonly string[];
  readonly body: JsonValue;
}

/** An entry as it stands in the ledger. */
export interface LedgerEntry extends LedgerDraft {
  /** 1, 2, 3, … without a hole. */
  readonly number: number;
  /** SHA-256, hex, of the entry before; 64 zeros for the first. */
  readonly previous: string;
  /** SHA-256 over the entry's signed structure, hex. */
  readonly hash: string;
  /** As signed and stored: COSE_Sign1. */
  readonly bytes: Uint8Array;
}
