import { RigError } from '../error.js';

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

interface Timer extends TimerHandle {
  order: number;
  callback: () => void;
}

/** Wall time that the virtual clock may hold the event loop, ms. */
const LONGEST_HOLD_MS = 10;

/**
 * Time that passes only in {@link run}, as fast as the work in it can be done. Timers of the same moment fire in the
 * order in which they were set, so a run is repeatable.
 */
export class VirtualClock implements RigClock {
  #now = 0;
  #order = 0;
  #heap: Timer[] = [];
  #running = false;
  #yield = false;

  now(): number {
    return this.#now;
  }

  setTimer(at: number, callback: () => void): TimerHandle {
    const timer: Timer = { at: Math.max(at, this.#now), cancelled: false, order: this.#order++, callback };
    this.#push(timer);
    return timer;
  }

  cancel(handle: TimerHandle): void {
    handle.cancelled = true;
  }

  yieldToOutside(): void {
    this.#yield = true;
  }

  async run(ms: number): Promise<void> {
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
        const next = this.#heap[0];
        if (!next || next.at > until) {
          // Whoever outside is still to answer may set timers inside this run.
          if (this.#yield) {
            this.#yield = false;
            await letOthersRun();
            continue;
          }
          break;
        }
        this.#pop();
        if (next.cancelled) continue;
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

  #push(timer: Timer): void {
    const heap = this.#heap;
    let i = heap.push(timer) - 1;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (!before(heap[i]!, heap[parent]!)) break;
      [heap[i], heap[parent]] = [heap[parent]!, heap[i]!];
      i = parent;
    }
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop()!;
    if (heap.length === 0) return;
    heap[0] = last;
    let i = 0;
    for (;;) {
      const left = 2 * i + 1;
      if (left >= heap.length) return;
      const right = left + 1;
      const child = right < heap.length && before(heap[right]!, heap[left]!) ? right : left;
      if (!before(heap[child]!, heap[i]!)) return;
      [heap[i], heap[child]] = [heap[child]!, heap[i]!];
      i = child;
    }
  }
}

function before(a: Timer, b: Timer): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}

/** A few turns of Node's event loop: enough for a stream to read, parse and answer. */
async function letOthersRun(): Promise<void> {
  for (let i = 0; i < 3; i++) await new Promise((resolve) => setImmediate(resolve));
}

/** Time that passes by itself: real time, or a multiple of it. */
export class RealTimeClock implements RigClock {
  readonly #start = performance.now();
  readonly #timers = new Map<TimerHandle, NodeJS.Timeout>();

  /** @param speed - clock milliseconds per real millisecond. */
  constructor(readonly speed = 1) {}

  now(): number {
    return (performance.now() - this.#start) * this.speed;
  }

  setTimer(at: number, callback: () => void): TimerHandle {
    const handle: TimerHandle = { at, cancelled: false };
    const delay = Math.max(0, (at - this.now()) / this.speed);
    const timeout = setTimeout(
      () => {
        this.#timers.delete(handle);
        if (!handle.cancelled) callback();
      },
      Math.min(delay, 0x7fffffff),
    );
    this.#timers.set(handle, timeout);
    return handle;
  }

  cancel(handle: TimerHandle): void {
    handle.cancelled = true;
    clearTimeout(this.#timers.get(handle));
    this.#timers.delete(handle);
  }

  yieldToOutside(): void {}

  run(ms: number): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, ms / this.speed));
  }
}
