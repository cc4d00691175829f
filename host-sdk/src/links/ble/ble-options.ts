import type { Clock } from '../../clock.js';
import { SdkError } from '../../errors.js';
import type { NobleLike, PeripheralLike } from '../../radio/noble-types.js';
import { type BackoffOptions, defaultBackoff } from '../backoff.js';

/** How to reach an instrument over Bluetooth Low Energy. All times in ms. */
export interface BleLinkOptions {
  /** Address with or without colons, or the identifier that a scan shows. */
  readonly address?: string;
  /** In place of an address: somebody whom a scan over the same `noble` found. */
  readonly peripheral?: PeripheralLike;
  /** An adapter of one's own. Default: the computer's, by `@stoprocent/noble`. */
  readonly noble?: NobleLike;
  /** Name in events and receipts. Default: `ble:` and the address. */
  readonly name?: string;
  /** ATT MTU to ask for, 23..517. Default 247: what one packet on the air carries with data length extension. */
  readonly mtu?: number;
  /** The link counts as lost after so long without a packet from the other side, 100..32 000. Default 2 000. */
  readonly supervisionTimeout?: number;
  readonly backoff?: BackoffOptions;
  /** Attempts at once to make a connection, which fails now and then on every adapter (error 0x3e). Default 3. */
  readonly attempts?: number;
  /** Waits so long for the instrument to be heard. Default 10 000. */
  readonly findTimeout?: number;
  /** Gives up one attempt to connect after so long. Default 8 000. */
  readonly connectTimeout?: number;
  /** Gives up any other operation after so long. Default 5 000. */
  readonly operationTimeout?: number;
  /** Connects anew when no byte came for so long. 0: never (default). */
  readonly byteTimeout?: number;
  /** Connects anew when no whole packet came for so long. 0: never (default). */
  readonly packetTimeout?: number;
  /** Events kept for a slow reader, at least 8. Default 1 024; at half of it nothing more is acknowledged. */
  readonly queueLimit?: number;
  /** Ends the link. */
  readonly signal?: AbortSignal;
  readonly clock?: Clock;
  /** Random numbers in [0, 1) for the jitter. Default `Math.random`. */
  readonly random?: () => number;
}

export const bleDefaults = {
  mtu: 247,
  supervisionTimeout: 2000,
  attempts: 3,
  findTimeout: 10_000,
  connectTimeout: 8000,
  operationTimeout: 5000,
} as const;

/** Six bytes with or without colons, or the identifiers of macOS (16 bytes). */
const addressForm = /^(?:[0-9a-f]{2}(?::?[0-9a-f]{2}){5}|[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

/** Whether this may be the address of an instrument. */
export function isBleAddress(text: string): boolean {
  return addressForm.test(text);
}

/** Checks the options, so that a wrong one is an error at once. Returns the address. @throws {SdkError} `link-bad-option` */
export function checkBleOptions(options: BleLinkOptions): string {
  const address = options.address ?? (options.peripheral?.address || options.peripheral?.id) ?? '';
  const bad = (what: string) => new SdkError('link-bad-option', what, { address });
  if (!isBleAddress(address)) {
    throw bad('A BLE link needs the address of its instrument, for example c0:ff:ee:12:34:56. A scan shows it.');
  }
  if (options.peripheral !== undefined && options.noble === undefined) {
    throw bad('A peripheral belongs to the adapter that found it: give that as `noble`.');
  }
  const range = (name: string, value: number | undefined, low: number, high: number) => {
    if (value !== undefined && !(Number.isInteger(value) && value >= low && value <= high)) {
      throw bad(`${name} must be an integer from ${low} to ${high}.`);
    }
  };
  range('mtu', options.mtu, 23, 517);
  range('supervisionTimeout', options.supervisionTimeout, 100, 32_000);
  range('attempts', options.attempts, 1, 100);
  range('queueLimit', options.queueLimit, 8, 2 ** 20);
  for (const name of ['findTimeout', 'connectTimeout', 'operationTimeout'] as const)
    range(name, options[name], 1, 2 ** 31);
  for (const name of ['byteTimeout', 'packetTimeout'] as const) range(name, options[name], 0, 2 ** 31);
  const backoff = { ...defaultBackoff, ...options.backoff };
  if (!(backoff.initial > 0 && backoff.maximum >= backoff.initial && backoff.factor >= 1)) {
    throw bad('backoff needs 0 < initial <= maximum and factor >= 1.');
  }
  if (!(backoff.jitter >= 0 && backoff.jitter <= 1)) throw bad('backoff.jitter must be between 0 and 1.');
  return address;
}
