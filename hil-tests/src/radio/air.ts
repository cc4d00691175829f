import { RealTimeClock, type RigClock, type TimerHandle, VirtualClock } from '../host/clock.js';
import { seededRandom } from '../serial/line.js';
import { AdvertisingChannels } from './advertising-channels.js';
import { Controller, type ControllerOptions } from './controller.js';
import { distanceOf, HALL, lossByPower, meanPower, normal, type Propagation } from './propagation.js';
import { settleInRealTime, VirtualDriver } from './until.js';

/** Packets that get lost whatever their power (others' traffic, people in the way): probabilities 0..1. */
export interface AirLoss {
  /** Advertisements, scan requests and scan responses. */
  advertising: number;
  /** Packets of a connection, each sent again until it arrives or the supervision time-out ends the connection. */
  link: number;
}

export interface AirOptions {
  /** The time that the air lives in; shared with emulated instruments. Default: a virtual clock. */
  clock?: RigClock;
  /** Without a clock: air time passes by itself, so many times as fast as real time. */
  timeScale?: number;
  /** Of every draw of chance: the same seed gives the same run on a virtual clock. Default 1. */
  seed?: number;
  propagation?: Partial<Propagation>;
  loss?: Partial<AirLoss>;
}

/** What happened in the air so far. */
export interface AirCounts {
  advertisingEvents: number;
  /** Advertisements that a listening radio did not take because another one was in the air. */
  collisions: number;
  /** Packets of connections, empty ones included. */
  linkPackets: number;
  linkPacketsLost: number;
  connections: number;
}

/**
 * The air between LE controllers, and their time. Every figure is measured in its time: `now()`, ms.
 *
 * On a virtual clock time passes only in {@link run} and {@link until}, as fast as the work can be done; what hosts do
 * in reaction takes no time. That holds for whatever answers within a few turns of Node's event loop; a host that waits
 * for files, threads or other processes must live on a real-time clock.
 */
export class Air {
  readonly clock: RigClock;
  readonly random: () => number;
  readonly propagation: Propagation;
  /** May be changed at any time. */
  readonly loss: AirLoss;
  readonly controllers = new Set<Controller>();
  readonly channels = new AdvertisingChannels();
  readonly counts: AirCounts = {
    advertisingEvents: 0,
    collisions: 0,
    linkPackets: 0,
    linkPacketsLost: 0,
    connections: 0,
  };
  readonly #timers = new Set<TimerHandle>();
  /** Of a virtual clock, which somebody must drive. */
  readonly #driver: VirtualDriver | undefined;
  #addresses = 0;
  #closed = false;

  constructor(options: AirOptions = {}) {
    const { clock, timeScale, seed = 1 } = options;
    this.clock = clock ?? (timeScale === undefined ? new VirtualClock() : new RealTimeClock(timeScale));
    this.#driver = this.clock instanceof VirtualClock ? new VirtualDriver(this.clock) : undefined;
    this.random = seededRandom(seed);
    this.propagation = { ...HALL, ...options.propagation };
    this.loss = { advertising: 0, link: 0, ...options.loss };
  }

  now(): number {
    return this.clock.now();
  }

  /** Calls back at a time of the air; not any more once the air is closed. */
  at(time: number, callback: () => void): TimerHandle {
    if (this.#closed) return { at: time, cancelled: true };
    const handle = this.clock.setTimer(time, () => {
      this.#timers.delete(handle);
      callback();
    });
    this.#timers.add(handle);
    return handle;
  }

  cancel(handle: TimerHandle | undefined): void {
    if (!handle) return;
    this.#timers.delete(handle);
    this.clock.cancel(handle);
  }

  /** A radio in this air. Without an address it gets one of its own, from the locally administered range. */
  createController(options: ControllerOptions = {}): Controller {
    const number = ++this.#addresses;
    const controller = new Controller(this, { address: generatedAddress(number), ...options });
    this.controllers.add(controller);
    return controller;
  }

  /** Power of a packet as it arrives, dBm: whole numbers, as controllers report it. */
  receivedPower(from: Controller, to: Controller): number {
    const mean = meanPower(from.transmitPower, distanceOf(from.position, to.position), this.propagation);
    return Math.max(-127, Math.min(20, Math.round(mean + normal(this.random) * this.propagation.fading)));
  }

  /** Whether chance loses a packet of that power. */
  isLost(power: number, kind: keyof AirLoss): boolean {
    const kept = (1 - lossByPower(power, this.propagation)) * (1 - this.loss[kind]);
    return this.random() >= kept;
  }

  /** Lets air time pass. */
  run(ms: number): Promise<void> {
    return this.#driver ? this.#driver.run(ms) : this.clock.run(ms);
  }

  /**
   * Lets air time pass until a promise is settled, and gives its value; the time is that at which it was settled.
   * Several may wait at once, and for {@link run} as well.
   *
   * @param limit - air time after which to give up, ms.
   * @throws whatever the promise rejects with; RigError `air-time-out`.
   */
  until<T>(promise: Promise<T>, limit = 30_000): Promise<T> {
    return this.#driver ? this.#driver.until(promise, limit) : settleInRealTime(this.clock, promise, limit);
  }

  /** Ends everything: no timer of the air is left. */
  close(): void {
    this.#closed = true;
    for (const handle of this.#timers) this.clock.cancel(handle);
    this.#timers.clear();
    this.controllers.clear();
  }
}

/** The air between controllers. See {@link AirOptions}. */
export function createAir(options: AirOptions = {}): Air {
  return new Air(options);
}

function generatedAddress(number: number): string {
  const text = number.toString(16).padStart(6, '0');
  return `02:48:5a:${text.slice(0, 2)}:${text.slice(2, 4)}:${text.slice(4, 6)}`;
}
