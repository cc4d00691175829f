import type { INSTRUMENT_KIND_DISPENSER, INSTRUMENT_KIND_SCALE } from '../generated/constants.js';
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
  /** Dispensers: {@link packNozzle}, 10 bytes; then at most six channels. */
  nozzle?: ByteString | undefined;
  /** Live indication, -2^31..2^31 - 1: a scale's in d, a dispenser's in mL. Left out where the frame has no room. */
  indication?: number | undefined;
}

/** What scales and dispensers say alike; lengths in UTF-8 bytes. */
interface CommonData {
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
  /** Word of UNOBSERVED_BIT_*: what may drift without showing in any channel. */
  unobserved: number;
}

/** CDDL `scale-data`. */
export interface ScaleData extends CommonData {
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
export interface NozzleData {
  /** UTF-8, 1..12 bytes, such as "92" or "0#". */
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

/** CDDL `dispenser-data`; at most six observed channels. */
export interface DispenserData extends CommonData {
  instrumentKind: typeof INSTRUMENT_KIND_DISPENSER;
  /** 1..4, in the order of their indices. */
  nozzles: NozzleData[];
}

/** CDDL `metrological-data`. */
export type MetrologicalData = ScaleData | DispenserData;

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

/** The metrological claim of an identity frame (CDDL `identity`), beside the metrological data. */
export interface IdentityState extends LinkContent {
  /** 32 bytes. */
  logHead: ByteString;
  /** SHA-256 over {@link IdentityStatement} as written by `writeIdentityStatement`. */
  identityDigest: ByteString;
  /** SHA-256 over the installed bundle. */
  softwareMeasurement: ByteString;
  /** LIFE_STAGE_*. */
  lifeStage: number;
  /** Grows with every update, 0..65535. */
  softwareCounter: number;
  /** Epochs of the maker's, authority's and inspectors' command keys, 0..65535 each. */
  keyEpochs: number[];
  /** Serial number of the secure element, 9 bytes; undefined or empty: there is none. */
  element?: ByteString | undefined;
}

/** CDDL `identity-claims`. */
export interface IdentityContent extends IdentityState, IdentityStatement {}

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
  /** What the command found out, 1..8 integers; undefined or empty: nothing. */
  values?: number[] | undefined;
}
