import { createECDH, randomBytes } from 'node:crypto';
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
import type { DriverRecord } from '../drivers/records.js';
import { LONGEST_HISTORY } from './log-plan.js';
import { ProvisioningError } from './provisioning-error.js';
import {
  KEY_COMMAND_KEYS,
  KEY_COMMANDERS,
  KEY_DRIVERS,
  KEY_ENTROPY,
  KEY_FORM,
  KEY_INSTRUMENT,
  KEY_METROLOGICAL_DATA,
  KEY_MODEL,
  KEY_PRIVATE_KEY,
  KEY_PROFILE,
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

/** Who may give signed commands (CDDL `signed-command`) to an instrument with a secure element. */
export interface ProvisionedCommander {
  /** ROLE_MAKER, ROLE_AUTHORITY or ROLE_INSPECTOR. */
  role: number;
  /** 0..65535. */
  epoch: number;
  /** Coordinates of the public key, 32 bytes each. */
  x: Uint8Array;
  y: Uint8Array;
}

/** Everything that makes a blank instrument a particular one. Written to `hz.cfg` before its first boot. */
export interface Provisioning {
  statement: IdentityStatement;
  /** The core's parameters, as its parameter list has them (`scaleParameterList`). */
  instrument: readonly number[];
  /** Where its input comes from and what it drives: `hx711(..)`, `injection(..)` and so on. */
  drivers: readonly DriverRecord[];
  commandKeys: readonly ProvisionedCommandKey[];
  /** Default none. */
  commanders?: readonly ProvisionedCommander[];
  /** 32 random bytes for the birth of the instrument's own key; default: the host's random source. */
  entropy?: Uint8Array;
  /**
   * Private key d of ES256, 32 bytes, for rigs and for boards without a source of randomness. Without it the instrument makes
   * its own at its first boot: such a key never was anywhere else.
   */
  privateKey?: Uint8Array;
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
  /** Days of operation that one history record sums up, 1..91; default 7. */
  historyDays?: number;
  /** Opening the case locks the instrument 开壳锁机; default true. */
  caseLock?: boolean;
  /**
   * Bluetooth LE, where board and software have it; default true. False: nothing is advertised and nobody can connect. An
   * instrument provisioned before there was this setting has it off, also with new software.
   */
  radio?: boolean;
}

/**
 * Encodes provisioning as the file `hz.cfg`.
 *
 * @throws ProvisioningError `provisioning-range` when a value does not fit the form; the message names the field
 */
export function encodeProvisioning(provisioning: Provisioning): Uint8Array {
  const { protocolPort, statement } = provisioning;
  const [model, profile, software] = splitStatement(statement);
  for (const value of provisioning.instrument) need(Number.isSafeInteger(value), 'instrument', 'integers');
  const settings = [
    integer('protocolPort.baudrate', protocolPort.baudrate, 1200, 1_000_000),
    integer('statement.data.reportingInterval', statement.data.reportingInterval, 1, 86_400),
    integer('logCapacity', provisioning.logCapacity ?? 96, 8, 65_535),
    integer('poolSize', provisioning.poolSize ?? 4, 3, 8),
    integer('watchdogSeconds', provisioning.watchdogSeconds ?? 0, 0, 60),
    integer('clockDrift', provisioning.clockDrift ?? 100, 0, 10_000),
    integer('snapshotInterval', provisioning.snapshotInterval ?? 3600, 60, 86_400),
    (provisioning.lockDown ?? true) ? 1 : 0,
    integer('historyDays', provisioning.historyDays ?? 7, 1, LONGEST_HISTORY),
    (provisioning.caseLock ?? true) ? 1 : 0,
    (provisioning.radio ?? true) ? 1 : 0,
  ];
  const pair = (key: number, value: ByteString): ByteString => writeInteger(key) + value;
  const map =
    writeMapHead(13) +
    pair(KEY_FORM, writeInteger(PROVISIONING_FORM_VERSION)) +
    pair(KEY_MODEL, writeBytes(model)) +
    pair(KEY_PROFILE, writeBytes(profile)) +
    pair(KEY_SOFTWARE, writeBytes(software)) +
    pair(KEY_METROLOGICAL_DATA, writeBytes(writeMetrologicalData(statement.data))) +
    pair(KEY_INSTRUMENT, integers(provisioning.instrument)) +
    pair(KEY_DRIVERS, writeArrayHead(provisioning.drivers.length) + provisioning.drivers.map(driverRecord).join('')) +
    pair(KEY_COMMAND_KEYS, writeBytes(provisioning.commandKeys.map(commandKeyRecord).join(''))) +
    pair(KEY_COMMANDERS, writeBytes((provisioning.commanders ?? []).map(commanderRecord).join(''))) +
    pair(KEY_ENTROPY, writeBytes(bytes('entropy', provisioning.entropy ?? randomBytes(32), 32))) +
    pair(KEY_PRIVATE_KEY, writeBytes(provisioning.privateKey ? keyPair(provisioning.privateKey) : '')) +
    pair(KEY_TEXTS, strings('protocolPort.path', [protocolPort.path])) +
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

function roleAndEpoch(field: string, one: { role: number; epoch: number }): ByteString {
  const epoch = integer(`${field}.epoch`, one.epoch, 0, 65_535);
  return String.fromCharCode(integer(`${field}.role`, one.role, 1, 3), epoch >> 8, epoch & 255);
}

function commandKeyRecord(one: ProvisionedCommandKey): ByteString {
  return roleAndEpoch('commandKeys', one) + bytes('commandKeys.key', one.key, 32);
}

function commanderRecord(one: ProvisionedCommander): ByteString {
  return roleAndEpoch('commanders', one) + bytes('commanders.x', one.x, 32) + bytes('commanders.y', one.y, 32);
}

/** d, x and y: the instrument would need half a minute to compute its own public key. */
function keyPair(privateKey: Uint8Array): ByteString {
  const key = bytes('privateKey', privateKey, 32);
  const pair = createECDH('prime256v1');
  try {
    pair.setPrivateKey(privateKey);
  } catch {
    need(false, 'privateKey', 'in [1, n - 1]');
  }
  return key + pair.getPublicKey().toString('latin1').slice(1);
}

function driverRecord(one: DriverRecord): ByteString {
  for (const value of one.numbers) need(Number.isSafeInteger(value), 'drivers.numbers', 'integers');
  return writeArrayHead(3) + writeInteger(one.kind) + integers(one.numbers) + strings('drivers.texts', one.texts);
}

function integers(list: readonly number[]): ByteString {
  return writeArrayHead(list.length) + list.map(writeInteger).join('');
}

function strings(field: string, list: readonly ByteString[]): ByteString {
  for (const text of list) need(text.length <= 64 && /^[\x20-\x7e]*$/.test(text), field, 'up to 64 ASCII');
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
