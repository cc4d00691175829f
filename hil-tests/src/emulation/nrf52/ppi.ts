import type { Peripheral } from './peripherals.js';

/** Programmable channels; those above are wired for good. */
const CHANNELS = 20;
const CHEN = 0x500;
const CHENSET = 0x504;
const CHENCLR = 0x508;
const CHANNEL = 0x510;
const FORK = 0x910;

/** Programmable peripheral interconnect: an event triggers a task, and a second one by its fork. */
export class Ppi implements Peripheral {
  #enabled = 0;
  readonly #events = new Uint32Array(CHANNELS);
  readonly #tasks = new Uint32Array(CHANNELS);
  readonly #forks = new Uint32Array(CHANNELS);

  /** @param trigger - writes a 1 to a task register. */
  constructor(private readonly trigger: (address: number, value: number) => void) {}

  event(address: number): void {
    for (let i = 0; i < CHANNELS; i++) {
      if (!((this.#enabled >>> i) & 1) || this.#events[i] !== address) continue;
      if (this.#tasks[i]) this.trigger(this.#tasks[i]!, 1);
      if (this.#forks[i]) this.trigger(this.#forks[i]!, 1);
    }
  }

  read(offset: number): number {
    if (offset === CHEN || offset === CHENSET || offset === CHENCLR) return this.#enabled;
    return this.#register(offset)?.[0] ?? 0;
  }

  write(offset: number, value: number): void {
    if (offset === CHEN) this.#enabled = value;
    else if (offset === CHENSET) this.#enabled |= value;
    else if (offset === CHENCLR) this.#enabled &= ~value;
    else this.#register(offset)?.fill(value);
  }

  #register(offset: number): Uint32Array | undefined {
    if (offset >= FORK && offset < FORK + 4 * CHANNELS) {
      return this.#forks.subarray((offset - FORK) >> 2, ((offset - FORK) >> 2) + 1);
    }
    if (offset < CHANNEL || offset >= CHANNEL + 8 * CHANNELS) return undefined;
    const index = (offset - CHANNEL) >> 3;
    return ((offset - CHANNEL) & 4 ? this.#tasks : this.#events).subarray(index, index + 1);
  }
}
