import { crc32 } from 'node:zlib';
import {
  type ByteString,
  type IdentityStatement,
  writeArrayHead,
  writeBytes,
  writeIdentityStatement,
  writeInteger,
  writeMapHead,
  writeMetrologicalData,
  writeUint32,
} from '@hengzhun/protocol/device';
import { type ScaleParameters, scaleParameterList } from '../metrology/index.js';
import { ProvisioningError } from './provisioning-error.js';
import {
  DRIVER_HX711,
  DRIVER_INJECTION,
  KEY_COMMAND_KEYS,
  KEY_FORM,
  KEY_IDENTIFIER,
  KEY_METROLOGICAL_DATA,
  KEY_MODEL,
  KEY_PRIVATE_KEY,
  KEY_PROFILE,
  KEY_SCALE,
  KEY_SETTINGS,
  KEY_SOFTWARE,
  KEY_TEXTS,
  PROVISIONING_FORM_VERSION,
  PROVISIONING_LIMIT,
} from './provisioning-form.js';

/** A command key for one role (CDDL `key-info`): 32 bytes derived by HKDF from the authority's master key. */
export interface ProvisionedCommandKey {
  /** ROLE_MAKER, ROLE_AUTHORITY or ROLE_INSPECTOR. */
  role: number;
  /** 0..65535. */
  epoch: number;
  /** 32 bytes. */
  key: Uint8Array;
}

/** Where the load cell's samples come from. */
export type ProvisionedDriver =
  | {
      kind: 'hx711';
      /** Names of pins as the board knows them, for example `D3`. */
      dataPin: string;
      clockPin: string;
      /** Clock pulses of a conversion: 25 (channel A, gain 128), 26 (channel B, 32) or 27 (channel A, 64). */
      pulses: 25 | 26 | 27;
    }
  | {
      kind: 'injection';
      /** Device path where the platform wants one (Linux); empty on boards. */
      path: string;
      baudrate: number;
    };

/** Everything that makes a blank instrument a particular one. Written to `hz.cfg` before its first boot. */
export interface Provisioning {
  statement: IdentityStatement;
  scale: ScaleParameters;
  /** Private key d of ES256, 32 bytes. It exists in this blob and in the instrument, nowhere else. */
  privateKey: Uint8Array;
  /** First 8 bytes of SHA-256 over the uncompressed public point. */
  keyIdentifier: Uint8Array;
  commandKeys: readonly ProvisionedCommandKey[];
  driver: ProvisionedDriver;
  protocolPort: {
    /** Device path where the platform wants one (Linux); empty on boards. */
    path: string;
    baudrate: number;
  };
  /** Records of the event log, 48 bytes each; default 96. Counts only when the log is created. */
  logCapacity?: number;
  /** One-time values kept for signing, 3..8; default 4. */
  poolSize?: number;
  /** Seconds, 0..60; default 0: no watchdog. */
  watchdogSeconds?: number;
  /** Millionths; default 100. */
  clockDrift?: number;
  /** Seconds between snapshots of the detectors; default 3600. */
  snapshotInterval?: number;
  /** Take the console off every port; default true. */
  lockDown?: boolean;
}

/**
 * Encodes provisioning as the file `hz.cfg`.
 *
 * @throws ProvisioningError `provisioning-range` when a value does not fit the form; the message names the field
 */
