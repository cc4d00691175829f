import type { Clock } from '../clock.js';
import { SdkError } from '../errors.js';
import { type BackoffOptions, defaultBackoff } from './backoff.js';
import type { SerialBinding } from './binding.js';

/** How to reach an instrument over a serial port. All times in ms. */
export interface SerialLinkOptions {
  /** Path of the port. Always explicit: pseudo-terminals and many adapters are never listed by the system. */
  readonly path: string;
  /** Name in events and receipts. Default: the path. */
  readonly name?: string;
  /** Default 115 200. */
  readonly baudRate?: number;
  /** A binding for `@serialport/stream`. Default: the operating system's ports. */
  readonly binding?: SerialBinding;
  readonly backoff?: BackoffOptions;
  /** Reopen the port when no byte came for so long. 0: never (default): an instrument may report once a day. */
  readonly byteTimeout?: number;
  /** Reopen the port when no whole packet came for so long. 0: never (default). */
  readonly packetTimeout?: number;
  /** Give up an attempt to open after so long. Default 5 000. */
  readonly openTimeout?: number;
  /** Give up a write after so long. Default 5 000. */
  readonly writeTimeout?: number;
  /** Events kept for a slow reader, at least 8. Default 1 024; reading pauses at half of it. */
  readonly queueLimit?: number;
  /** Ends the link. */
  readonly signal?: AbortSignal;
  readonly clock?: Clock;
  /** Random numbers in [0, 1) for the jitter. Default `Math.random`. */
  readonly random?: () => number;
}

/** Checks the options, so that a wrong one is an error at once and not a port that silently never opens. */
export function checkSerialOptions(options: SerialLinkOptions): void {
  const bad = (what: string) => new SdkError('link-bad-option', what, { path: String(options.path) });
  if (typeof options.path !== 'string' || options.path === '') {
    throw bad('A serial link needs the path of its port, for example /dev/ttyACM0 or COM3.');
  }
  const positive = { baudRate: options.baudRate, openTimeout: options.openTimeout, writeTimeout: options.writeTimeout };
  for (const [name, value] of Object.entries(positive)) {
    if (value !== undefined && !(Number.isInteger(value) && value > 0))
      throw bad(`${name} must be a positive integer.`);
  }
  for (const [name, value] of Object.entries({
    byteTimeout: options.byteTimeout,
    packetTimeout: options.packetTimeout,
  })) {
    if (value !== undefined && !(Number.isFinite(value) && value >= 0)) throw bad(`${name} must be 0 or more ms.`);
  }
  if (options.queueLimit !== undefined && !(Number.isInteger(options.queueLimit) && options.queueLimit >= 8)) {
    throw bad('queueLimit must be an integer of at least 8.');
  }
  const backoff = { ...defaultBackoff, ...options.backoff };
  if (!(backoff.initial > 0 && backoff.maximum >= backoff.initial && backoff.factor >= 1)) {
    throw bad('backoff needs 0 < initial <= maximum and factor >= 1.');
  }
  if (!(backoff.jitter >= 0 && backoff.jitter <= 1)) throw bad('backoff.jitter must be between 0 and 1.');
}
