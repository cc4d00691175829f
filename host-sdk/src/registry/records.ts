import type { JsonWebKey, KeyObject } from 'node:crypto';

/** What the metrological data of an instrument say; masses in mg, times in s. Names as in the wire contract's `metrological-data`. */
export interface InstrumentData {
  /** 1 scale, 2 dispenser. */
  readonly instrumentKind?: number;
  /** 1…4: I, II, III, IIII (OIML R 76-1 table 3). */
  readonly accuracyClass?: number;
  readonly maximumCapacity?: number;
  readonly minimumCapacity?: number;
  /** e. */
  readonly verificationInterval?: number;
  /** d. */
  readonly scaleInterval?: number;
  /** Seconds between scheduled status frames: what silence is judged by. */
  readonly reportingInterval?: number;
  readonly typeApproval?: string;
  /** The maker's batch 生产批号: a defect of a family shows in it first. */
  readonly batch?: string;
  /** When it was made: a year, a month or a day (ISO 8601). */
  readonly manufactured?: string;
  /** Who uses it 经营者: identifier of the trader's record. */
  readonly trader?: string;
  readonly observedChannels?: readonly number[];
  /** Dispensers: 1..4, in the order of their indices. */
  readonly nozzles?: readonly NozzleRecord[];
}

/** One nozzle of a dispenser. */
export interface NozzleRecord {
  /** 1..12 bytes, such as "92" or "0#". */
  readonly fuel: string;
  /** mL/min. */
  readonly minimumFlow: number;
  readonly maximumFlow: number;
  /** Smallest measured quantity, mL. */
  readonly minimumQuantity: number;
  /** K factor at approval: pulses of one channel per 100 L. */
  readonly pulses: number;
}

/** How well the private key is kept. `low`: software signer; such an instrument can never earn fewer inspections. */
export type KeyAssurance = 'low' | 'secure-element';

export interface Place {
  /** Province or district, for example 沪. May be empty. */
  readonly region: string;
  readonly name: string;
}

/** What enrolment needs to know of one instrument and its key. */
export interface EnrolmentRecord {
  /** UEID, 17 bytes in hex (RFC 9711 section 4.2.1). */
  readonly ueid: string;
  /** Public key: a JWK (EC, P-256), or the uncompressed point 04‖x‖y in hex (65 bytes). */
  readonly publicKey: JsonWebKey | string;
  readonly serialNumber?: string;
  readonly maker?: string;
  readonly model?: string;
  /** Maker's certificate: a CWT in hex or base64url. It must be signed by a maker whose key is in the registry. */
  readonly certificate?: string;
  /** Only believed with a valid certificate; otherwise the key is enrolled as `low`. */
  readonly assurance?: KeyAssurance;
  readonly data?: InstrumentData;
  readonly place?: Place;
}

export interface Instrument {
  readonly id: number;
  /** Hex, 34 digits. */
  readonly ueid: string;
  readonly serialNumber: string;
  readonly maker: string;
  readonly model: string;
  readonly data: InstrumentData;
  readonly place: Place | undefined;
  /** ms since 1970. */
  readonly enrolledAt: number;
  readonly keys: readonly EnrolledKey[];
}

export type KeyStatus = 'active' | 'retired' | 'revoked';

export interface EnrolledKey {
  readonly id: number;
  readonly instrumentId: number;
  /** Key identifier in hex, 16 digits: first 8 bytes of SHA-256 over 04‖x‖y. */
  readonly kid: string;
  /** Uncompressed point, 65 bytes. */
  readonly point: Uint8Array;
  readonly publicKey: KeyObject;
  readonly assurance: KeyAssurance;
  /** Name of the maker whose certificate was checked; undefined: enrolled without one. */
  readonly certifiedBy: string | undefined;
  readonly certificate: Uint8Array | undefined;
  readonly enrolledAt: number;
  readonly status: KeyStatus;
  /** First sequence number that this key may no longer sign (retired) or that no longer counts (revoked). */
  readonly endsAt: number | undefined;
  readonly endedAt: number | undefined;
  readonly endedWhy: string | undefined;
}

export interface Maker {
  readonly id: number;
  readonly name: string;
  readonly kid: string;
  readonly publicKey: KeyObject;
}

/** What became of one record. `known`: this very key was enrolled before; nothing changed. */
export interface EnrolmentResult {
  readonly outcome: 'enrolled' | 'key-added' | 'known';
  readonly instrument: Instrument;
  readonly key: EnrolledKey;
  /** Things a person should know, in words: an assurance that was not believed, for example. */
  readonly notes: readonly string[];
}

/** A record of an import that was refused; the others are enrolled. */
export interface ImportError {
  /** Line of the file for CSV (1 is the first), number of the record (from 1) for JSON. */
  readonly line: number;
  readonly code: string;
  readonly message: string;
  /** Particulars of the error: see `SdkError.detail`. */
  readonly detail: Readonly<Record<string, string | number>>;
}

export interface ImportResult {
  readonly results: readonly EnrolmentResult[];
  readonly errors: readonly ImportError[];
}
