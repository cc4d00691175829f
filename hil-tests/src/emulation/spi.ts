import { types } from 'node:util';
import { byteString, flatten } from './flatten.js';
import type { Machine } from './machine.js';
import type { PinBoard } from './pins.js';

interface Wiring {
  sck: number | undefined;
  miso: number | undefined;
  mosi: number | undefined;
  mode: number;
  bits: number;
  lsbFirst: boolean;
}

const UNWIRED: Wiring = { sck: undefined, miso: undefined, mosi: undefined, mode: 0, bits: 8, lsbFirst: false };

/** `new SPI()`: the interpreter's SPI in software on any pins. Its pulses are native ones, shorter than any of a program. */
export function installSpi(machine: Machine, pins: PinBoard): void {
  machine.define('SPI', function Spi() {
    let wiring = UNWIRED;
    const word = (value: number): number => {
      let received = 0;
      for (let i = 0; i < wiring.bits; i++) {
        const bit = wiring.lsbFirst ? i : wiring.bits - 1 - i;
        const active = wiring.mode & 2 ? 0 : 1;
        const read = (): void => {
          if (wiring.miso !== undefined && pins.level(wiring.miso)) received |= 1 << bit;
        };
        if (wiring.mosi !== undefined) pins.pulse(wiring.mosi, (value >> bit) & 1);
        if (wiring.sck !== undefined) pins.pulse(wiring.sck, active);
        if (!(wiring.mode & 1)) read();
        if (wiring.sck !== undefined) pins.pulse(wiring.sck, 1 - active);
        if (wiring.mode & 1) read();
      }
      // the interpreter keeps what it receives in bytes
      return received & 0xff;
    };
    return {
      setup: (options: Record<string, unknown>) => {
        machine.guard();
        const pin = (value: unknown): number | undefined => (value === undefined ? undefined : Number(value));
        const { order = 'msb' } = options;
        if (order !== 'msb' && order !== 'lsb') machine.fail("SPI order should be 'msb' or 'lsb'");
        wiring = {
          sck: pin(options.sck),
          miso: pin(options.miso),
          mosi: pin(options.mosi),
          mode: Number(options.mode ?? 0) & 3,
          bits: Number(options.bits ?? 8),
          lsbFirst: order === 'lsb',
        };
      },
      send: (data: unknown) => {
        machine.guard();
        if (typeof data === 'number') return word(data & 0xff);
        const received = flatten([data], machine.fail).map(word);
        if (typeof data === 'string') return byteString(received);
        if (!types.isTypedArray(data) && !Array.isArray(data)) machine.fail('Expecting Number or iterable');
        const result = new machine.realm.Uint8Array(received.length);
        result.set(received);
        return result;
      },
    };
  });
}
