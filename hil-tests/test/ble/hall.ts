import {
  type Air,
  type AirOptions,
  type Central,
  type ControllerOptions,
  createAir,
  openCentral,
  openPeripheral,
  type PeripheralOptions,
} from '@hengzhun/hil-tests';
import type { Clock, NobleLike } from '@hengzhun/host-sdk';
import { beaconData, type Said } from '../../../host-sdk/test/helpers/beacons.js';
import { TestInstrument } from '../../../host-sdk/test/helpers/test-instrument.js';
import { type GattFaults, GattInstrument } from './gatt-instrument.js';

/** Where virtual time begins, ms since 1970. */
const epoch = Date.UTC(2026, 10, 27);

/** Somebody in the hall. */
export interface Guest {
  readonly address: string;
  readonly instrument: TestInstrument;
  readonly gatt: GattInstrument;
  say(said: Partial<Said>): void;
}

/** A market hall: an air in virtual time, one laptop with noble, instruments on bleno. */
export class Hall {
  readonly air: Air;
  readonly central: Central;
  readonly noble: NobleLike;
  /** The air's time for the SDK; its timers are counted. */
  readonly clock: Clock;
  readonly timers = new Set<unknown>();
  readonly guests: Guest[] = [];

  constructor(options: AirOptions = {}, central: ControllerOptions = {}) {
    this.air = createAir(options);
    this.central = openCentral(this.air, central);
    this.noble = this.central.noble as unknown as NobleLike;
    const { air, timers } = this;
    this.clock = {
      now: () => epoch + air.now(),
      setTimeout: (callback, milliseconds) => {
        const handle = air.at(air.now() + milliseconds, () => {
          timers.delete(handle);
          callback();
        });
        timers.add(handle);
        return handle;
      },
      clearTimeout: (handle) => {
        timers.delete(handle);
        air.cancel(handle as Parameters<Air['cancel']>[0]);
      },
    };
  }

  /** Puts an instrument into the hall. */
  add(
    options: PeripheralOptions & { instrument?: TestInstrument; faults?: GattFaults; said?: Partial<Said> } = {},
  ): Guest {
    const number = this.guests.length + 1;
    const { instrument = new TestInstrument(number), faults, said = {}, ...rest } = options;
    const address = rest.randomAddress ?? `c0:ff:ee:00:00:${number.toString(16).padStart(2, '0')}`;
    const peripheral = openPeripheral(this.air, { randomAddress: address, ...rest });
    const gatt = new GattInstrument(peripheral, instrument, faults, this.clock);
    const beacon = (more: Partial<Said>) =>
      beaconData({ kid: Number(`0x${instrument.kid.slice(0, 8)}`), sequence: instrument.sequence, ...said, ...more });
    const kid = Buffer.from(instrument.kid, 'hex');
    const withKid = (more: Partial<Said>) => {
      const data = Buffer.from(beacon(more));
      if (more.kid === undefined && said.kid === undefined) kid.copy(data, 12);
      return data;
    };
    gatt.start(withKid({}));
    const guest = { address, instrument, gatt, say: (more: Partial<Said>) => gatt.advertise(withKid(more), 'HZ-T') };
    this.guests.push(guest);
    return guest;
  }

  /** Awaits something while the air's time passes. @param limit ms of air time */
  until<T>(promise: Promise<T>, limit = 60_000): Promise<T> {
    return this.air.until(promise, limit);
  }

  /** Lets time pass until something is so. */
  async untilSo(condition: () => boolean, limit = 30_000): Promise<void> {
    const end = this.air.now() + limit;
    while (!condition()) {
      if (this.air.now() > end) throw new Error(`waited ${limit} ms of air time in vain for ${condition}`);
      await this.air.run(10);
    }
  }

  close(): void {
    for (const { gatt } of this.guests) gatt.stop();
    this.central.close();
    this.air.close();
  }
}
