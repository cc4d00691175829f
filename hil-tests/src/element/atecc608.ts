import type { I2cDevice } from '../emulation/i2c-bus.js';
import { blankChip, type ChipState } from './chip-state.js';
import { COMMANDS } from './commands.js';
import { crc16, packetOf } from './crc16.js';
import { ElementFaults } from './faults.js';
import { STATUS_COMMUNICATION, STATUS_PARSE, STATUS_WAKE, STATUS_WATCHDOG } from './status.js';

export interface Atecc608Options {
  /** Time of the world that the chip is in, ms. */
  now: () => number;
  /** What it holds; default: a blank chip with a random serial number. Two chips with one state are a clone. */
  state?: ChipState;
  /** Longest time from a wake-up until it sleeps by itself, ms (data sheet: 700 to 1700, usually 1300). */
  watchdogMs?: number;
}

/** SDA must be low for this long to wake it (tWLO), us, and the time until it answers then (tWHI), ms. */
const WAKE_LOW = 60;
const WAKE_DELAY = 1.5;
/** Share of the longest execution time that a command usually takes. */
const USUAL = 0.6;

type Power = 'asleep' | 'idle' | 'awake';

/**
 * An ATECC608 on the wire: it sleeps until SDA is held low, acknowledges nothing while it sleeps or works, and falls asleep when its
 * watchdog ends, whatever it was doing. Its address is whatever it is attached to the bus with.
 */
export class Atecc608 implements I2cDevice {
  readonly state: ChipState;
  readonly faults = new ElementFaults();
  /** Commands that were carried out or refused, by command code, in order. */
  readonly log: number[] = [];
  readonly #now: () => number;
  readonly #watchdog: number;
  #power: Power = 'asleep';
  #wakeAt = 0;
  #busyUntil = 0;
  #output: Uint8Array = new Uint8Array();
  #outputAt = 0;
  #input: number[] = [];
  #writing = false;
  #partial = false;

  constructor({ now, state = blankChip(), watchdogMs = 1300 }: Atecc608Options) {
    this.state = state;
    this.#now = now;
    this.#watchdog = watchdogMs;
  }

  get power(): Power {
    this.#settle();
    return this.#power;
  }

  /** Power goes and comes back: it forgets what it has in memory and sleeps. */
  cutPower(): void {
    this.#sleep();
  }

  observe(_address: number, lowMicroseconds: number): void {
    this.#settle();
    if (this.faults.removed || lowMicroseconds < WAKE_LOW || this.#power === 'awake') return;
    if (this.faults.use('deafWakes')) return;
    this.#power = 'awake';
    this.#wakeAt = this.#now();
    this.#busyUntil = this.#wakeAt + WAKE_DELAY;
    this.#answer(Uint8Array.of(this.faults.use('selfTestFailures') ? 0x07 : STATUS_WAKE));
  }

  start(read: boolean): boolean {
    this.#settle();
    if (this.faults.removed || this.#power !== 'awake' || this.#now() < this.#busyUntil) return false;
    if (this.faults.use('ignoredTransfers')) return false;
    // nothing can be read between the pieces of a command
    if (read && this.#partial) return false;
    this.#writing = !read;
    if (this.#writing) this.#input = [];
    else this.faults.beginAnswer(this.#output.length - this.#outputAt);
    return true;
  }

  write(byte: number): boolean {
    if (this.faults.removed) return false;
    this.#input.push(byte);
    return true;
  }

  read(): number {
    if (this.faults.removed) return 0xff;
    const byte = this.#output[this.#outputAt];
    if (byte === undefined) return 0xff;
    this.#outputAt++;
    return this.faults.onAnswer(byte);
  }

  stop(): void {
    if (!this.#writing || this.faults.removed) return;
    this.#writing = false;
    const [word, ...group] = this.#input;
    if (word === 0x00) {
      this.#outputAt = 0;
      this.#partial = false;
    } else if (word === 0x01) this.#sleep();
    else if (word === 0x02) this.#power = 'idle';
    else if (word === 0x03) this.#receive(Uint8Array.from(group));
  }

  #receive(group: Uint8Array): void {
    const count = group[0] ?? 0;
    this.#partial = group.length < count;
    if (this.#partial) return;
    const packet = this.faults.onCommand(group.slice(0, count));
    const [low, high] = crc16(packet.subarray(0, -2));
    if (count < 7 || packet[count - 2] !== low || packet[count - 1] !== high) {
      this.#answer(Uint8Array.of(STATUS_COMMUNICATION));
      return;
    }
    const code = packet[1]!;
    this.log.push(code);
    const command = COMMANDS.get(code);
    if (!command) {
      this.#answer(Uint8Array.of(STATUS_PARSE));
      return;
    }
    const longest = command.longest * this.faults.slowness;
    if (this.#now() + longest > this.#wakeAt + this.#watchdog) {
      this.#answer(Uint8Array.of(STATUS_WATCHDOG));
      return;
    }
    const status = this.faults.nextStatus();
    const answer = status ?? command.run(this.state, packet[2]!, packet[3]! | (packet[4]! << 8), packet.slice(5, -2));
    this.#answer(typeof answer === 'number' ? Uint8Array.of(answer) : answer);
    this.#busyUntil = this.#now() + longest * USUAL;
  }

  #answer(data: Uint8Array): void {
    this.#output = packetOf(data);
    this.#outputAt = 0;
    this.#partial = false;
  }

  /** Lets the watchdog do what is overdue. */
  #settle(): void {
    if (this.faults.removed) this.#sleep();
    else if (this.#power === 'awake' && this.#now() >= this.#wakeAt + this.#watchdog) this.#sleep();
  }

  #sleep(): void {
    this.#power = 'asleep';
    this.#output = new Uint8Array();
    this.#outputAt = 0;
    this.#partial = false;
    this.state.tempKey = undefined;
    this.state.messageDigest = undefined;
    this.state.sha = undefined;
  }
}
