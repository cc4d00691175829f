import { describe, expect, it } from 'vitest';
import {
  describeCaseSwitch,
  describeHx711,
  describeNau7802,
  describeReferenceMass,
  describeShunt,
  describeSupply,
  describeThermometer,
} from '../../../firmware/src/index.js';
import { attachHx711, type EmulationHost, NAU7802_ADDRESS, Nau7802 } from '../../src/index.js';
import { startInputs } from '../support/inputs.js';

const ENTRY = 'scale-inputs-entry.ts';

/** An HX711 at 10 conversions a second with its clock on `pin` and its data on the next. */
function hx711(host: EmulationHost, pin: number, sample: (time: number) => number): void {
  attachHx711({ clock: host.clock, pins: host.pins, clockPin: pin, dataPin: pin + 1, sample });
}

const hx711At = (pin: number) => describeHx711({ clockPin: `D${pin}`, dataPin: `D${pin + 1}` });

describe('cells of a scale', () => {
  it('come one by one from a single HX711', async () => {
    const rig = await startInputs(ENTRY, [hx711At(3)], 100, (host) => hx711(host, 3, (time) => Math.round(time)));
    await rig.host.run(2000);
    const samples = rig.got('sample');
    expect(samples.length).toBeGreaterThan(15);
    for (const [, time, counts] of samples) {
      expect((time as number) - (counts as number)).toBeGreaterThanOrEqual(0);
      expect((time as number) - (counts as number)).toBeLessThanOrEqual(100);
    }
  });

  it('come together from several HX711 on pins of their own', async () => {
    const rig = await startInputs(ENTRY, [hx711At(3), hx711At(5), hx711At(7), hx711At(9)], 100, (host) => {
      for (const pin of [3, 5, 7, 9]) hx711(host, pin, () => pin * -1000);
    });
    await rig.host.run(2000);
    const cells = rig.got('cells');
    expect(cells.length).toBeGreaterThan(15);
    for (const [, , values] of cells) expect(values).toEqual([-3000, -5000, -7000, -9000]);
    expect(rig.got('sample')).toEqual([]);
  });

  it('come from different converters in the order of the records', async () => {
    const records = [hx711At(3), describeNau7802({ sda: 'D20', scl: 'D21', channels: [1, 2], rate: 80 }), hx711At(7)];
    const rig = await startInputs(ENTRY, records, 13, (host) => {
      hx711(host, 3, () => 1);
      const chip = new Nau7802({ clock: host.clock, sample: (_time, channel) => channel + 1 });
      host.i2c.attach(NAU7802_ADDRESS, chip);
      hx711(host, 7, () => 4);
    });
    await rig.host.run(10_000);
    const cells = rig.got('cells');
    expect(cells.length).toBeGreaterThan(50);
    for (const [, , values] of cells) expect(values).toEqual([1, 2, 3, 4]);
  });

  it('stop coming when one of them is silent, and time passes', async () => {
    const rig = await startInputs(ENTRY, [hx711At(3), hx711At(5)], 100, (host) => {
      hx711(host, 3, () => 1);
      host.pins.drive(6, 1);
    });
    await rig.host.run(1000);
    expect(rig.got('cells')).toEqual([]);
    expect(rig.got('time').length).toBe(10);
  });

  it('are missed where there is no converter at all: time passes', async () => {
    const rig = await startInputs(ENTRY, [], 100);
    await rig.host.run(3000);
    expect(rig.got()).toEqual([1000, 2000, 3000].map((time) => ['time', time]));
  });
});

describe('what surrounds a scale', () => {
  it('tells the case switch at start and every change that lasts', async () => {
    const records = [describeCaseSwitch({ pin: 'D11', openLevel: 1, debounceMs: 50 })];
    const rig = await startInputs(ENTRY, records, 100, (host) => host.pins.drive(11, 0));
    expect(rig.got('case')).toEqual([['case', false]]);
    // a bounce of 20 ms is none
    rig.host.pins.drive(11, 1);
    await rig.host.run(20);
    rig.host.pins.drive(11, 0);
    await rig.host.run(200);
    expect(rig.got('case').length).toBe(1);
    rig.host.pins.drive(11, 1);
    await rig.host.run(51);
    rig.host.pins.drive(11, 0);
    await rig.host.run(51);
    expect(rig.got('case').slice(1)).toEqual([
      ['case', true],
      ['case', false],
    ]);
  });

  it('sees a case that was opened while the power was off', async () => {
    const records = [describeCaseSwitch({ pin: 'D11', openLevel: 0 })];
    const rig = await startInputs(ENTRY, records, 100, (host) => host.pins.drive(11, 0));
    expect(rig.got('case')).toEqual([['case', true]]);
  });

  it('measures its own supply, or a divider, once a second', async () => {
    const own = await startInputs(ENTRY, [describeSupply()], 100, () => {}, { surroundings: { supply: () => 3.25 } });
    await own.host.run(2000);
    expect(own.got('supply')).toEqual([3250, 3250, 3250].map((millivolts) => ['supply', millivolts]));
    const records = [describeSupply({ pin: 'D12', ratio: 11 })];
    const divided = await startInputs(ENTRY, records, 100, (host) => (host.pins.analog[12] = 0.5), {
      surroundings: { supply: () => 3.25 },
    });
    expect(divided.got('supply')).toEqual([['supply', 17_875]]);
  });

  it('has the temperature of the board, of a thermometer of its own, or none', async () => {
    const at = async (record: ReturnType<typeof describeThermometer> | undefined, analog: number): Promise<unknown> => {
      const rig = await startInputs(
        ENTRY,
        [hx711At(3), ...(record ? [record] : [])],
        100,
        (host) => {
          hx711(host, 3, () => 0);
          host.pins.analog[12] = analog;
        },
        { surroundings: { supply: () => 3.3, temperature: () => 21.37 } },
      );
      await rig.host.run(500);
      return rig.got('sample')[0]![3];
    };
    expect(await at(undefined, 0)).toBe(2137);
    const tmp36 = describeThermometer({ pin: 'D12', zeroMillivolts: 500, microvoltsPerDegree: 10_000 });
    // 750 mV are 25 degrees
    expect(await at(tmp36, 0.75 / 3.3)).toBeGreaterThanOrEqual(2499);
    expect(await at(tmp36, 0.75 / 3.3)).toBeLessThanOrEqual(2500);
    // torn off: 3.3 V would be 280 degrees
    expect(await at(tmp36, 1)).toBe(null);
  });

  it('switches what the core wishes and tells it at the same moment', async () => {
    const records = [describeShunt({ pin: 'D13', onLevel: 0 }), describeReferenceMass({ pin: 'D14' })];
    const rig = await startInputs(ENTRY, records, 100);
    const levels = () => [rig.host.pins.level(13), rig.host.pins.level(14)];
    expect(levels()).toEqual([1, 0]);
    rig.wish(1);
    await rig.host.run(1000);
    expect([levels(), rig.got('span')]).toEqual([[0, 0], [['span', 1]]]);
    rig.wish(2);
    await rig.host.run(1000);
    expect(levels()).toEqual([1, 1]);
    rig.wish(0);
    await rig.host.run(1000);
    expect(levels()).toEqual([1, 0]);
    expect(rig.got('span').map(([, kind]) => kind)).toEqual([1, 2, 0]);
  });
});
