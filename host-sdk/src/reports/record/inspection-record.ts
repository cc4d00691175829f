import type { Bilingual } from '../../evaluation/levels.js';
import type { Actor } from '../../ledger/ledger-entry.js';
import type { ProofStepName, ProofVerdict } from '../../proof/proof.js';
import type { InstrumentData, KeyAssurance, KeyStatus, Place } from '../../registry/records.js';

/** Form of the machine-readable record: what is read here. */
export const recordForm = 'hengzhun-inspection-record@1';

export type RecordLanguage = 'zh' | 'en';

/** A file that the record rests on: it is embedded beside the record. */
export interface RecordMember {
  readonly name: string;
  /** Media type. */
  readonly type: string;
  readonly size: number;
  /** Hex. */
  readonly sha256: string;
}

/** A frame that was seen, with its receipt; its bytes are in the member `frames.cbor`, in the same order. */
export interface RecordedFrame {
  /** `kid/sequence/digest`. */
  readonly id: string;
  readonly link: string;
  /** Host time interval of the receipt, ms since 1970. */
  readonly earliest: number;
  readonly latest: number;
}

/** A fresh answer: by the host's clock it was made within this interval. */
export interface RecordedChallenge {
  /** The answer: one of the frames. */
  readonly frame: string;
  /** ms since 1970. */
  readonly earliest: number;
  readonly latest: number;
}

/** A step of the visit, as `proveFresh` told it. */
export interface RecordedStep {
  readonly step: ProofStepName;
  readonly verdict: ProofVerdict;
  readonly code: string;
  readonly text: Bilingual;
}

/**
 * The machine-readable record of an inspection 检查记录: what was seen, when, by whom, and what was known beforehand. It holds what does not follow
 * from its members; everything else that is printed is read or computed from them, by whoever makes the record and by whoever checks it.
 */
export interface InspectionRecord {
  readonly form: typeof recordForm;
  /** The programs that laid the page out: by the same ones it comes out the same, byte for byte. */
  readonly layout: string;
  readonly language: RecordLanguage;
  /** Number of the record. */
  readonly number: string;
  /** ms since 1970. */
  readonly madeAt: number;
  readonly madeBy: Actor;
  /** Key of the office that signs, hex. */
  readonly office: string;
  readonly instrument: {
    /** Hex. */
    readonly ueid: string;
    readonly serialNumber: string;
    readonly maker: string;
    readonly model: string;
    readonly data: InstrumentData;
    readonly place?: Place;
    /** ms since 1970. */
    readonly enrolledAt: number;
  };
  /** The key as the register has it. The key itself is in the member `keys.json`. */
  readonly key: {
    /** Hex. */
    readonly kid: string;
    readonly assurance: KeyAssurance;
    readonly status: KeyStatus;
    readonly enrolledAt: number;
    readonly certifiedBy?: string;
    /** First sequence number that does not count any more. */
    readonly endsAt?: number;
  };
  readonly frames: readonly RecordedFrame[];
  readonly challenge?: RecordedChallenge;
  readonly steps: readonly RecordedStep[];
  /** Ledger entry of the judgement; absent: it is not on record. */
  readonly judgementEntry?: number;
  readonly members: readonly RecordMember[];
}

/** A record with its members, in their order: everything that a PDF record is made of, save signatures. */
export interface RecordContent {
  readonly record: InspectionRecord;
  readonly members: ReadonlyMap<string, Uint8Array>;
}

/** Names of the members; sheets are `sheet-1.json`, `sheet-2.json`, … */
export const memberNames = {
  frames: 'frames.cbor',
  log: 'event-log.cbor',
  keys: 'keys.json',
  certificate: 'certificate.cwt',
  judgement: 'judgement.json',
  evidence: 'evidence.cbor',
} as const;
