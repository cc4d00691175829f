import { flatten } from './flatten.js';
import { I2cBus, type I2cDevice, type I2cFailure } from './i2c-bus.js';
import type { Machine } from './machine.js';

/** What an nRF52 makes of a failure (SDK 12, `sdk_errors.h`): address and data not acknowledged, internal. */
const NRF_ERRORS: Record<I2cFailure, number> = {
  'address-nack': 0x8201,
  'data-nack': 0x8202,
  timeout: 3,
  stuck: 3,
};
const DEFAULT_BITRATE = 50_000;

interface Wiring {
  bus: I2cBus;
  bitrate: number;
}

/** The I2C buses of the emulated board: `I2C1`, `I2C2`, and software buses by their pins. */
export class I2cBoard {
  readonly #buses = new Map<string, I2cBus>();

  /** A bus by the name of its peripheral, or by two pins for software (`new I2C()`): `D5/D6`, SDA first. */
  bus(name = 'I2C1'): I2cBus {
    let bus = this.#buses.get(name);
    if (!bus) {
      bus = new I2cBus();
      this.#buses.set(name, bus);
    }
    return bus;
  }

  /** Puts a chip on a bus (`I2C1` by default). @returns a function that takes it off again. */
  attach(address: number, device: I2cDevice, name?: string): () => void {
    return this.bus(name).attach(address, device);
  }

  /** Makes `I2C1` to `I2C3` and `I2C` of a boot. */
  install(machine: Machine): void {
    for (const name of ['I2C1', 'I2C2', 'I2C3']) machine.define(name, this.#peripheral(machine, name));
    const software = (): unknown => this.#peripheral(machine, undefined);
    machine.define('I2C', function I2C() {
      return software();
    });
  }

  #peripheral(machine: Machine, name: string | undefined): Record<string, unknown> {
    let wiring: Wiring | undefined;
    const ready = (): Wiring => {
      machine.guard();
      // a board would silently do nothing
      return wiring ?? machine.fail('I2C was not set up');
    };
    const fail = (what: string, failure: I2cFailure): never => machine.fail(`I2C ${what} Error ${NRF_ERRORS[failure]}`);
    const target = (value: unknown): { address: number; stop: boolean } => {
      if (typeof value !== 'object' || value === null) return { address: Number(value) & 0xff, stop: true };
      const { address, stop } = value as { address?: unknown; stop?: unknown };
      return { address: Number(address ?? 0) & 0xff, stop: stop === undefined || Boolean(stop) };
    };
    const write = (address: number, data: Uint8Array, stop: boolean): void => {
      const { bus, bitrate } = ready();
      const failure = bus.write(address, data, stop, bitrate);
      // software I2C looks at no acknowledge and waits for no stretched clock
      if (failure && name !== undefined) fail('Write', failure);
    };
    const read = (address: number, length: number, stop: boolean): Uint8Array | undefined => {
      if (!(length > 0)) return undefined;
      const { bus, bitrate } = ready();
      const data = bus.read(address, length, stop, bitrate);
      const result = new machine.realm.Uint8Array(length);
      if (data instanceof Uint8Array) result.set(data);
      else if (name !== undefined) fail('Read', data);
      else result.fill(bus.stuck === 'sda' ? 0 : 0xff);
      return result;
    };
    return {
      setup: (options?: { sda?: unknown; scl?: unknown; bitrate?: unknown }) => {
        machine.guard();
        const bitrate = options?.bitrate === undefined ? DEFAULT_BITRATE : Number(options.bitrate);
        if (bitrate < 100) machine.fail('Invalid I2C bitrate');
        wiring = { bus: this.bus(name ?? `${String(options?.sda)}/${String(options?.scl)}`), bitrate };
      },
      writeTo: (address: unknown, ...data: unknown[]) => {
        const bytes = flatten(data, machine.fail);
        const { address: to, stop } = target(address);
        if (bytes.length > 0) write(to, bytes, stop);
      },
      readFrom: (address: unknown, length: unknown) => {
        const { address: from, stop } = target(address);
        return read(from, Number(length) | 0, stop);
      },
      readReg: (address: unknown, register: unknown, length: unknown) => {
        write(Number(address), Uint8Array.of(Number(register)), false);
        return read(Number(address), Number(length) | 0, true);
      },
    };
  }
}
