import { randomBytes } from 'node:crypto';
import * as zlib from 'node:zlib';
import type { TimerHandle } from '../host/clock.js';
import { Listeners } from './emitter.js';
import { byteString, flatten } from './flatten.js';
import type { Machine } from './machine.js';
import { numericFunctions } from './numeric.js';

const { crc32 } = zlib;

/** What a board's surroundings are, as far as `E` tells. */
export interface Surroundings {
  /** Die temperature in degree Celsius, or undefined as on a computer. */
  temperature?: () => number;
  /** Supply voltage in V. */
  supply?: () => number;
  /** Random 32-bit numbers; a repeatable source makes a repeatable run. */
  random?: () => number;
}

/** The `E` object of a boot. Returns how the host raises an error flag or fires an event. */
export function installInterpreterObject(
  machine: Machine,
  surroundings: Surroundings,
): { raise(flag: string): void; emit(event: string, ...args: unknown[]): void } {
  const listeners = new Listeners();
  const emit = (event: string, ...args: unknown[]): void => {
    for (const handler of listeners.of(event)) machine.call(handler, args);
  };
  const listOf = (flags: Iterable<string>): string[] => {
    const list = new machine.realm.Array<string>();
    for (const flag of flags) list.push(flag);
    return list;
  };
  const watchdog = createWatchdog(machine);
  const buffer = (bytes: Uint8Array): ArrayBuffer => {
    const result = new machine.realm.ArrayBuffer(bytes.length);
    new Uint8Array(result).set(bytes);
    return result;
  };
  const stringOf = (...values: unknown[]): string =>
    values.length === 1 && typeof values[0] === 'string' ? values[0] : byteString(flatten(values, machine.fail));

  machine.define('E', {
    ...listeners.methods((handlers, args) => {
      for (const handler of handlers) machine.call(handler, args);
    }),
    ...numericFunctions(machine),
    // The interpreter iterates: elements of arrays and typed arrays are masked to a byte each, strings are bytes.
    CRC32: (data: unknown) => crc32(flatten([data], machine.fail)),
    toString: stringOf,
    toFlatString: stringOf,
    toArrayBuffer: (text: unknown) => (typeof text === 'string' ? buffer(flatten([text], machine.fail)) : undefined),
    toUint8Array: (...values: unknown[]) => new machine.realm.Uint8Array(buffer(flatten(values, machine.fail))),
    hwRand: () => (surroundings.random ? surroundings.random() : randomBytes(4).readInt32LE()) | 0,
    srand: () => {},
    getTemperature: () => surroundings.temperature?.() ?? Number.NaN,
    getAnalogVRef: () => surroundings.supply?.() ?? 3.3,
    getBattery: () => 100,
    getErrorFlags: () => {
      const flags = listOf(machine.errorFlags);
      machine.errorFlags.clear();
      return flags;
    },
    enableWatchdog: watchdog.enable,
    kickWatchdog: watchdog.kick,
    reboot: () => {
      machine.guard();
      machine.reboot();
    },
    // The console of the emulation is the host: it can neither be moved nor locked, and no program needs to notice.
    setConsole: () => {},
    getConsole: () => null,
    setPassword: () => {},
    lockConsole: () => {},
    setFlags: () => {},
    getFlags: () => ({}),
    setClock: () => 64_000_000,
    setBootCode: () => machine.fail('E.setBootCode is not emulated: install the bundle as .bootcde'),
    getSizeOf: () => machine.fail('E.getSizeOf is not emulated: measure memory on the interpreter'),
    getAddressOf: () => 0,
    defrag: () => {},
    dumpStr: () => '',
    stopEventPropagation: () => {},
  });

  return {
    raise(flag) {
      if (machine.errorFlags.has(flag)) return;
      machine.errorFlags.add(flag);
      emit('errorFlag', listOf([flag]));
    },
    emit,
  };
}

/** A watchdog on the rig's clock: `isAuto` (the default) lets the idle loop kick it, so that it never bites here. */
function createWatchdog(machine: Machine): { enable(seconds: number, isAuto?: boolean): void; kick(): void } {
  let timeout = 0;
  let handle: TimerHandle | undefined;
  const kick = (): void => {
    machine.guard();
    if (timeout === 0) return;
    if (handle) machine.cancel(handle);
    handle = machine.after(timeout, () => machine.end('watchdog'));
  };
  return {
    enable(seconds, isAuto) {
      machine.guard();
      timeout = isAuto === false ? seconds * 1000 : 0;
      if (handle) machine.cancel(handle);
      kick();
    },
    kick,
  };
}
