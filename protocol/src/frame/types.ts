import type {
  FRAME_KIND_IDENTITY,
  FRAME_KIND_LOG,
  FRAME_KIND_RECEIPT,
  FRAME_KIND_STATUS,
  INSTRUMENT_KIND_DISPENSER,
  INSTRUMENT_KIND_SCALE,
} from '../generated/constants.js';

/** What an instrument observes, with its uncertainty (CDDL: one channel of 6 bytes). */
export interface Channel {
  /** CHANNEL_*, 1..255. */
  identifier: number;
  /** Bits CHANNEL_CONDITION_*. */
  conditions: number;
  /** Integer in the channel's unit, -32767..32767, clipped; undefined: not available. */
  value: number | undefined;
  /** Standard uncertainty in the same unit, 0..65534, clipped; undefined: unknown. */
  uncertainty: number | undefined;
}

/** When a frame was made and where it stands in the chain. */
export interface FrameLink {
  /** Seconds since 1970-01-01T00:00:00Z; undefined while no time anchor was valid. */
  iat: number | undefined;
  /** 8..12 bytes in an answer. */
  nonce: Uint8Array | undefined;
  /** Seconds since boot. */
  uptime: number;
  /** Number of the boot. */
  bootcount: number;
  /** 1..2^32 - 1. */
  sequence: number;
  /** First 16 bytes of the digest of the frame before; zeros at the genesis frame. */
  previous: Uint8Array;
  /** Number of entries of the event log. */
  logLength: number;
  /** Head of the event log: its first 16 bytes in a status frame, 32 in all others. */
  logHead: Uint8Array;
}

/** Which nozzle of a dispenser a status frame speaks of, and what it has delivered (CDDL `nozzle-state`). */
export interface NozzleState {
  /** 0..3. */
  index: number;
  /** SELF_STATE_* of nozzles 0 to 3, in this order; 0 where there is no such nozzle. */
  selfStates: readonly number[];
  /** mL, 0..2^40 - 1; only grows. */
  totaliser: number;
  /** 0..2^24 - 1; only grows. */
  fuelings: number;
}

/** CDDL `status-claims`. */
export interface StatusClaims extends FrameLink {
  kind: typeof FRAME_KIND_STATUS;
  /** SELF_STATE_*: the instrument's own word, not a verdict. */
  selfState: number;
  /** Word of FLAG_BIT_* bits, 0..2^32 - 1. */
  flags: number;
  /** Ascending identifiers, at most eight. */
  channels: Channel[];
  calibrationCounter: number;
  /** SEAL_STATE_*. */
  sealState: number;
  /** 0.01 degree Celsius; undefined: no thermometer. */
  temperature: number | undefined;
  /** TIME_QUALITY_*. */
  timeQuality: number;
  /** First 8 bytes of the identity digest. */
  identityDigest: Uint8Array;
  /** In every status frame of a dispenser; undefined: not a dispenser. */
  nozzle: NozzleState | undefined;
  /** Live indication: a scale's in d, a dispenser's in mL of the present or last fueling of this nozzle. */
  indication: number | undefined;
}

/** What scales and dispensers say alike. */
interface CommonDataClaims {
  /** Seconds between scheduled status frames. */
  reportingInterval: number;
  typeApproval: string;
  serialNumber: string;
  /** KEY_ASSURANCE_*. */
  keyAssurance: number;
  /** Identifiers of the channels that this instrument reports, ascending. */
  observedChannels: Uint8Array;
  /** Word of UNOBSERVED_BIT_*: what may drift without showing in any channel. */
  unobserved: number;
}

/** CDDL `scale-data`. */
export interface ScaleClaims extends CommonDataClaims {
  instrumentKind: typeof INSTRUMENT_KIND_SCALE;
  /** 1..4: I, II, III, IIII (OIML R 76-1 table 3). */
  accuracyClass: number;
  /** Max in mg. */
  maximumCapacity: number;
  /** Min in mg. */
  minimumCapacity: number;
  /** e in mg. */
  verificationInterval: number;
  /** d in mg. */
  scaleInterval: number;
}

