import type { ByteString, SlipDecoderState } from '@hengzhun/protocol/device';
import type { Signer } from '../crypto/index.js';
import type { Core } from './core.js';
import type { Journal } from './journal.js';
import type { EventLog } from './log.js';
import type { DeviceProvisioning } from './provisioning.js';

/** A frame that waits for a one-time value of the signer. */
export interface Pending {
  /** FRAME_KIND_IDENTITY, FRAME_KIND_LOG or FRAME_KIND_RECEIPT. */
  kind: number;
  nonce: ByteString | undefined;
  /** Log: first entry and number of entries. Receipt: the result is `count`. */
  first: number;
  count: number;
  /** Receipt: first 16 bytes of the command's digest. */
  digest: ByteString;
  /** Receipt: what the command found out. */
  values: number[] | undefined;
  /** Log: it was asked for by radio. */
  byRadio?: boolean | undefined;
}

/** Everything the shell of a running instrument knows. */
export interface Shell {
  provisioning: DeviceProvisioning;
  journal: Journal;
  log: EventLog;
  signer: Signer;
  core: Core;
  decoder: SlipDecoderState;

  /** Instrument's monotonic clock and its value at the first moment of this boot, ms; -1 before that moment. */
  now: number;
  start: number;
  /** When the last period ended, ms. */
  period: number;
  /** When the next scheduled status frame is due, ms. */
  due: number;
  /** When the next snapshot of the detectors is due, ms. */
  snapshotDue: number;
  /** When a change of flags may be reported again, ms. */
  flagsAfter: number;

  /** Flag bits that the shell itself raises. */
  faults: number;
  /** Self-state and flags as last worked out, and as the last status frame showed them. */
  selfState: number;
  flags: number;
  shownState: number;
  shownFlags: number;
  /** Condition of the signer that was last logged, CONDITION_*. */
  condition: number;
  /** Bytes of an update that are stored; -1: not known in this boot. */
  updateNext: number;
  /** The software has told that it came up. */
  settled: boolean;
  /** Restart when the receipt has left. */
  restartDue: boolean;
  /** Present period of the history: samples, seconds of operation, flags seen. */
  history: ByteString;
  historyAge: number;
  historyFlags: number;
  /** Last temperature, 0.01 degree Celsius. */
  temperature: number | undefined;
  /** The case is open, as its switch last said. */
  caseOpen: boolean;

  // what only a radio needs is there once it is open: software without one has no room for more
  /** The beacon no longer says what is. */
  beaconDue?: boolean;
  /** What is being answered came by radio. */
  byRadio?: boolean;

  /** The nozzle that the next status frame speaks of; each comes in turn. */
  nozzle: number;

  identityDigest: ByteString;
  /** First 8 bytes of SHA-256 over the public key; empty until the instrument has its key. */
  keyIdentifier: ByteString;
  /** An identity frame must go before anything else. */
  identityDue: boolean;
  /** A status frame must go: schedule or change. */
  statusDue: boolean;
  /** Nozzle that waiting challenges ask for. */
  asked: number | undefined;
  /** Challenges that the next status frame answers. */
  nonces: ByteString[];
  queue: Pending[];
  /** A signature is under way: nothing else is signed. */
  signing: boolean;
  /** The next frame waits for `callLater`. */
  waking: boolean;
  /** The signer is being stepped. */
  working: boolean;
  /** Platform clock when it began on the present one-time value, and how long the last one took, seconds. */
  workStart: number;
  workSeconds: number;

  /** Log entries still to be sent: next and end. */
  logNext: number;
  logEnd: number;
  /** They were asked for by radio: they wait for room in its queue. */
  logByRadio?: boolean | undefined;

  /** Time anchor: seconds since 1970, uncertainty in ms, moment of `now` in ms (-1: none in this boot). */
  anchorSeconds: number;
  anchorUncertainty: number;
  anchorAt: number;

  /** Command nonces: the one being handed out and the one before it, and when they were made, ms of the platform. */
  commandNonce: ByteString;
  olderNonce: ByteString;
  nonceAt: number;
  olderAt: number;

  /** Refusals by reason since the last event about it; undefined: none today. */
  refusals: Array<number | undefined>;
  day: number;
  /** When the last piece of a packet arrived, ms of the platform. */
  lastData: number;
  /** Called when a frame has left: whoever waited for it goes on. */
  resume: () => void;
}
