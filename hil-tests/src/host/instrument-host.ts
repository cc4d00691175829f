import type { Storage } from '../flash/storage.js';
import type { RigClock } from './clock.js';

/** The outer end of one of the instrument's serial ports. */
export interface RigPort {
  /** Sends bytes to the instrument. */
  write(bytes: Uint8Array): void;
  /** Calls back with what the instrument sends; returns a function that ends it. */
  onData(callback: (bytes: Uint8Array) => void): () => void;
  /** Path that a serial program can open instead, where the port exists outside the process. */
  path?: string;
}

/** What the host shows of the instrument's flash. */
export interface HostFlash {
  /** A copy of every byte, with which another host can be started. */
  snapshot(): Uint8Array;
  /** The files as the instrument's Storage shows them. */
  storage(): Storage;
}

/** An instrument: an interpreter with a flash and two serial ports, that runs the firmware bundle from its flash. */
export interface InstrumentHost {
  readonly kind: 'emulation' | 'espruino';
  readonly clock: RigClock;
  /** Outer end of the protocol port, `Serial1`. */
  readonly serial1: RigPort;
  /** Outer end of the injection port, `Serial2`. */
  readonly serial2: RigPort;
  readonly flash: HostFlash;
  /** Lines that the interpreter printed, since the host was made. */
  readonly console: string[];
  /** Boots since the host was made, including those that the instrument itself asked for. */
  readonly boots: number;
  /** Power on. */
  start(): Promise<void>;
  /** Lets time pass: virtual time as fast as possible, or real time. */
  run(ms: number): Promise<void>;
  /** Power off at once, without any warning to the program; the flash stays. {@link start} starts again from it. */
  cutPower(): Promise<void>;
  /** Power off and everything released. */
  stop(): Promise<void>;
}

/** Files that stand in the instrument's Storage before its first boot: the bundle and its provisioning. */
export interface InstallOptions {
  /** The firmware bundle, stored as `.bootcde`. */
  bundle: string;
  /** Further files by name. Strings are byte strings (char codes 0..255). */
  files?: Record<string, Uint8Array | string>;
  /** Least records of the event log in the state file that is made; what `stateFileSize` says when it is left out. */
  logCapacity?: number;
}

/** Bytes of a byte string; refuses characters that are no bytes. */
export function bytesOf(data: Uint8Array | string): Uint8Array {
  if (typeof data !== 'string') return data;
  for (let i = 0; i < data.length; i++) {
    if (data.charCodeAt(i) > 255) throw new RangeError(`Character ${i} of a byte string is not a byte`);
  }
  return Uint8Array.from(Buffer.from(data, 'latin1'));
}
