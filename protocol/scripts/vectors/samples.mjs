// What the golden frames say. Every value is made up; the keys are for tests only and known to everyone.
import { createHash } from 'node:crypto';

const sha256 = (text) => createHash('sha256').update(text).digest();
const bytes = (text, length) => sha256(text).subarray(0, length).toString('latin1');

/** TEST KEY of the instrument: known to everyone, worth nothing. */
export const INSTRUMENT_SCALAR = sha256('Hengzhun golden vectors: instrument TEST KEY');
/** TEST KEY of the maker. */
export const MAKER_SCALAR = sha256('Hengzhun golden vectors: maker TEST KEY');
/** TEST KEY of another instrument. */
export const OTHER_SCALAR = sha256('Hengzhun golden vectors: other TEST KEY');
/** TEST KEY: the authority's master key for commands. */
export const MASTER_KEY = sha256('Hengzhun golden vectors: master TEST KEY');

export const UEID = `\x01${bytes('ueid', 16)}`;

export const STATEMENT = {
  ueid: UEID,
  oemid: bytes('oemid', 16),
  hwmodel: 'HZ-S3',
  hwversion: '1.0',
  dbgstat: 3,
  eatProfile: 'urn:uuid:0b2b0f4a-6a5c-4f3e-9d0e-6f1f5b3c2d10',
  swname: 'hengzhun-scale',
  swversion: '0.1.0',
  data: {
    instrumentKind: 1,
    accuracyClass: 3,
    maximumCapacity: 3_000_000,
    minimumCapacity: 20_000,
    verificationInterval: 1000,
    scaleInterval: 1000,
    reportingInterval: 600,
    // UTF-8 bytes of the type approval "国 2026-F123": not ASCII, so that readers prove they know UTF-8.
    typeApproval: Buffer.from('国 2026-F123', 'utf8').toString('latin1'),
    serialNumber: 'SN-000042',
    keyAssurance: 1,
    observedChannels: '\x01\x02\x03\x04\x05\x06',
  },
};

/** A status frame as it is most often: no time anchor, nobody asked. */
export function ordinaryStatus(p) {
  return {
    uptime: 86_400,
    bootcount: 7,
    selfState: 1,
    flags: 1 << p.FLAG_BIT_LEARNING,
    channels:
      p.packChannel(p.CHANNEL_ZERO, 0, -12, 30) +
      p.packChannel(p.CHANNEL_ZERO_RETURN, 0, 40, 90) +
      p.packChannel(p.CHANNEL_CREEP, 1 << p.CHANNEL_CONDITION_BIT_STALE, undefined, undefined) +
      p.packChannel(p.CHANNEL_NOISE, 0, 55, 8) +
      p.packChannel(p.CHANNEL_STABILITY, 0, 120, undefined) +
      p.packChannel(p.CHANNEL_TEMPERATURE_EFFECT, 1 << p.CHANNEL_CONDITION_BIT_LEARNING, 3, 12),
    logLength: 3,
    calibrationCounter: 1,
    sealState: 1,
    temperature: -1234,
    timeQuality: 0,
  };
}

/** Every field at its greatest width, eight channels, a nonce of 12 bytes. */
export const WIDEST_STATUS = {
  iat: 0xffffffff,
  nonce: bytes('nonce', 12),
  uptime: 0xffffffff,
  bootcount: 0xffff,
  sequence: 0xffffffff,
  previous: bytes('previous', 16),
  selfState: 3,
  flags: 0xffffffff,
  channels: [1, 2, 3, 4, 5, 6, 7, 255].map((id) => String.fromCharCode(id, 255, 0x80, 0, 255, 255)).join(''),
  logLength: 0xffff,
  logHead: bytes('head', 16),
  calibrationCounter: 0xffff,
  sealState: 2,
  temperature: -32768,
  timeQuality: 3,
  identityDigest: bytes('identity', 8),
};

/** The first entries of an event log: kind, boot, uptime, items. */
export function events(p) {
  return [
    [p.EVENT_BOOT, 1, 0, [p.RESET_REASON_POWER]],
    [p.EVENT_TIME_ANCHOR, 1, 61, [1_790_000_000, 25]],
    [p.EVENT_SEAL, 1, 90, [p.SEAL_STATE_UNSEALED, p.SEAL_STATE_SEALED]],
    [p.EVENT_COMMAND, 1, 90, [p.COMMAND_SEAL, p.COMMAND_RESULT_DONE, bytes('command', 8)]],
    [p.EVENT_SELF_STATE, 2, 4_000_000_000, [0, 2, 1 << p.FLAG_BIT_CREEP]],
    [p.EVENT_DRIFT, 2, 4_000_000_001, [p.CHANNEL_ZERO, -1500, 40, 210]],
    [p.EVENT_RECORD, 65535, 0xffffffff, [7, p.CHANNEL_NOISE, -32767, 32767, -32767, 32767]],
    [p.EVENT_LOG_FULL, 3, 5, []],
  ];
}
