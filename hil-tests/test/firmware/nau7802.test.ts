import { describe, expect, it } from 'vitest';
import { describeNau7802 } from '../../../firmware/src/index.js';
import {
  type EmulationHost,
  evaluateOnInterpreter,
  I2cBus,
  NAU7802_ADDRESS,
  Nau7802,
  PipedBus,
  RealTimeClock,
} from '../../src/index.js';
import { type InputsRig, inputsCode, startInputs } from '../support/inputs.js';
import { binary, withoutInterpreter } from '../support/interpreter.js';

interface Rig extends InputsRig {
  chip: Nau7802;
}

async function start(
  sample: (time: number, channel: 1 | 2) => number,
  wiring: Partial<Parameters<typeof describeNau7802>[0]> = {},
  period = 100,
): Promise<Rig> {
  let chip: Nau7802 | undefined;
  const bus = wiring.bus === 0 ? 'D5/D6' : 'I2C1';
  const put = (host: EmulationHost): void => {
    chip = new Nau7802({ clock: host.clock, sample });
    host.i2c.attach(NAU7802_ADDRESS, chip, bus);
  };
  const rig = await startInputs(
    'scale-inputs-entry.ts',
    [describeNau7802({ sda: 'D5', scl: 'D6', ...wiring })],
    period,
    put,
  );
  return { ...rig, chip: chip! };
}

const counts = (rig: Rig): unknown[] => rig.got('sample').map(([, , value]) => value);

describe('the NAU7802 driver (data sheet: power-on sequencing, register description)', () => {
  it('starts the chip up as provisioned and delivers its conversions', async () => {
    const rig = await start((time) => Math.floor(time / 1000), { gain: 64, supplyMillivolts: 3300, rate: 10 });
    await rig.host.run(20_000);
    // VLDO 100b, GAINS 110b
    expect(rig.chip.setting).toEqual({ control1: 0b100_110, rate: 10 });
    expect(counts(rig).length).toBeGreaterThan(170);
    expect(counts(rig).at(-1)).toBe(20);
    expect(rig.host.console.filter((line) => line.includes('Uncaught'))).toEqual([]);
  });

  it.each([0, 1, -1, 0x123456, -5, 0x7fffff, -0x800000])('reads the 24-bit count %i', async (value) => {
    const rig = await start(() => value);
    await rig.host.run(3000);
    expect(new Set(counts(rig))).toEqual(new Set([value]));
  });

  it('does not take what was not converted yet, nor anything twice', async () => {
    let conversion = 0;
    const rig = await start(
      (time) => {
        conversion = time;
        return Math.round(time);
      },
      {},
      10,
    );
    await rig.host.run(5000);
    const values = counts(rig) as number[];
    expect(conversion).toBeGreaterThan(0);
    expect(new Set(values).size).toBe(values.length);
    // 10 conversions a second, behind the start-up
    expect(values.length).toBeGreaterThan(35);
    expect(values.length).toBeLessThan(50);
    expect(rig.got('time').length).toBeGreaterThan(400);
  });

  it('takes turns with two channels and leaves out what has not settled', async () => {
    const rig = await start((_time, channel) => (channel === 1 ? 1000 : -2000), { channels: [1, 2], rate: 80 }, 13);
    await rig.host.run(10_000);
    const cells = rig.got('cells');
    expect(cells.length).toBeGreaterThan(50);
    for (const [, , values] of cells) expect(values).toEqual([1000, -2000]);
    expect(counts(rig)).toEqual([]);
  });

  it('converts the second channel alone', async () => {
    const rig = await start((_time, channel) => channel, { channels: [2] });
    await rig.host.run(3000);
    expect(new Set(counts(rig))).toEqual(new Set([2]));
  });

  it('starts the chip again when a dip of the supply has cleared its registers', async () => {
    const rig = await start(() => 7);
    await rig.host.run(3000);
    rig.chip.dip();
    rig.forget();
    await rig.host.run(500);
    expect(counts(rig)).toEqual([]);
    await rig.host.run(3000);
    expect(counts(rig).length).toBeGreaterThan(20);
    expect(rig.chip.setting.control1).toBe(0b101_111);
  });

  it.each<[string, (rig: Rig) => void]>([
    ['is not powered', (rig) => (rig.chip.powered = false)],
    ['cannot be calibrated', (rig) => (rig.chip.calibrationFails = true)],
    ['hangs on a stuck bus', (rig) => (rig.host.i2c.bus().stuck = 'sda')],
    ['is unplugged', (rig) => (rig.host.i2c.bus().disconnected = true)],
  ])('delivers nothing, and lets the time pass, while the chip %s', async (_name, spoil) => {
    const rig = await start(() => 7);
    spoil(rig);
    if (!rig.chip.calibrationFails) await rig.host.run(3000);
    rig.chip.dip();
    rig.forget();
    await rig.host.run(5000);
    expect(counts(rig)).toEqual([]);
    expect(rig.got('time').length).toBe(50);
    expect(rig.host.console.filter((line) => line.includes('Uncaught'))).toEqual([]);
  });

  it('works on two pins in software, and notices an absent chip there, which reads as ones', async () => {
    const rig = await start(() => 42, { bus: 0 });
    await rig.host.run(3000);
    expect(new Set(counts(rig))).toEqual(new Set([42]));
    rig.chip.powered = false;
    rig.forget();
    await rig.host.run(3000);
    expect(counts(rig)).toEqual([]);
  });
});

describe.skipIf(withoutInterpreter())('the NAU7802 driver on the interpreter', () => {
  it('starts the chip up and reads it, over a bus that the rig lends', async () => {
    const bus = new I2cBus();
    const chip = new Nau7802({ clock: new RealTimeClock(), sample: () => -123_456 });
    bus.attach(NAU7802_ADDRESS, chip);
    const piped = new PipedBus(bus);
    try {
      const { kind, numbers, texts } = describeNau7802({ sda: 'D5', scl: 'D6', rate: 80 });
      const printed = await evaluateOnInterpreter(
        binary(),
        `${piped.script}\n${await inputsCode('scale-inputs-entry.ts')}\n` +
          `E.inputsStart(${JSON.stringify([[kind, numbers, texts]])},20);` +
          'setTimeout(function(){print("GOT "+E.inputsGot.filter(function(c){return c[0]=="sample"}).map(function(c){return c[2]}).join());quit()},4000);',
      );
      const values = /GOT (\S*)/.exec(printed)![1]!.split(',').map(Number);
      expect(values.length).toBeGreaterThan(20);
      expect(new Set(values)).toEqual(new Set([-123_456]));
    } finally {
      await piped.close();
    }
  }, 60_000);
});