/** CDDL `nozzle-data`. */
export interface NozzleClaims {
  /** Such as "92" or "0#". */
  fuel: string;
  /** mL/min. */
  minimumFlow: number;
  /** mL/min. */
  maximumFlow: number;
  /** Smallest measured quantity, mL. */
  minimumQuantity: number;
  /** K factor at approval: pulses of one channel per 100 L. */
  pulses: number;
}

/** CDDL `dispenser-data`. */
export interface DispenserClaims extends CommonDataClaims {
  instrumentKind: typeof INSTRUMENT_KIND_DISPENSER;
  /** 1..4, in the order of their indices. */
  nozzles: NozzleClaims[];
}

/** CDDL `metrological-data`; `instrumentKind` tells which. */
export type MetrologicalClaims = ScaleClaims | DispenserClaims;

/** Epochs of the command keys that an instrument accepts, 0..65535 each. */
export interface KeyEpochs {
  maker: number;
  authority: number;
  inspector: number;
}

/** What does not change between two identity frames. */
export interface IdentityStatementClaims {
  /** 17 bytes. */
  ueid: Uint8Array;
  /** 16 bytes. */
  oemid: Uint8Array;
  hwmodel: Uint8Array;
  hwversion: string;
  /** RFC 9711 section 4.2.9. */
  dbgstat: number;
  eatProfile: string;
  swname: string;
  swversion: string;
  data: MetrologicalClaims;
}

/** CDDL `identity-claims`. */
export interface IdentityClaims extends FrameLink, IdentityStatementClaims {
  kind: typeof FRAME_KIND_IDENTITY;
  /** SHA-256 over the identity statement: 32 bytes. */
  identityDigest: Uint8Array;
  /** SHA-256 over the installed bundle: 32 bytes. A claim, unless seal or secure boot back it. */
  softwareMeasurement: Uint8Array;
  /** LIFE_STAGE_*. */
  lifeStage: number;
  /** Grows with every update and never falls. */
  softwareCounter: number;
  keyEpochs: KeyEpochs;
  /** Serial number of the secure element, 9 bytes; undefined: there is none. */
  element: Uint8Array | undefined;
}

/** CDDL `log-claims`. */
export interface LogClaims extends FrameLink {
  kind: typeof FRAME_KIND_LOG;
  /** First entry asked for. */
  first: number;
  /** Number of entries asked for. */
  count: number;
}

/** CDDL `receipt-claims`. */
export interface ReceiptClaims extends FrameLink {
  kind: typeof FRAME_KIND_RECEIPT;
  /** First 16 bytes of SHA-256 over the command as received. */
  commandDigest: Uint8Array;
  /** COMMAND_RESULT_DONE or REFUSAL_*. */
  commandResult: number;
  /** What the command found out: up to eight integers, see its kind; empty: nothing. */
  values: number[];
}

export type Claims = StatusClaims | IdentityClaims | LogClaims | ReceiptClaims;

interface FrameOf<C extends Claims> {
  /** The whole message. All arrays of a frame are views of it: copy it before it is reused. */
  bytes: Uint8Array;
  /** Encoded protected header, 13 bytes. */
  protectedHeader: Uint8Array;
  /** Encoded claims. */
  payload: Uint8Array;
  /** r || s, 64 bytes; in range and low-S, otherwise unchecked. */
  signature: Uint8Array;
  /** Key identifier that the frame claims, 8 bytes. */
  kid: Uint8Array;
  /** FRAME_KIND_*; tells the type of the claims. */
  kind: C['kind'];
  claims: C;
}

export type StatusFrame = FrameOf<StatusClaims>;
export type IdentityFrame = FrameOf<IdentityClaims>;
export type LogFrame = FrameOf<LogClaims>;
export type ReceiptFrame = FrameOf<ReceiptClaims>;

/** A frame that is well-formed; nothing about it is proved before `verifyFrame` or `verifyChain`. */
export type Frame = StatusFrame | IdentityFrame | LogFrame | ReceiptFrame;
