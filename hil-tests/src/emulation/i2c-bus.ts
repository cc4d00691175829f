/** A chip on an I2C bus, as the wires show it: byte by byte, between a start and a stop condition. */
export interface I2cDevice {
  /** Addressed by a (repeated) start. False: no acknowledge, and the transfer passes the chip by. */
  start(read: boolean): boolean;
  /** A byte from the controller. False: no acknowledge. */
  write(byte: number): boolean;
  /** The next byte for the controller, which acknowledges every one but the last. */
  read(): number;
  stop(): void;
  /** How long the chip holds SCL low before the next byte, ms; none by default. */
  stretch?(): number;
  /** Every address byte on the bus, also others', with the time that SDA was low for it, us. A wake-up pulse is one. */
  observe?(address: number, lowMicroseconds: number): void;
}

/** Why a transfer ended early. */
export type I2cFailure = 'address-nack' | 'data-nack' | 'timeout' | 'stuck';

/** Longest stretch of SCL that the controllers wait for, ms (SMBus 3.1: T_TIMEOUT, 25 ms at least). */
const LONGEST_STRETCH_MS = 25;

/** One bus of two wires. Chips outlive reboots of the instrument, as everything on the board does. */
export class I2cBus {
  readonly #devices = new Map<number, I2cDevice>();
  /** A wire that something holds low: no transfer gets through. */
  stuck: 'sda' | 'scl' | undefined;
  /** A cable that is pulled: nobody answers. */
  disconnected = false;
  /** Transfers since the bus was made, also those that failed. */
  transfers = 0;
  /** Virtual time that clock stretching took altogether, ms; a program takes none. */
  stretchedMs = 0;
  #open: I2cDevice | undefined;

  /** @returns a function that takes the chip off the bus. */
  attach(address: number, device: I2cDevice): () => void {
    this.#devices.set(address, device);
    return () => {
      if (this.#devices.get(address) === device) this.#devices.delete(address);
    };
  }

  /** Writes `data` behind the address; without `stop` the next transfer begins with a repeated start. */
  write(address: number, data: Uint8Array, stop: boolean, bitrate: number): I2cFailure | undefined {
    const device = this.#start(address, false, bitrate);
    if (typeof device === 'string') return device;
    for (const byte of data) {
      if (!this.#stretch(device)) return this.#end('timeout');
      if (!device.write(byte)) return this.#end('data-nack');
    }
    this.#open = device;
    if (stop) this.#end(undefined);
    return undefined;
  }

  /** Reads `length` bytes. */
  read(address: number, length: number, stop: boolean, bitrate: number): Uint8Array | I2cFailure {
    const device = this.#start(address, true, bitrate);
    if (typeof device === 'string') return device;
    const data = new Uint8Array(length);
    for (let i = 0; i < length; i++) {
      if (!this.#stretch(device)) return this.#end('timeout');
      data[i] = device.read();
    }
    this.#open = device;
    if (stop) this.#end(undefined);
    return data;
  }

  #start(address: number, read: boolean, bitrate: number): I2cDevice | I2cFailure {
    this.transfers++;
    if (this.stuck) return 'stuck';
    if (this.disconnected) return this.#end('address-nack');
    for (const one of this.#devices.values()) one.observe?.(address, lowTime(address, read, bitrate));
    const device = this.#devices.get(address);
    if (this.#open && this.#open !== device) this.#open.stop();
    this.#open = device;
    return device?.start(read) ? device : this.#end('address-nack');
  }

  #stretch(device: I2cDevice): boolean {
    const ms = device.stretch?.() ?? 0;
    this.stretchedMs += ms;
    return ms <= LONGEST_STRETCH_MS;
  }

  #end<T extends I2cFailure | undefined>(result: T): T {
    this.#open?.stop();
    this.#open = undefined;
    return result;
  }
}

/** Longest run of low bits of an address byte on SDA, the start condition before it included, us. */
function lowTime(address: number, read: boolean, bitrate: number): number {
  const bits = (address << 1) | (read ? 1 : 0);
  let longest = 0;
  // the start condition holds SDA low through the first half of a bit already
  for (let i = 7, run = 0.5; i >= 0; i--) {
    run = (bits >> i) & 1 ? 0 : run + 1;
    longest = Math.max(longest, run);
  }
  return (longest * 1_000_000) / bitrate;
}
