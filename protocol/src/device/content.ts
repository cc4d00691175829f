import type { ByteString } from './byte-string.js';

/** When a frame was made, as far as the instrument knows (CDDL `moment`). */
export interface MomentContent {
  /** Seconds since 1970-01-01T00:00:00Z; only while a time anchor is valid. */
  iat?: number | undefined;
  /** 8..12 bytes, only in an answer. */
  nonce?: ByteString | undefined;
  /** Seconds since this boot, 0..2^32 - 1. */
  uptime: number;
  /** Number of this boot, 0..65535. */
  bootcount: number;
}

/** A frame's place in the chain (CDDL `link`). */
export interface LinkContent extends MomentContent {
  /** 1..2^32 - 1; never repeats, survives reboots. */
  sequence: number;
  /** First 16 bytes of SHA-256 over the previous frame's Sig_structure; zeros at the genesis frame. */
  previous: ByteString;
  /** Number of entries of the event log, 0..65535. */
  logLength: number;
}

/** CDDL `status`. */
export interface StatusContent extends LinkContent {
  /** SELF_STATE_*. */
  selfState: number;
  /** Word of FLAG_BIT_* bits, 0..2^32 - 1. */
  flags: number;
  /** Up to eight times {@link packChannel}, ascending identifiers. */
  channels: ByteString;
  /** First 16 bytes of the event log's head. */
  logHead: ByteString;
  /** 0..65535. */
  calibrationCounter: number;
  /** SEAL_STATE_*. */
  sealState: number;
  /** 0.01 degree Celsius, -32768..32767; undefined: no thermometer. */
  temperature?: number | undefined;
  /** TIME_QUALITY_*. */
  timeQuality: number;
  /** First 8 bytes of the identity digest. */
  identityDigest: ByteString;
}

/** CDDL `metrological-data`; lengths in UTF-8 bytes. */
export interface MetrologicalData {
  /** INSTRUMENT_KIND_*. */
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
  /** 0..32 bytes. */
  typeApproval: string;
  /** 1..32 bytes. */
  serialNumber: string;
  /** KEY_ASSURANCE_*. */
  keyAssurance: number;
  /** Identifiers of the channels this instrument reports, ascending, 0..8 bytes. What is not here is not observed. */
  observedChannels: ByteString;
}

/** What does not change between two identity frames (CDDL `identity-statement` and the metrological data). */
export interface IdentityStatement {
  /** 17 bytes: 0x01 and 16 random bytes (RFC 9711 section 4.2.1). */
  ueid: ByteString;
  /** 16 bytes. */
  oemid: ByteString;
  /** 1..32 bytes. */
  hwmodel: ByteString;
  /** UTF-8, 1..16 bytes. */
  hwversion: string;
  /** 0..4 (RFC 9711 section 4.2.9). */
  dbgstat: number;
  /** UTF-8, 1..64 bytes. */
  eatProfile: string;
  /** UTF-8, 1..32 bytes. */
  swname: string;
  /** UTF-8, 1..16 bytes. */
  swversion: string;
  data: MetrologicalData;
}

/** CDDL `identity`. */
export interface IdentityContent extends LinkContent, IdentityStatement {
  /** 32 bytes. */
  logHead: ByteString;
  /** SHA-256 over {@link IdentityStatement} as written by `writeIdentityStatement`. */
  identityDigest: ByteString;
  /** SHA-256 over the installed bundle. */
  softwareMeasurement: ByteString;
}

/** CDDL `log-head`. */
export interface LogContent extends LinkContent {
  /** 32 bytes. */
  logHead: ByteString;
  /** First entry asked for. */
  first: number;
  /** Number of entries asked for. */
  count: number;
}

/** CDDL `receipt`. */
export interface ReceiptContent extends LinkContent {
  /** 32 bytes. */
  logHead: ByteString;
  /** First 16 bytes of SHA-256 over the command as received. */
  commandDigest: ByteString;
  /** COMMAND_RESULT_DONE or REFUSAL_*. */
  commandResult: number;
}
