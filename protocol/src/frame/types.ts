import type {
  FRAME_KIND_IDENTITY,
  FRAME_KIND_LOG,
  FRAME_KIND_RECEIPT,
  FRAME_KIND_STATUS,
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
}

/** CDDL `metrological-data`. */
export interface MetrologicalClaims {
  instrumentKind: number;
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
  /** Seconds between scheduled status frames. */
  reportingInterval: number;
  typeApproval: string;
  serialNumber: string;
  /** KEY_ASSURANCE_*. */
  keyAssurance: number;
  /** Identifiers of the channels that this instrument reports, ascending. */
  observedChannels: Uint8Array;
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
