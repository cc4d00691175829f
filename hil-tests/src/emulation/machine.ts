import vm from 'node:vm';
import { PowerCut } from '../flash/flash.js';
import type { RigClock, TimerHandle } from '../host/clock.js';
import type { Handler } from './emitter.js';
import { LANGUAGE_SCRIPT } from './language.js';

/** Why a boot ended. */
export type EndOfBoot = 'power' | 'reboot' | 'watchdog';

/** Thrown through the program by `E.reboot()`, which does not return. */
class Reboot extends Error {}

interface Realm {
  Error: ErrorConstructor;
  ArrayBuffer: ArrayBufferConstructor;
  Uint8Array: Uint8ArrayConstructor;
  Array: ArrayConstructor;
  Object: ObjectConstructor;
  [name: string]: unknown;
}

/**
 * The heart of one boot: a JavaScript context reduced to what the interpreter has, with its life, its clock and its
 * way of reporting errors. Everything native is added by the parts in this folder.
 */
export class Machine {
  readonly context = vm.createContext({});
  readonly realm: Realm;
  readonly bootedAt: number;
  /** Error flags since they were last read (`E.getErrorFlags`). */
  readonly errorFlags = new Set<string>();
  #alive = true;
  #timers = new Set<TimerHandle>();
  #beforeEnd: (() => void)[] = [];

  constructor(
    readonly clock: RigClock,
    readonly print: (line: string) => void,
    private readonly onEnd: (why: EndOfBoot) => void,
  ) {
    this.bootedAt = clock.now();
    this.realm = vm.runInContext(LANGUAGE_SCRIPT, this.context, { filename: 'language' }) as Realm;
  }

  get alive(): boolean {
    return this.#alive;
  }

  /** Seconds since this boot. */
  uptime(): number {
    return (this.clock.now() - this.bootedAt) / 1000;
  }

  define(name: string, value: unknown): void {
    (this.context as Record<string, unknown>)[name] = value;
  }

  /** Throws an error that the program sees as one of its own. */
  readonly fail = (message: string): never => {
    throw new this.realm.Error(message);
  };

  /** First statement of every native with an effect outside: a dead instrument has none. */
  guard(): void {
    if (!this.#alive) throw new PowerCut(-1);
  }

  /** Runs a callback of the program as the interpreter's idle loop does: an exception is printed and forgotten. */
  call(handler: Handler | string, args: unknown[], thisArg?: unknown): unknown {
    if (!this.#alive) return undefined;
    try {
      return typeof handler === 'string' ? this.run(handler, 'timer') : handler.apply(thisArg, args);
    } catch (error) {
      if (error instanceof PowerCut) this.end('power');
      else if (!(error instanceof Reboot)) this.#report(error);
      return undefined;
    }
  }

  /** Evaluates a file of the Storage. */
  boot(code: string, name: string): void {
    this.call(() => this.run(code, name), []);
  }

  run(code: string, name: string): unknown {
    return vm.runInContext(code, this.context, { filename: name });
  }

  /** A timer that dies with this boot. */
  after(ms: number, callback: () => void): TimerHandle {
    const handle = this.clock.setTimer(this.clock.now() + ms, () => {
      this.#timers.delete(handle);
      if (this.#alive) callback();
    });
    this.#timers.add(handle);
    return handle;
  }

  cancel(handle: TimerHandle): void {
    this.#timers.delete(handle);
    this.clock.cancel(handle);
  }

  /** What must still happen with the last electrons (bytes that already left for the wire). */
  beforeEnd(callback: () => void): void {
    this.#beforeEnd.push(callback);
  }

  reboot(): never {
    this.end('reboot');
    throw new Reboot('rebooting');
  }

  end(why: EndOfBoot): void {
    if (!this.#alive) return;
    for (const callback of this.#beforeEnd) callback();
    this.#alive = false;
    for (const handle of this.#timers) this.clock.cancel(handle);
    this.#timers.clear();
    this.onEnd(why);
  }

  #report(error: unknown): void {
    const text = error instanceof Error || isErrorLike(error) ? `${error.name}: ${error.message}` : show(error);
    this.print(`Uncaught ${text}`);
    if (isErrorLike(error) && typeof error.stack === 'string') {
      // Lines of the bundle only: the rest is this emulation.
      for (const line of error.stack.split('\n').slice(1)) {
        if (/\.boot|timer/.test(line)) this.print(`   ${line.trim()}`);
      }
    }
  }
}

function isErrorLike(value: unknown): value is Error {
  return typeof value === 'object' && value !== null && 'message' in value && 'name' in value;
}

/** What `print` shows of a value. Good for logs; the interpreter's number formatting is not imitated. */
export function show(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'function') return 'function (...) {...}';
  if (typeof value === 'object' && value !== null) {
    return JSON.stringify(value, (_key, v: unknown) => (ArrayBuffer.isView(v) ? Array.from(v as Uint8Array) : v)) ?? '';
  }
  return String(value);
}
