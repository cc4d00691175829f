import type { RigClock } from '../../host/clock.js';
import type { PinBoard } from '../pins.js';
import { Gpiote } from './gpiote.js';
import { Ppi } from './ppi.js';
import { Qdec } from './qdec.js';
import { CounterTimer } from './timer.js';

/** A peripheral as the bus sees it: words at offsets from its base address. */
export interface Peripheral {
  read(offset: number): number;
  write(offset: number, value: number): void;
}

const TIMER_BASES: Record<number, number> = { 2: 0x4000a000, 3: 0x4001a000, 4: 0x4001b000 };
/** Address ranges of a peripheral: its ID in bits 12 to 19. */
const RANGE = 0x1000;

/**
 * Registers of an nRF52832 that count pulses without the processor (product specification, chapters GPIOTE, PPI, TIMER, QDEC),
 * from `peek32` and `poke32` on one side and the pins on the other. Everything is as after a reset when it is made. Not modelled:
 * interrupts, tasks of GPIOTE, timers that count time, groups of PPI channels, QDEC's LED, debounce filter and reports.
 */
export class Nrf52Peripherals {
  readonly #peripherals = new Map<number, Peripheral>();
  /** TIMER2 to TIMER4: the others are the radio's and the interpreter's. */
  readonly timers = new Map([2, 3, 4].map((number) => [number, new CounterTimer()]));
  readonly #release: () => void;

  constructor(clock: RigClock, pins: PinBoard) {
    const ppi = new Ppi((address, value) => this.poke(address, value));
    const gpiote = new Gpiote(0x40006000, (address) => ppi.event(address));
    const qdec = new Qdec(clock, (pin) => pins.level(pin));
    this.#peripherals.set(0x40006000, gpiote);
    this.#peripherals.set(0x4001f000, ppi);
    this.#peripherals.set(0x40012000, qdec);
    for (const [number, timer] of this.timers) this.#peripherals.set(TIMER_BASES[number]!, timer);
    this.#release = pins.onLevel((pin, level) => {
      // looked at with the levels from before this edge
      qdec.catchUp();
      qdec.change(pin, level);
      gpiote.edge(pin, level);
    });
  }

  /** Lets go of the pins, at the end of a boot. */
  release(): void {
    this.#release();
  }

  /** Undefined where no modelled peripheral is. */
  peek(address: number): number | undefined {
    const peripheral = this.#peripherals.get(address - (address % RANGE));
    return peripheral && peripheral.read(address % RANGE) >>> 0;
  }

  poke(address: number, value: number): void {
    this.#peripherals.get(address - (address % RANGE))?.write(address % RANGE, value >>> 0);
  }
}
