import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  briefDispenser,
  createDispenser,
  dispenserChannels,
  dispenserParameterList,
  dispenserParametersOf,
  dispenserUnobserved,
  indicationOf,
  nozzleState,
  restoreDispenser,
  resumeDispenser,
  saveDispenser,
  setDispenserParameter,
} from '../../src/dispensing/index.js';
import { MEMORY_AT, TOTAL } from '../../src/dispensing/layout.js';
import { limitAt } from '../../src/dispensing/small-volume.js';
import { compensatedFactor } from '../../src/dispensing/volume.js';
import { Rig } from './rig.js';

const total = (rig: Rig, nozzle = 0) => {
  const bytes = Buffer.from(nozzleState(rig.state, rig.parameters, nozzle), 'latin1');
  return { nozzle: bytes[0], states: bytes[1], volume: bytes.readUIntBE(2, 5), fuelings: bytes.readUIntBE(7, 3) };
};

describe('small volumes (OIML R 117, class 0.5: 0.5 % from 2 L up)', () => {
  it.each([
    [20_000, 100],
    [2000, 10],
    [1500, 10],
    [1000, 10],
    [700, 7],
    [400, 4],
    [300, 4],
    [200, 4],
    [150, 3],
    [100, 2],
    [50, 2],
  ])('%d mL: %d mL', (volume, limit) => {
    expect(limitAt(volume, 5000)).toBe(limit);
  });
  it('never falls as the volume grows', () => {
    fc.assert(
      fc.property(fc.nat(50_000), fc.nat(50_000), (a, b) => {
        expect(limitAt(Math.max(a, b), 6000)).toBeGreaterThanOrEqual(limitAt(Math.min(a, b), 6000));
      }),
    );
  });
});

describe('volume from edges', () => {
  it('100 pulses a litre, four edges a pulse: 2.5 mL an edge, and half a millilitre is kept', () => {
    const rig = new Rig({ encoders: false });
    rig.fuel(8001);
    expect(indicationOf(rig.state, rig.parameters, 0)).toBe(20_002);
    rig.fuel(1);
    expect(total(rig)).toEqual({ nozzle: 0, states: 0, volume: 20_005, fuelings: 2 });
  });

  it('is the same however the edges came: nothing is lost or made', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 4000 }), { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 1000, max: 50_000 }),
        fc.integer({ min: 900_000, max: 1_100_000 }),
        (parts, pulses, calibration) => {
          const rig = new Rig({ encoders: false, nozzles: [{ pulses, calibration, fuel: 'diesel' }] });
          for (const part of parts) rig.fuel(part, { flow: 600_000 });
          const edges = BigInt(parts.reduce((sum, part) => sum + part, 0));
          const exact = (edges * BigInt(calibration)) / (40n * BigInt(pulses));
          expect(BigInt(total(rig).volume)).toBe(exact);
          expect(total(rig).fuelings).toBe(parts.length);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('counters wrap around at 2^32', () => {
    const rig = new Rig({ encoders: false });
    rig.counts[0]!.up = 0xffffff00;
    rig.seconds(1); // the count since boot: hung, so it is idle flow
    rig.fuel(4000);
    expect(total(rig).volume).toBe(10_000);
  });

  it('edges backwards never lower the volume and are made up for before it grows again', () => {
    const rig = new Rig({ encoders: false });
    rig.lift().flow(400, { reverse: 20 });
    expect(indicationOf(rig.state, rig.parameters, 0)).toBe(1000);
    rig.flow(20);
    expect(indicationOf(rig.state, rig.parameters, 0)).toBe(1000);
    rig.flow(4).hang();
    expect(total(rig).volume).toBe(1010);
  });

  it('what still comes within three seconds of hanging up belongs to the fueling; later it does not', () => {
    const rig = new Rig({ encoders: false });
    rig.lift().flow(400);
    rig.read(0);
    rig.counts[0]!.up += 4;
    rig.hang();
    expect(total(rig).volume).toBe(1010);
    rig.counts[0]!.up += 4;
    rig.seconds(5);
    expect(total(rig).volume).toBe(1010);
  });

  it('two nozzles at once do not mix', () => {
    const rig = new Rig({
      encoders: false,
      nozzles: [
        { pulses: 10_000, fuel: 'petrol' },
        { pulses: 20_000, fuel: 'diesel' },
      ],
    });
    rig.lift(0).lift(1).flow(400, {}, 0).flow(800, {}, 1).flow(400, {}, 0).hang(1).hang(0);
    expect(total(rig, 0)).toMatchObject({ nozzle: 0, volume: 2000, fuelings: 1 });
    expect(total(rig, 1)).toMatchObject({ nozzle: 1, volume: 1000, fuelings: 1 });
  });

  it('a K factor changed between two fuelings keeps what was left below one millilitre', () => {
    const rig = new Rig({ encoders: false });
    rig.fuel(1); // 2.5 mL
    rig.parameters[30] = 20_000;
    rig.fuel(1); // 1.25 mL
    expect(total(rig).volume).toBe(3);
    rig.fuel(1);
    expect(total(rig).volume).toBe(5);
  });
});

describe('temperature compensation to 20 degrees (expansion 12e-4 petrol, 9e-4 diesel)', () => {
  it.each([
    ['petrol', 30, 988_000],
    ['petrol', 10, 1_012_000],
    ['diesel', 30, 991_000],
    ['diesel', 20, 1_000_000],
    ['diesel', -10.5, 1_027_450],
  ] as const)('%s at %d degrees: factor %d millionths', (fuel, temperature, factor) => {
    expect(compensatedFactor(1_000_000, fuel === 'petrol' ? 1200 : 900, temperature * 100)).toBe(factor);
  });
  it('petrol at 30 degrees: 20 L become 19.76 L; without the option they stay', () => {
    for (const compensation of [true, false]) {
      const rig = new Rig({ encoders: false, compensation });
      rig.temperature = 3000;
      rig.fuel(8000);
      expect(total(rig).volume).toBe(compensation ? 19_760 : 20_000);
    }
  });
});

