import type { RigPort } from '../host/instrument-host.js';
import { Listeners } from './emitter.js';
import { byteString, flatten } from './flatten.js';
import type { Machine } from './machine.js';

/** Longest chunk that the interpreter hands to a `data` handler. */
const LONGEST_CHUNK = 64;
/** What is kept while the program listens to nothing. */
const UNHEARD_LIMIT = 512;

export interface SerialOptions {
  /** Length of the next chunk, at most 64; for tests that want to see every way of cutting a stream. */
  nextChunk?: () => number;
}

/** A serial port of the emulated instrument, both ends. The outer end outlives reboots, as a cable does. */
export class EmulatedSerial implements RigPort {
  readonly #outside = new Set<(bytes: Uint8Array) => void>();
  #inside: ((bytes: Uint8Array) => void) | undefined;
  /** The device path that the program asked for in `setup`, where it did. */
  configuredPath: string | undefined;
  /** The baud rate that the program asked for; undefined before `setup`. */
  baudRate: number | undefined;

  constructor(private readonly options: SerialOptions = {}) {}

  /** Bytes that arrive while the instrument is off are lost. */
  write(bytes: Uint8Array): void {
    this.#inside?.(Uint8Array.from(bytes));
  }

  onData(callback: (bytes: Uint8Array) => void): () => void {
    this.#outside.add(callback);
    return () => this.#outside.delete(callback);
  }

  /** Makes `Serial1` or another port of a boot. */
  install(machine: Machine, name: string): void {
    machine.define(name, this.make(machine));
  }

  /** The interpreter's end of the port. */
  make(machine: Machine): Record<string, unknown> {
    let waiting: number[] = [];
    let scheduled = false;
    const deliver = (): void => {
      scheduled = false;
      const handlers = listeners.of('data');
      if (handlers.length === 0 || waiting.length === 0) return;
      const limit = Math.min(LONGEST_CHUNK, Math.max(1, this.options.nextChunk?.() ?? LONGEST_CHUNK));
      const chunk = byteString(Uint8Array.from(waiting.splice(0, limit)));
      for (const handler of handlers) machine.call(handler, [chunk], port);
      schedule();
    };
    const schedule = (): void => {
      if (scheduled || waiting.length === 0 || listeners.of('data').length === 0) return;
      scheduled = true;
      machine.after(0, deliver);
    };
    const listeners = new Listeners(schedule);

    let sent: Uint8Array[] = [];
    const flush = (): void => {
      if (sent.length === 0) return;
      const bytes = Uint8Array.from(Buffer.concat(sent));
      sent = [];
      for (const callback of [...this.#outside]) callback(bytes);
      machine.clock.yieldToOutside();
    };
    machine.beforeEnd(flush);
    machine.beforeEnd(() => {
      this.#inside = undefined;
    });

    const send = (values: unknown[]): void => {
      machine.guard();
      const bytes = flatten(values, machine.fail);
      if (bytes.length === 0) return;
      // What is written in one go travels together; it has left even if the power goes in the same moment.
      if (sent.length === 0) machine.after(0, flush);
      sent.push(bytes);
    };
    const port: Record<string, unknown> = {
      ...listeners.methods((handlers, args) => {
        for (const handler of handlers) machine.call(handler, args, port);
      }),
      setup: (baudRate: unknown, options?: { path?: string; errors?: boolean }) => {
        machine.guard();
        this.baudRate = typeof baudRate === 'number' ? baudRate : 9600;
        this.configuredPath = options?.path;
      },
      unsetup: () => {
        this.baudRate = undefined;
      },
      write: (...values: unknown[]) => send(values),
      print: (value: unknown) => send([String(value)]),
      println: (value: unknown) => send([`${String(value)}\r\n`]),
      available: () => waiting.length,
      read: (count?: number) => {
        const bytes = waiting.splice(0, count === undefined || count <= 0 ? waiting.length : count);
        return bytes.length === 0 ? undefined : byteString(Uint8Array.from(bytes));
      },
      flush,
      setConsole: () => {},
      inject: (...values: unknown[]) => this.#inside?.(flatten(values, machine.fail)),
    };
    this.#inside = (bytes) => {
      for (const byte of bytes) waiting.push(byte);
      if (listeners.of('data').length === 0 && waiting.length > UNHEARD_LIMIT) {
        waiting = waiting.slice(0, UNHEARD_LIMIT);
        machine.errorFlags.add('BUFFER_FULL');
      }
      schedule();
    };
    return port;
  }
}

/** `new Serial()`: a port in software on any two pins, whose outer end `portOf` knows by their names, receiving pin first. */
export function installSoftwareSerial(machine: Machine, portOf: (pins: string) => EmulatedSerial): void {
  machine.define('Serial', function Serial() {
    let port: Record<string, (...values: unknown[]) => unknown> | undefined;
    const through =
      (name: string) =>
      (...values: unknown[]): unknown =>
        port ? port[name]!(...values) : machine.fail('Serial was not set up');
    return {
      setup: (baudRate: unknown, options: { rx: unknown; tx: unknown }) => {
        if (Number(baudRate) > 9600) machine.fail('Software Serial follows 9600 baud at most');
        port = portOf(`${String(options.rx)}/${String(options.tx)}`).make(machine) as typeof port;
        return port!.setup!(baudRate, options);
      },
      on: through('on'),
      write: through('write'),
      removeAllListeners: through('removeAllListeners'),
    };
  });
}
