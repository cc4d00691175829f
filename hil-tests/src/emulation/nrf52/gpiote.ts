import type { Peripheral } from './peripherals.js';

const CHANNELS = 8;
const EVENTS_IN = 0x100;
const CONFIG = 0x510;
const MODE_EVENT = 1;
const RISING = 1;
const FALLING = 2;

/** GPIO tasks and events: a channel turns edges of one pin into an event. */
export class Gpiote implements Peripheral {
  readonly #config = new Uint32Array(CHANNELS);
  readonly #events = new Uint32Array(CHANNELS);

  /** @param onEvent - called with the address of an event register when the event happens. */
  constructor(
    private readonly base: number,
    private readonly onEvent: (address: number) => void,
  ) {}

  edge(pin: number, level: number): void {
    for (let i = 0; i < CHANNELS; i++) {
      const config = this.#config[i]!;
      // bits 8 to 12 pin, bit 13 port; bits 16 and 17 polarity: 1 rising, 2 falling, 3 both
      if ((config & 3) !== MODE_EVENT || ((config >>> 8) & 63) !== pin) continue;
      if (((config >>> 16) & (level ? RISING : FALLING)) === 0) continue;
      this.#events[i] = 1;
      this.onEvent(this.base + EVENTS_IN + 4 * i);
    }
  }

  read(offset: number): number {
    if (offset >= EVENTS_IN && offset < EVENTS_IN + 4 * CHANNELS) return this.#events[(offset - EVENTS_IN) >> 2]!;
    if (offset >= CONFIG && offset < CONFIG + 4 * CHANNELS) return this.#config[(offset - CONFIG) >> 2]!;
    return 0;
  }

  write(offset: number, value: number): void {
    if (offset >= EVENTS_IN && offset < EVENTS_IN + 4 * CHANNELS) this.#events[(offset - EVENTS_IN) >> 2] = value;
    if (offset >= CONFIG && offset < CONFIG + 4 * CHANNELS) this.#config[(offset - CONFIG) >> 2] = value;
  }
}