describe('the totaliser', () => {
  it('grows at the end of a fueling and asks to be written before it is shown', () => {
    const rig = new Rig({ encoders: false });
    rig.lift().flow(400);
    expect(total(rig).volume).toBe(0);
    expect(rig.state.urgent).toBe(false);
    rig.hang();
    expect(total(rig).volume).toBe(1000);
    expect(rig.state.urgent).toBe(true);
  });

  it('goes on after a reboot from the brief that was written, which is newer than the snapshot', () => {
    const rig = new Rig({ encoders: false });
    rig.fuel(400);
    const saved = saveDispenser(rig.state);
    rig.fuel(401);
    const brief = briefDispenser(rig.state);
    expect(brief.length).toBe(9);
    const again = createDispenser(rig.parameters);
    expect(restoreDispenser(again, rig.parameters, saved)).toBe(true);
    expect(resumeDispenser(again, rig.parameters, brief)).toBe(true);
    expect(nozzleState(again, rig.parameters, 0).substr(2)).toBe(nozzleState(rig.state, rig.parameters, 0).substr(2));
    // an older brief turns nothing back
    resumeDispenser(again, rig.parameters, '\0'.repeat(9));
    expect(nozzleState(again, rig.parameters, 0).substr(2)).toBe(nozzleState(rig.state, rig.parameters, 0).substr(2));
    expect(resumeDispenser(again, rig.parameters, brief + brief)).toBe(false);
    expect(restoreDispenser(again, rig.parameters, saved.substr(1))).toBe(false);
  });

  it('holds uint40 and uint24', () => {
    const rig = new Rig({ encoders: false });
    rig.state.memory[MEMORY_AT + TOTAL] = 2 ** 40 - 1;
    expect(total(rig).volume).toBe(2 ** 40 - 1);
  });

  it('a copy that does not agree raises the totaliser flag (31)', () => {
    const rig = new Rig({ encoders: false });
    rig.fuel(400);
    expect(rig.state.flags).toBe(0);
    rig.state.memory[MEMORY_AT + TOTAL]! -= 500;
    rig.seconds(1);
    expect(rig.state.flags).toBe(2 ** 31);
    expect(rig.state.selfState).toBe(2);
  });

  it('lifting and hanging up without a delivery is no fueling', () => {
    const rig = new Rig({ encoders: false });
    rig.lift().seconds(5).hang();
    expect(total(rig)).toMatchObject({ volume: 0, fuelings: 0 });
  });
});

describe('parameters and snapshots', () => {
  it('are a list by parameter number, refused when it is no dispenser', () => {
    const list = dispenserParameterList({ nozzles: Array(4).fill({ pulses: 10_000, fuel: 'diesel' as const }) });
    expect(list.length).toBe(54);
    expect([...dispenserParametersOf(list)!]).toEqual(list);
    expect(dispenserParametersOf(list.slice(1))).toBeUndefined();
    expect(dispenserParametersOf([...list, 0])).toBeUndefined();
    expect(dispenserParametersOf(list.map((value, i) => (i === 30 ? 0 : value)))).toBeUndefined();
    expect(dispenserParametersOf(list.map((value, i) => (i === 31 ? 3_000_000 : value)))).toBeUndefined();
  });

  it('are set by number within their bounds, except what the board is', () => {
    const parameters = dispenserParametersOf(
      dispenserParameterList({ nozzles: [{ pulses: 10_000, fuel: 'diesel' }] }),
    )!;
    expect(setDispenserParameter(parameters, 31, 1_002_000)).toBe(1_000_000);
    expect(parameters[31]).toBe(1_002_000);
    const before = [...parameters];
    for (const [index, value] of [
      [0, 2],
      [1, 0],
      [36, 5],
      [-1, 5],
      [3, 8],
      [4, 0],
      [30, 0],
      [31, 2_000_001],
      [2, 2 ** 31],
      [10, -1],
      [10, 0.5],
    ] as const)
      expect(setDispenserParameter(parameters, index, value)).toBeUndefined();
    expect([...parameters]).toEqual(before);
    expect(setDispenserParameter(parameters, 21, -3000)).toBe(-2000);
  });

  it('the identity says what is reported, and what is not seen: always the volume per revolution', () => {
    const nozzles = [{ pulses: 10_000, fuel: 'diesel' as const }];
    const all = { thermometer: true, supply: true, caseSwitch: true };
    const none = { thermometer: false, supply: false, caseSwitch: false };
    expect(dispenserChannels(dispenserParameterList({ nozzles }))).toEqual([16, 17, 18, 19, 20, 21]);
    expect(dispenserUnobserved(dispenserParameterList({ nozzles }), all)).toBe(1 << 6);
    const bare = dispenserParameterList({ nozzles, encoders: false });
    expect(dispenserChannels(bare)).toEqual([17, 18, 19, 20, 21]);
    expect(dispenserUnobserved(bare, none)).toBe((1 << 3) | (1 << 4) | (1 << 5) | (1 << 6) | (1 << 7));
  });

  it.each([1, 2, 3, 4])('a snapshot of %d nozzles fits 1.8 kB, a brief 37 bytes', (nozzles) => {
    const rig = new Rig({ nozzles: Array(nozzles).fill({ pulses: 10_000, fuel: 'petrol' as const }) });
    expect(saveDispenser(rig.state).length).toBeLessThanOrEqual(1800);
    expect(briefDispenser(rig.state).length).toBeLessThanOrEqual(37);
  });
});
