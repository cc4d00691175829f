import type { TimerHandle } from '../host/clock.js';
import type { Handler } from './emitter.js';
import type { Machine } from './machine.js';

interface Watch {
  pin: number;
  handler: Handler;
  repeat: boolean;
  edge: 'rising' | 'falling' | 'both';
  debounce: number;
  lastTime: number;
  pending?: TimerHandle;
}

export const PIN_COUNT = 32;

/** Sees what the instrument writes. `native`: not a statement of the program, which takes a quarter of a millisecond or more. */
export type PinObserver = (pin: number, level: number, native: boolean) => void;

/** How fast the interpreter gets edges to `setWatch` handlers. A program here takes no time, so this has to be said. */
export interface WatchLimit {
  /** Time that the handling of one edge takes, ms. */
  msPerEdge: number;
  /** Edges that wait in the buffer for input at most; more are lost, and FIFO_FULL is raised. */
  waiting: number;
}

/**
 * The pins of the emulated board, both sides. What stands on the board (an HX711, a switch) outlives reboots: it
 * drives pins with {@link drive} and sees what the program writes with {@link onWrite}.
 */
export class PinBoard {
  readonly #driven = new Array<number | undefined>(PIN_COUNT);
  readonly #written = new Array<number | undefined>(PIN_COUNT);
  readonly #observers = new Set<PinObserver>();
  readonly #levelObservers = new Set<(pin: number, level: number) => void>();
  #edge: (pin: number, level: number) => void = () => {};
  /** What `analogRead` gives by pin, as a share of the reference voltage, 0 to 1. */
  readonly analog: Record<number, number> = {};
  /** Undefined: edges are handled at once, however many. */
  watchLimit: WatchLimit | undefined;

  /** Sets the level that something outside puts on a pin; undefined lets go of it. */
  drive(pin: number, level: 0 | 1 | undefined): void {
    const before = this.level(pin);
    this.#driven[pin] = level;
    const after = this.level(pin);
    if (after !== before) this.#changed(pin, after);
  }

  /** Calls back at every change of a pin's level, whoever made it; returns a function that ends it. */
  onLevel(observer: (pin: number, level: number) => void): () => void {
    this.#levelObservers.add(observer);
    return () => this.#levelObservers.delete(observer);
  }

