import type { Peripheral } from './peripherals.js';

const START = 0x000;
const STOP = 0x004;
const COUNT = 0x008;
const CLEAR = 0x00c;
const CAPTURE = 0x040;
const MODE = 0x504;
const BITMODE = 0x508;
const CC = 0x540;
const REGISTERS = 6;
/** MODE: 0 is a timer, which this model is not. */
const COUNTER_MODES = [1, 2];
/** BITMODE: 16, 8, 24 and 32 bits. */
const WIDTHS = [0x10000, 0x100, 0x1000000, 0x100000000];

/** A TIMER that counts what triggers its COUNT task. It shows its value only by a capture. */
export class CounterTimer implements Peripheral {
  #value = 0;
  #running = false;
  #mode = 0;
  #bitMode = 0;
  readonly #captured = new Uint32Array(REGISTERS);

  read(offset: number): number {
    if (offset === MODE) return this.#mode;
    if (offset === BITMODE) return this.#bitMode;
    if (offset >= CC && offset < CC + 4 * REGISTERS) return this.#captured[(offset - CC) >> 2]!;
    // tasks read as zero
    return 0;
  }

  write(offset: number, value: number): void {
    if (offset === MODE) this.#mode = value & 3;
    else if (offset === BITMODE) this.#bitMode = value & 3;
    else if (offset >= CC && offset < CC + 4 * REGISTERS) this.#captured[(offset - CC) >> 2] = value;
    else if (value === 1) this.#task(offset);
  }

  #task(offset: number): void {
    if (offset === START) this.#running = true;
    else if (offset === STOP) this.#running = false;
    else if (offset === CLEAR) this.#value = 0;
    else if (offset === COUNT) {
      if (this.#running && COUNTER_MODES.includes(this.#mode)) this.#value = (this.#value + 1) % WIDTHS[this.#bitMode]!;
    } else if (offset >= CAPTURE && offset < CAPTURE + 4 * REGISTERS) {
      this.#captured[(offset - CAPTURE) >> 2] = this.#value;
    }
  }

  /** Sets the count, so that a test need not count to the end of it. */
  preset(value: number): void {
    this.#value = value;
  }
}
