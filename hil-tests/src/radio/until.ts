import { RigError } from '../error.js';
import type { RigClock, VirtualClock } from '../host/clock.js';

/** Virtual time that is asked for at once while somebody waits, ms. */
const STEP_MS = 1000;

const tooLong = (limit: number): RigError =>
  new RigError('air-time-out', `Nothing came of it within ${limit} ms of air time: look at what was awaited`);

/** Awaits a promise on a clock that runs by itself. See {@link Air.until}. */
export async function settleInRealTime<T>(clock: RigClock, promise: Promise<T>, limit: number): Promise<T> {
  let handle: ReturnType<RigClock['setTimer']> | undefined;
  const late = new Promise<never>((_, reject) => {
    handle = clock.setTimer(clock.now() + limit, () => reject(tooLong(limit)));
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    if (handle) clock.cancel(handle);
  }
}

/** Lets virtual time pass for as long as anybody waits for something, and stops it at the moment when it came. */
export class VirtualDriver {
  #waiting = 0;
  /** Somebody's wait has ended since the clock was let run. */
  #ended = false;
  /** The clock's present run, while there is one. */
  #round: Promise<void> | undefined;

  constructor(private readonly clock: VirtualClock) {}

  run(ms: number): Promise<void> {
    const { clock } = this;
    if (!this.#round) return clock.run(ms);
    const over = new Promise<void>((resolve) => {
      clock.setTimer(clock.now() + ms, () => {
        resolve();
        clock.yieldToOutside();
      });
    });
    return this.until(over, ms + 1);
  }

  async until<T>(promise: Promise<T>, limit: number): Promise<T> {
    const { clock } = this;
    this.#waiting++;
    let handle: ReturnType<RigClock['setTimer']> | undefined;
    const late = new Promise<never>((_, reject) => {
      handle = clock.setTimer(clock.now() + limit, () => {
        reject(tooLong(limit));
        clock.yieldToOutside();
      });
    });
    const result = Promise.race([promise, late]);
    const end = (): void => {
      if (handle) clock.cancel(handle);
      this.#waiting--;
      this.#ended = true;
    };
    // The rejection itself is the caller's, who gets the same promise.
    result.then(end, end);
    this.#round ??= this.#drive();
    try {
      return await result;
    } finally {
      // Whoever goes on alone finds the clock at rest.
      if (this.#waiting === 0) await this.#round;
    }
  }

  async #drive(): Promise<void> {
    try {
      while (this.#waiting > 0) {
        this.#ended = false;
        await this.clock.run(STEP_MS, () => this.#ended);
      }
    } finally {
      this.#round = undefined;
    }
  }
}
