import type { InjectionLine } from '@hengzhun/hil-tests';

/**
 * Lines handed to `feedInjection` one at a time: `push` resolves when the instrument has room for the next, so that several
 * instruments go through time together.
 */
export class SampleQueue implements AsyncIterable<InjectionLine> {
  #waiting: ((sample: InjectionLine | undefined) => void) | undefined;
  #ready: (() => void) | undefined;
  #ended = false;
  #failure: unknown;

  /** @param between runs before each sample is sent: lets the emulated time of a period pass */
  constructor(private readonly between: () => Promise<void>) {}

  async push(sample: InjectionLine): Promise<void> {
    if (this.#failure !== undefined) throw this.#failure;
    if (this.#waiting === undefined) {
      await new Promise<void>((resolve) => {
        this.#ready = resolve;
      });
    }
    if (this.#failure !== undefined) throw this.#failure;
    if (this.#ended) return;
    const take = this.#waiting!;
    this.#waiting = undefined;
    take(sample);
  }

  /** No more samples. */
  end(): void {
    this.#ended = true;
    this.#waiting?.(undefined);
    this.#ready?.();
  }

  /** The feed broke: the next `push` throws this. */
  fail(error: unknown): void {
    this.#failure = error;
    this.#ready?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<InjectionLine> {
    while (!this.#ended) {
      const next = new Promise<InjectionLine | undefined>((resolve) => {
        this.#waiting = resolve;
      });
      this.#ready?.();
      this.#ready = undefined;
      const sample = await next;
      if (sample === undefined) return;
      await this.between();
      yield sample;
    }
  }
}