  #changed(pin: number, level: number): void {
    for (const observer of [...this.#levelObservers]) observer(pin, level);
    this.#edge(pin, level);
  }

  onWrite(observer: PinObserver): () => void {
    this.#observers.add(observer);
    return () => this.#observers.delete(observer);
  }

  level(pin: number): number {
    return this.#driven[pin] ?? this.#written[pin] ?? 0;
  }

  /** Writes a pin from within a native, in less than a microsecond. */
  pulse(pin: number, level: number): void {
    this.#write(pin, level, true);
  }

  #write(pin: number, level: number, native: boolean): void {
    this.#written[pin] = level;
    for (const observer of [...this.#observers]) observer(pin, level, native);
  }

  /** At a power cut every output lets go. */
  release(): void {
    this.#written.fill(undefined);
    this.#edge = () => {};
  }

  /**
   * `D0`..`D31`, `Pin`, `digitalRead`, `digitalWrite`, `digitalPulse`, `pinMode`, `setWatch`, `clearWatch`, `analogRead`.
   *
   * @param raise - raises an error flag of the interpreter
   */
  install(machine: Machine, raise: (flag: string) => void): void {
    const modes = new Array<string>(PIN_COUNT).fill('auto');
    const watches = new Map<number, Watch>();
    let nextWatch = 1;
    machine.beforeEnd(() => this.release());

    const write = (pin: number, value: unknown): void => {
      machine.guard();
      this.#write(pin, Number(value) ? 1 : 0, false);
    };
    const pinObjects = Array.from({ length: PIN_COUNT }, (_, pin) => ({
      toString: () => `D${pin}`,
      valueOf: () => pin,
      read: () => this.level(pin) !== 0,
      write: (value: unknown) => write(pin, value),
      writeAtTime: (value: unknown) => write(pin, value),
      set: () => write(pin, 1),
      reset: () => write(pin, 0),
      toggle: () => write(pin, this.level(pin) ? 0 : 1),
      mode: (mode: string) => {
        modes[pin] = mode;
      },
      getMode: () => modes[pin],
      getInfo: () => ({ port: 'D', num: pin, mode: modes[pin] }),
    }));
    const numberOf = (value: unknown): number => {
      const pin = typeof value === 'string' && /^D\d+$/.test(value) ? Number(value.slice(1)) : Number(value);
      if (!Number.isInteger(pin) || pin < 0 || pin >= PIN_COUNT) machine.fail('Invalid pin!');
      return pin;
    };
    for (const [pin, object] of pinObjects.entries()) machine.define(`D${pin}`, object);
    // Called with or without new.
    machine.define('Pin', function pinOf(value: unknown) {
      return pinObjects[numberOf(value)];
    });
    machine.define('digitalWrite', (pins: unknown, value: unknown) => {
      if (!Array.isArray(pins)) return write(numberOf(pins), value);
      // The last pin of an array is the least significant bit and is set first.
      for (let i = pins.length - 1, bits = Number(value); i >= 0; i--, bits >>= 1) write(numberOf(pins[i]), bits & 1);
    });
    machine.define('digitalRead', (pins: unknown) => {
      if (!Array.isArray(pins)) return this.level(numberOf(pins));
      return pins.reduce((bits: number, pin) => (bits << 1) | this.level(numberOf(pin)), 0);
    });
    machine.define('digitalPulse', (pin: unknown, level: unknown, ms: unknown) => {
      write(numberOf(pin), level);
      machine.after(Number(ms), () => write(numberOf(pin), !level));
    });
    machine.define('pinMode', (pin: unknown, mode: unknown) => {
      modes[numberOf(pin)] = String(mode);
    });
    machine.define('getPinMode', (pin: unknown) => modes[numberOf(pin)]);
    machine.define('analogRead', (pin: unknown) => this.analog[numberOf(pin)] ?? 0);
    machine.define('setWatch', (handler: Handler, pin: unknown, options?: Record<string, unknown>) => {
      const id = nextWatch++;
      const edge =
        options?.edge === 'rising' || options?.edge === 1
          ? 'rising'
          : options?.edge === 'falling' || options?.edge === -1
            ? 'falling'
            : 'both';
      watches.set(id, {
        pin: numberOf(pin),
        handler,
        repeat: options?.repeat === true || options?.repeat === 1,
        edge,
        debounce: Number(options?.debounce ?? 0),
        lastTime: Number.NaN,
      });
      return id;
    });
    machine.define('clearWatch', (...ids: unknown[]) => {
      for (const id of ids.length === 0 ? [...watches.keys()] : [Number(ids[0])]) watches.delete(id);
    });

    let waiting = 0;
    let busyUntil = 0;
    /** Runs a handler when the interpreter gets to it. */
    const schedule = (handle: () => void): void => {
      const limit = this.watchLimit;
      if (!limit) {
        handle();
        return;
      }
      if (waiting >= limit.waiting) {
        raise('FIFO_FULL');
        return;
      }
      waiting++;
      const now = machine.clock.now();
      busyUntil = Math.max(now, busyUntil) + limit.msPerEdge;
      machine.after(busyUntil - now, () => {
        waiting--;
        handle();
      });
    };
    this.#edge = (pin, level) => {
      const time = machine.uptime();
      for (const [id, watch] of watches) {
        if (watch.pin !== pin) continue;
        const fire = (state: boolean): void => {
          if ((watch.edge === 'rising' && !state) || (watch.edge === 'falling' && state)) return;
          if (!watches.has(id)) return;
          if (!watch.repeat) watches.delete(id);
          const { lastTime } = watch;
          watch.lastTime = time;
          machine.call(watch.handler, [{ state, time, lastTime, pin: pinObjects[pin] }]);
        };
        if (watch.debounce === 0) {
          schedule(() => fire(level !== 0));
          continue;
        }
        if (watch.pending) machine.cancel(watch.pending);
        watch.pending = machine.after(watch.debounce, () => fire(level !== 0));
      }
    };
  }
}
