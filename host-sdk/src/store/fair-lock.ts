/** Lets one in at a time (or a few), in the order in which they came. */
export class FairLock {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  /** @param places how many may be in at once */
  constructor(places = 1) {
    this.#free = places;
  }

  async acquire(): Promise<void> {
    if (this.#free === 0) return new Promise((resolve) => this.#waiting.push(resolve));
    this.#free--;
  }

  release(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#free++;
    else next();
  }

  /** Runs `work` while it has a place. */
  async run<T>(work: () => T | Promise<T>): Promise<T> {
    await this.acquire();
    try {
      return await work();
    } finally {
      this.release();
    }
  }
}
