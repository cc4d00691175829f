import { RigError } from '../error.js';
import { TimerQueue } from './timer-queue.js';

export interface TimerHandle {
  /** Time at which it fires, ms of its clock. */
  at: number;
  cancelled: boolean;
}

/** The time that a rig lives in: milliseconds since the clock was made, never backwards. */
export interface RigClock {
  now(): number;
  /** Calls back at time `at` (ms of this clock), or as soon as possible if that has passed. */
  setTimer(at: number, callback: () => void): TimerHandle;
  cancel(handle: TimerHandle): void;
  /** Lets `ms` milliseconds pass. */
  run(ms: number): Promise<void>;
  /**
   * Says that something left the emulation (bytes on a port, say), so that programs outside which are not driven by
   * this clock must have their turn before time goes on.
   */
  yieldToOutside(): void;
}

/** Wall time that the virtual clock may hold the event loop, ms. */
const LONGEST_HOLD_MS = 10;

/**
 * Time that passes only in {@link run}, as fast as the work in it can be done. Timers of the same moment fire in the
 * order in which they were set, so a run is repeatable.
 */
export class VirtualClock implements RigClock {
  #now = 0;
  readonly #queue = new TimerQueue();
  #running = false;
  #yield = false;

  now(): number {
    return this.#now;
  }

  setTimer(at: number, callback: () => void): TimerHandle {
    return this.#queue.push(Math.max(at, this.#now), callback);
  }

  cancel(handle: TimerHandle): void {
    handle.cancelled = true;
  }

  yieldToOutside(): void {
    this.#yield = true;
  }

  /** @param done - asked whenever programs outside had their turn: true ends the run at this moment of virtual time. */
  async run(ms: number, done?: () => boolean): Promise<void> {
    if (this.#running) {
      throw new RigError('clock-running', 'This virtual clock is being run already: await the other run first');
    }
    this.#running = true;
    try {
      // Whatever was begun outside before this call happens before time goes on.
      await letOthersRun();
      const until = this.#now + ms;
      let breath = performance.now();
      for (;;) {
        if (done?.()) return;
        const next = this.#queue.first();
        if (!next || next.at > until) {
          // Whoever outside is still to answer may set timers inside this run.
          if (this.#yield) {
            this.#yield = false;
            await letOthersRun();
            continue;
          }
          break;
        }
        this.#queue.shift();
        this.#now = next.at;
        next.callback();
        if (this.#yield || performance.now() - breath > LONGEST_HOLD_MS) {
          this.#yield = false;
          await letOthersRun();
          breath = performance.now();
        }
      }
      this.#now = until;
    } finally {
      this.#running = false;
    }
  }
}

/** A few turns of Node's event loop: enough for a stream to read, parse and answer. */
async function letOthersRun(): Promise<void> {
  for (let i = 0; i < 3; i++) await new Promise((resolve) => setImmediate(resolve));
}

/** Longest delay that Node's timers take, ms. */
const LONGEST_DELAY_MS = 0x7fffffff;

/** Time that passes by itself: real time, or a multiple of it. */
export class RealTimeClock implements RigClock {
  readonly #start = performance.now();
  readonly #queue = new TimerQueue();
  /** The one timer of Node that waits for the queue's first. Node's own timers of unlike delays fire out of order. */
  #wake: NodeJS.Timeout | undefined;
  #wakeAt = Number.POSITIVE_INFINITY;

  /** @param speed - clock milliseconds per real millisecond. */
  constructor(readonly speed = 1) {}

  now(): number {
    return (performance.now() - this.#start) * this.speed;
  }

  setTimer(at: number, callback: () => void): TimerHandle {
    const handle = this.#queue.push(at, callback);
    this.#waitForFirst();
    return handle;
  }

  cancel(handle: TimerHandle): void {
    handle.cancelled = true;
    this.#waitForFirst();
  }

  yieldToOutside(): void {}

  run(ms: number): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, ms / this.speed));
  }

  #waitForFirst(): void {
    const at = this.#queue.first()?.at ?? Number.POSITIVE_INFINITY;
    if (at === this.#wakeAt) return;
    clearTimeout(this.#wake);
    this.#wakeAt = at;
    if (at === Number.POSITIVE_INFINITY) return;
    const delay = Math.max(0, (at - this.now()) / this.speed);
    this.#wake = setTimeout(() => this.#fire(), Math.min(delay, LONGEST_DELAY_MS));
  }

  #fire(): void {
    this.#wakeAt = Number.POSITIVE_INFINITY;
    // Node counts whole milliseconds: what is due within the next one is due.
    const until = this.now() + this.speed;
    try {
      for (let next = this.#queue.first(); next && next.at <= until; next = this.#queue.first()) {
        this.#queue.shift();
        next.callback();
      }
    } finally {
      this.#waitForFirst();
    }
  }
}
