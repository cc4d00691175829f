import type { RigClock } from '../../host/clock.js';
import type { Peripheral } from './peripherals.js';

const START = 0x000;
const STOP = 0x004;
const READCLRACC = 0x008;
const RDCLRACC = 0x00c;
const RDCLRDBL = 0x010;
const EVENTS_ACCOF = 0x108;
const ENABLE = 0x500;
const SAMPLEPER = 0x508;
const ACC = 0x514;
const ACCREAD = 0x518;
const PSEL_A = 0x520;
const PSEL_B = 0x524;
const ACCDBL = 0x544;
const ACCDBLREAD = 0x548;
const DISCONNECTED = 0xffffffff;
/** ACC holds -1024 to 1023, ACCDBL 0 to 15; what goes beyond is lost and raises ACCOF. */
const LEAST = -1024;
const MOST = 1023;
const MOST_DOUBLE = 15;
/** Shortest sample period, ms. */
const PERIOD = 0.128;
/** Clocks count in doubles: a moment that is due to within this is due, ms. */
const NEAR = 1e-9;

/**
 * Quadrature decoder: looks at both channels every sample period. A change of one is a step forwards or backwards, a change of both a
 * double transition. Between two edges nothing changes, so that a look at the first moment due stands for all.
 */
export class Qdec implements Peripheral {
  #enabled = false;
  #startedAt: number | undefined;
  #looked = 0;
  #acc = 0;
  #double = 0;
  #previous = 0;
  readonly #words = new Map<number, number>([
    [PSEL_A, DISCONNECTED],
    [PSEL_B, DISCONNECTED],
  ]);
  /** Levels of the two channels now: A in bit 1, B in bit 0. */
  #levels = 0;

  constructor(
    private readonly clock: RigClock,
    private readonly level: (pin: number) => number,
  ) {}

  /** A pin has changed. */
  change(pin: number, level: number): void {
    if (pin === this.#words.get(PSEL_A)) this.#levels = (this.#levels & 1) | (level << 1);
    if (pin === this.#words.get(PSEL_B)) this.#levels = (this.#levels & 2) | level;
  }

  /** Looks at the channels as they are, if a sample was due since the last time. */
  catchUp(): void {
    if (this.#startedAt === undefined) return;
    const period = PERIOD * 2 ** (this.#words.get(SAMPLEPER) ?? 0);
    const due = Math.floor((this.clock.now() - this.#startedAt) / period + NEAR);
    if (due <= this.#looked) return;
    this.#looked = due;
    const changed = this.#levels ^ this.#previous;
    if (changed === 3) this.#countDouble();
    else if (changed !== 0) {
      const a = this.#levels >> 1;
      const b = this.#levels & 1;
      // A leads B forwards: after an edge of A the channels differ, after one of B they agree
      this.#count((changed === 2) === (a !== b) ? 1 : -1);
    }
    this.#previous = this.#levels;
  }

  #count(step: number): void {
    const next = this.#acc + step;
    if (next < LEAST || next > MOST) this.#words.set(EVENTS_ACCOF, 1);
    else this.#acc = next;
  }

  #countDouble(): void {
    if (this.#double === MOST_DOUBLE) this.#words.set(EVENTS_ACCOF, 1);
    else this.#double++;
  }

  read(offset: number): number {
    this.catchUp();
    if (offset === ACC) return this.#acc;
    if (offset === ACCDBL) return this.#double;
    if (offset === ENABLE) return this.#enabled ? 1 : 0;
    return this.#words.get(offset) ?? 0;
  }

  write(offset: number, value: number): void {
    this.catchUp();
    if (offset === ENABLE) this.#enabled = (value & 1) === 1;
    else if (offset === START && value === 1) this.#start();
    else if (offset === STOP && value === 1) this.#startedAt = undefined;
    else if (offset === READCLRACC && value === 1) this.#take(true, true);
    else if (offset === RDCLRACC && value === 1) this.#take(true, false);
    else if (offset === RDCLRDBL && value === 1) this.#take(false, true);
    else if (offset !== ACC && offset !== ACCDBL && offset !== ACCREAD && offset !== ACCDBLREAD && offset >= 0x100) {
      this.#words.set(offset, value);
    }
  }

  #start(): void {
    // the pins are the decoder's while it is enabled
    if (!this.#enabled) return;
    const pinLevel = (offset: number): number => {
      const pin = this.#words.get(offset)!;
      return pin === DISCONNECTED ? 0 : this.level(pin);
    };
    this.#levels = (pinLevel(PSEL_A) << 1) | pinLevel(PSEL_B);
    this.#previous = this.#levels;
    this.#startedAt = this.clock.now();
    this.#looked = 0;
  }

  #take(acc: boolean, double: boolean): void {
    if (acc) {
      this.#words.set(ACCREAD, this.#acc);
      this.#acc = 0;
    }
    if (double) {
      this.#words.set(ACCDBLREAD, this.#double);
      this.#double = 0;
    }
  }
}
