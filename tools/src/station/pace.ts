import { setTimeout as delay } from 'node:timers/promises';

/** Time of a station: simulated milliseconds that pass `speed` times as fast as real ones, never faster than the work allows. */
export class Pace {
  /** Simulated ms since the start: what all instruments have lived through. */
  now = 0;
  #realStart = performance.now();
  #simulatedStart = 0;

  constructor(
    readonly speed: number,
    private readonly signal: AbortSignal,
  ) {}

  /** Waits until `simulated` is due; returns false when the station is to end. */
  async until(simulated: number): Promise<boolean> {
    const due = this.#realStart + (simulated - this.#simulatedStart) / this.speed;
    const wait = due - performance.now();
    if (wait > 1) await delay(wait, undefined, { signal: this.signal }).catch(() => undefined);
    else if (wait < -2000) {
      // This machine cannot keep up: go on from here instead of racing after a lost second.
      this.#realStart = performance.now();
      this.#simulatedStart = simulated;
    }
    this.now = simulated;
    return !this.signal.aborted;
  }

  /** Simulated ms per real ms, as reached since the start. */
  reached(realStart: number): number {
    return this.now / Math.max(1, performance.now() - realStart);
  }
}
