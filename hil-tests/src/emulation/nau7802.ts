import type { RigClock } from '../host/clock.js';
import type { I2cDevice } from './i2c-bus.js';

export interface Nau7802Options {
  clock: RigClock;
  /** The result of a conversion of channel 1 or 2: 24-bit two's complement, clipped as the converter does. `time` in ms. */
  sample: (time: number, channel: 1 | 2) => number;
}

const FULL_SCALE = 0x7fffff;
const POWER_UP_CONTROL = 0x00;
const CONTROL_1 = 0x01;
const CONTROL_2 = 0x02;
const OUTPUT = 0x12;
const OUTPUT_END = 0x14;
const REVISION = 0x1f;
/** PU_CTRL. */
const RESET = 1;
const POWERED = 6;
const POWERED_UP = 8;
const START = 16;
const READY = 32;
/** CTRL2. */
const CALIBRATE = 4;
const CALIBRATION_FAILED = 8;
const CHANNEL_2 = 128;
/** Conversions per second by CRS; the codes between are reserved. */
const RATES: Record<number, number> = { 0: 10, 1: 20, 2: 40, 3: 80, 7: 320 };
/** Power-up takes this long, ms ("Power-On Sequencing"). */
const POWER_UP_MS = 0.2;
/** Conversions that a calibration takes, and those behind a change of channel that still carry the other one. */
const CALIBRATION = 4;
const SETTLING = 4;

/** A NAU7802 bridge converter at address 0x2A of an I2C bus (Nuvoton data sheet, "Register Description"). */
export class Nau7802 implements I2cDevice {
  readonly #registers = new Uint8Array(32);
  #pointer = 0;
  #isFirst = true;
  #poweredAt = Number.POSITIVE_INFINITY;
  #startedAt = Number.POSITIVE_INFINITY;
  #calibratedAt = Number.POSITIVE_INFINITY;
  /** Conversions since {@link #startedAt} up to the one last read, and up to the last change of channel. */
  #read = 0;
  #changed = 0;
  /** Lets every calibration fail. */
  calibrationFails = false;
  /** A chip that is not powered answers nothing. */
  powered = true;

  constructor(private readonly options: Nau7802Options) {
    this.#reset();
  }

  /** A dip of the supply: registers are as after power-on. */
  dip(): void {
    this.#reset();
  }

  /** Gain, regulator and rate as set, for tests: CTRL1 and CTRL2 without its calibration bits. */
  get setting(): { control1: number; rate: number } {
    return { control1: this.#registers[CONTROL_1]!, rate: this.#rate() };
  }

  start(read: boolean): boolean {
    this.#isFirst = !read;
    return this.powered;
  }

  write(byte: number): boolean {
    if (this.#isFirst) this.#pointer = byte;
    else this.#store(this.#pointer++, byte);
    this.#isFirst = false;
    return true;
  }

  read(): number {
    const register = this.#pointer++ % 32;
    if (register === POWER_UP_CONTROL) return this.#powerControl();
    if (register === CONTROL_2) return this.#control2();
    if (register >= OUTPUT && register <= OUTPUT_END) return this.#output(register);
    return this.#registers[register]!;
  }

  stop(): void {}

  #reset(): void {
    this.#registers.fill(0);
    this.#registers[REVISION] = 0x0f;
    this.#poweredAt = Number.POSITIVE_INFINITY;
    this.#startedAt = Number.POSITIVE_INFINITY;
    this.#calibratedAt = Number.POSITIVE_INFINITY;
  }

  #store(register: number, value: number): void {
    const now = this.options.clock.now();
    const before = this.#registers[register % 32]!;
    if (register === POWER_UP_CONTROL && value & RESET) this.#reset();
    if (register === POWER_UP_CONTROL) {
      if (value & POWERED && !(before & POWERED)) this.#poweredAt = now + POWER_UP_MS;
      if (!(value & START)) this.#startedAt = Number.POSITIVE_INFINITY;
      else if (!(before & START)) this.#begin(now);
    }
    if (register === CONTROL_2) {
      if (value & CALIBRATE) this.#calibratedAt = now + CALIBRATION * this.#period(value);
      if ((value ^ before) & CHANNEL_2) this.#changed = this.#conversions();
    }
    if (register !== REVISION) this.#registers[register % 32] = value;
  }

  #begin(now: number): void {
    this.#startedAt = now;
    this.#read = 0;
    this.#changed = 0;
  }

  #rate(control2 = this.#registers[CONTROL_2]!): number {
    return RATES[(control2 >> 4) & 7] ?? 10;
  }

  #period(control2?: number): number {
    return 1000 / this.#rate(control2);
  }

  #conversions(): number {
    const passed = this.options.clock.now() - this.#startedAt;
    // it converts only with both halves powered
    if (!(passed >= 0) || (this.#registers[POWER_UP_CONTROL]! & POWERED) !== POWERED) return 0;
    return Math.floor(passed / this.#period() + 1e-9);
  }

  #powerControl(): number {
    const up = this.options.clock.now() >= this.#poweredAt ? POWERED_UP : 0;
    const ready = this.#conversions() > this.#read ? READY : 0;
    return (this.#registers[POWER_UP_CONTROL]! & ~(POWERED_UP | READY)) | up | ready;
  }

  #control2(): number {
    const kept = this.#registers[CONTROL_2]! & ~(CALIBRATE | CALIBRATION_FAILED);
    if (!(this.#registers[CONTROL_2]! & CALIBRATE)) return kept;
    if (this.options.clock.now() < this.#calibratedAt) return kept | CALIBRATE;
    return kept | (this.calibrationFails ? CALIBRATION_FAILED : 0);
  }

  #output(register: number): number {
    const conversion = this.#conversions();
    const time = this.#startedAt + conversion * this.#period();
    const second = (this.#registers[CONTROL_2]! & CHANNEL_2) !== 0;
    let value = this.options.sample(time, second ? 2 : 1);
    // a filter that still holds what the other channel gave
    if (this.#changed > 0 && conversion - this.#changed <= SETTLING) {
      value = (value + this.options.sample(time, second ? 1 : 2)) / 2;
    }
    const counts = Math.max(-FULL_SCALE - 1, Math.min(FULL_SCALE, Math.round(value)));
    if (register === OUTPUT_END) this.#read = conversion;
    return (counts >> (8 * (OUTPUT_END - register))) & 0xff;
  }
}

/** Address that every NAU7802 has. */
export const NAU7802_ADDRESS = 0x2a;