export function encodeProvisioning(provisioning: Provisioning): Uint8Array {
  const { driver, protocolPort, statement } = provisioning;
  const [model, profile, software] = splitStatement(statement);
  const injection = driver.kind === 'injection';
  const texts = [protocolPort.path, injection ? driver.path : driver.dataPin, injection ? '' : driver.clockPin];
  for (const text of texts) need(text.length <= 64 && /^[\x20-\x7e]*$/.test(text), 'paths and pins', 'up to 64 ASCII');
  const settings = [
    integer('protocolPort.baudrate', protocolPort.baudrate, 1200, 1_000_000),
    injection ? DRIVER_INJECTION : DRIVER_HX711,
    injection
      ? integer('driver.baudrate', driver.baudrate, 1200, 1_000_000)
      : integer('driver.pulses', driver.pulses, 25, 27),
    integer('statement.data.reportingInterval', statement.data.reportingInterval, 1, 86_400),
    integer('logCapacity', provisioning.logCapacity ?? 96, 8, 65_535),
    integer('poolSize', provisioning.poolSize ?? 4, 3, 8),
    integer('watchdogSeconds', provisioning.watchdogSeconds ?? 0, 0, 60),
    integer('clockDrift', provisioning.clockDrift ?? 100, 0, 10_000),
    integer('snapshotInterval', provisioning.snapshotInterval ?? 3600, 60, 86_400),
    (provisioning.lockDown ?? true) ? 1 : 0,
  ];
  const scale = scaleParameterList(provisioning.scale);
  for (const value of scale) need(Number.isSafeInteger(value), 'scale', 'integers');
  const pair = (key: number, value: ByteString): ByteString => writeInteger(key) + value;
  const map =
    writeMapHead(11) +
    pair(KEY_FORM, writeInteger(PROVISIONING_FORM_VERSION)) +
    pair(KEY_MODEL, writeBytes(model)) +
    pair(KEY_PROFILE, writeBytes(profile)) +
    pair(KEY_SOFTWARE, writeBytes(software)) +
    pair(KEY_METROLOGICAL_DATA, writeBytes(writeMetrologicalData(statement.data))) +
    pair(KEY_SCALE, integers(scale)) +
    pair(KEY_PRIVATE_KEY, writeBytes(bytes('privateKey', provisioning.privateKey, 32))) +
    pair(KEY_IDENTIFIER, writeBytes(bytes('keyIdentifier', provisioning.keyIdentifier, 8))) +
    pair(KEY_COMMAND_KEYS, strings(provisioning.commandKeys.map(commandKeyRecord))) +
    pair(KEY_TEXTS, strings(texts)) +
    pair(KEY_SETTINGS, integers(settings));
  const file = Buffer.from(map + writeUint32(crc32(Buffer.from(map, 'latin1'))), 'latin1');
  need(file.length <= PROVISIONING_LIMIT, 'the whole', `at most ${PROVISIONING_LIMIT} bytes`);
  return new Uint8Array(file);
}

/** The three parts of an identity statement that the instrument puts between claims of its own. */
function splitStatement(statement: IdentityStatement): [ByteString, ByteString, ByteString] {
  const whole = writeIdentityStatement(statement);
  // claims 263 and 270 begin where their keys stand; the keys of a deterministic map ascend
  const profileAt = whole.indexOf(writeInteger(263) + writeInteger(statement.dbgstat) + writeInteger(265));
  const softwareAt = whole.indexOf(writeInteger(270), profileAt);
  const end = whole.indexOf(writeInteger(-65537), softwareAt);
  need(profileAt > 0 && softwareAt > 0 && end > 0, 'statement', 'as the contract has it');
  return [whole.slice(1, profileAt), whole.slice(profileAt, softwareAt), whole.slice(softwareAt, end)];
}

function commandKeyRecord(one: ProvisionedCommandKey): ByteString {
  const epoch = integer('commandKeys.epoch', one.epoch, 0, 65_535);
  return (
    String.fromCharCode(integer('commandKeys.role', one.role, 1, 3), epoch >> 8, epoch & 255) +
    bytes('commandKeys.key', one.key, 32)
  );
}

function integers(list: readonly number[]): ByteString {
  return writeArrayHead(list.length) + list.map(writeInteger).join('');
}

function strings(list: readonly ByteString[]): ByteString {
  return writeArrayHead(list.length) + list.map(writeBytes).join('');
}

function bytes(field: string, value: Uint8Array, length: number): ByteString {
  need(value.length === length, field, `${length} bytes`);
  return Buffer.from(value).toString('latin1');
}

function integer(field: string, value: number, least: number, most: number): number {
  need(Number.isInteger(value) && value >= least && value <= most, field, `an integer ${least}..${most}`);
  return value;
}

function need(condition: boolean, field: string, what: string): void {
  if (!condition) throw new ProvisioningError(`provisioning: ${field} must be ${what}`);
}
