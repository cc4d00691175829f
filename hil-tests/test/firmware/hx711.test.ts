import { FLAG_BIT_SENSOR_FAULT, FRAME_KIND_STATUS, type Frame } from '@hengzhun/protocol';
import { beforeAll, describe, expect, it } from 'vitest';
import { attachHx711, EmulationHost } from '../../src/index.js';
import { bundleOf } from '../support/bundles.js';
import { configuration, ZERO_COUNTS } from '../support/instrument.js';
import { Session } from '../support/session.js';
import '../support/device.js';
import { describeHx711, PROVISIONING_FILE, scaleDefaults, scaleParameterList } from '../../../firmware/src/index.js';

const { createHx711, readHx711 } = await import('../../../firmware/src/drivers/hx711.js');

let bundle: string;
beforeAll(async () => {
  bundle = (await bundleOf({ instrument: 'scale' })).code;
});

const DATA = 3;
const CLOCK = 4;

/** A scale whose load cell hangs on an HX711 at 10 conversions a second. */
async function start(sample?: (time: number) => number) {
  const config = configuration({
    drivers: [describeHx711({ dataPin: `D${DATA}`, clockPin: `D${CLOCK}` })],
    instrument: scaleParameterList(
      scaleDefaults({
        accuracyClass: 3,
        maximum: 3000,
        verificationInterval: 1000,
        zeroCounts: ZERO_COUNTS,
        countsPerMilliE: { numerator: 1, denominator: 1 },
        samplePeriodMs: 100,
      }),
    ),
  });
  const host = new EmulationHost({ bundle, files: { [PROVISIONING_FILE]: config } });
  const session = new Session(host);
  if (sample) attachHx711({ clock: host.clock, pins: host.pins, clockPin: CLOCK, dataPin: DATA, sample });
  else host.pins.drive(DATA, 1);
  await host.start();
  const status = async (): Promise<Extract<Frame, { kind: 1 }>['claims']> => {
    await host.run(30_000);
    const frame = session.frames.filter(({ kind }) => kind === FRAME_KIND_STATUS).at(-1) as Extract<Frame, { kind: 1 }>;
    expect(frame.claims.uptime).toBeGreaterThan(15);
    return frame.claims;
  };
  return { host, status };
}

/** The converter's serial interface: each rising clock shifts one bit out, the top one first; behind the falling one it is read. */
class Converter {
  ready = false;
  pulses = 0;

  constructor(private readonly counts: number) {}

  /** `Pin` and `SPI` of a board to which this converter is wired. */
  board(): { Pin: unknown; SPI: unknown } {
    const chip = this;
    return {
      Pin: class {
        constructor(readonly name: string) {}
        mode(): void {}
        write(level: number): void {
          // a clock that the program raises itself stays high for too long
          expect([this.name, level]).toEqual(['clock', 0]);
        }
        read(): boolean {
          expect([this.name, chip.pulses]).toEqual(['data', 0]);
          return !chip.ready;
        }
      },
      SPI: class {
        bits = 8;
        setup(options: { miso: { name: string }; sck: { name: string }; mode: number; bits: number }): void {
          expect([options.miso.name, options.sck.name, options.mode]).toEqual(['data', 'clock', 1]);
          this.bits = options.bits;
        }
        send(data: Uint8Array | number): Uint8Array | number {
          const word = (): number => {
            let value = 0;
            for (let i = 0; i < this.bits; i++) {
              chip.pulses++;
              value = value * 2 + (chip.pulses <= 24 ? (chip.counts >> (24 - chip.pulses)) & 1 : 1);
            }
            return value;
          };
          return typeof data === 'number' ? word() : data.map(word);
        }
      },
    };
  }
}

const hasFault = (flags: number): boolean => ((flags >>> FLAG_BIT_SENSOR_FAULT) & 1) === 1;

describe('the HX711 driver (data sheet: serial interface)', () => {
  it.each([0, 1, -1, 0x123456, -5, 0x7fffff, -0x800000])('reads the 24-bit count %i bit by bit', (counts) => {
    for (const gain of [25, 26, 27]) {
      const chip = new Converter(counts);
      Object.assign(globalThis, chip.board());
      const driver = createHx711('data', 'clock', gain);
      expect(readHx711(driver)).toBeUndefined();
      chip.ready = true;
      expect(readHx711(driver)).toBe(counts);
      // the pulses choose gain and channel of the next conversion
      expect(chip.pulses).toBe(gain);
    }
  });

  it('feeds the running instrument, with counts on either side of zero', async () => {
    for (const counts of [ZERO_COUNTS + 100, -ZERO_COUNTS * 20]) {
      const { host, status } = await start(() => counts);
      expect(hasFault((await status()).flags)).toBe(false);
      expect(host.console.filter((line) => line.includes('Uncaught'))).toEqual([]);
      await host.stop();
    }
  });

  it.each([
    ['never ready', undefined],
    ['saturated upwards', () => 0x7fffff],
    ['saturated downwards', () => -0x800000],
  ])('shows a sensor fault when the converter is %s', async (_name, sample) => {
    const { host, status } = await start(sample);
    const claims = await status();
    expect(hasFault(claims.flags)).toBe(true);
    expect(claims.selfState).toBeGreaterThan(1);
    await host.stop();
  });
});
