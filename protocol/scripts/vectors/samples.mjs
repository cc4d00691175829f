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
    unobserved: 0x137,
  },
};

/** A dispenser with two nozzles: what differs from the scale's statement. */
export const DISPENSER_STATEMENT = {
  ...STATEMENT,
  hwmodel: 'HZ-D2',
  swname: 'hengzhun-dispenser',
  data: {
    instrumentKind: 2,
    reportingInterval: 600,
    typeApproval: '',
    serialNumber: 'SN-000043',
    keyAssurance: 2,
    observedChannels: '\x10\x11\x12\x13\x14\x15',
    nozzles: [
      { fuel: '92', minimumFlow: 5000, maximumFlow: 50_000, minimumQuantity: 5000, pulses: 10_000 },
      // UTF-8 bytes of "柴油 0#".
      {
        fuel: Buffer.from('柴油 0#', 'utf8').toString('latin1'),
        minimumFlow: 8000,
        maximumFlow: 80_000,
        minimumQuantity: 5000,
        pulses: 0xffffffff,
      },
    ],
    unobserved: 1 << 6,
  },
};

/** What an identity frame says beside its statement. */
export const IDENTITY_STATE = { lifeStage: 1, softwareCounter: 3, keyEpochs: [0, 1, 65535], element: undefined };

/** Serial number of a secure element, 9 bytes, as the ATECC608 has it: it begins with 01 23 and ends with ee. */
export const ELEMENT = '\x01\x23\x45\x67\x89\xab\xcd\xef\xee';

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

/** The widest status frame of a dispenser: six channels beside the nozzle state. */
export const WIDEST_NOZZLE_STATUS = {
  ...WIDEST_STATUS,
  channels: WIDEST_STATUS.channels.slice(0, 36),
  nozzle: '\x03\xff\xff\xff\xff\xff\xff\xff\xff\xff',
};

/** The first entries of an event log: kind, boot, uptime, items. */
export function events(p) {
  return [
    [p.EVENT_BOOT, 1, 0, [p.RESET_REASON_POWER]],
    [p.EVENT_TIME_ANCHOR, 1, 61, [1_790_000_000, 25]],
    [p.EVENT_SEAL, 1, 90, [p.SEAL_STATE_UNSEALED, p.SEAL_STATE_SEALED]],
    [p.EVENT_COMMAND, 1, 90, [p.COMMAND_SEAL, p.COMMAND_RESULT_DONE, bytes('command', 8)]],
    [p.EVENT_SELF_STATE, 2, 4_000_000_000, [0, 2, 1 << p.FLAG_BIT_CREEP]],
    [p.EVENT_DRIFT, 2, 4_000_000_001, [p.CHANNEL_ZERO, -1500, 40, -210, 15]],
    [p.EVENT_RECORD, 65535, 0xffffffff, [7, p.CHANNEL_NOISE, -32767, 32767, -32767, 32767]],
    [p.EVENT_LOG_FULL, 3, 5, []],
    [p.EVENT_PARAMETER, 3, 6, [4, -317, 2 ** 40, p.ROLE_AUTHORITY]],
    [p.EVENT_CHECK, 3, 7, [1_000_000, -250, 120, 2150]],
    [p.EVENT_LOCK, 3, 8, [p.LOCK_REASON_CASE, 0]],
    [p.EVENT_FUELING, 3, 9, [1, p.FLAG_BIT_PULSE_DEVIATION, 6100, 3]],
    [p.EVENT_TOTAL, 3, 10, [1, 2 ** 40 - 1, 2 ** 24 - 1]],
    [p.EVENT_KEY, 3, 11, [p.ROLE_INSPECTOR, 0, 1]],
    [p.EVENT_UPDATE, 3, 12, [p.UPDATE_STEP_ACTIVATED, 4, bytes('old', 8), bytes('new', 8)]],
    [p.EVENT_ELEMENT, 3, 13, [2, ELEMENT.slice(0, 8)]],
    [p.EVENT_LIFE, 3, 14, [p.LIFE_STAGE_BORN, p.LIFE_STAGE_COMMISSIONED]],
    [p.EVENT_WARM_UP, 3, 15, [-420, 1800]],
    [p.EVENT_SUPPLY, 3, 16, [4710, 12]],
    [p.EVENT_ASYMMETRY, 3, 17, [1, 40, 9]],
    [p.EVENT_OVERLOAD, 3, 18, [3300, 2, 1]],
  ];
}
