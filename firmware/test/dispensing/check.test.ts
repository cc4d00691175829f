import { describe, expect, it } from 'vitest';
import { volumeAtMeter } from '../../src/dispensing/check.js';
import { checkDispenser } from '../../src/dispensing/index.js';
import { TWENTY_LITRES } from './observe.js';
import { Rig } from './rig.js';

describe('reference check (JJG 443): V_Bt = V_B [1 + bY (tJ - tB) + bB (tB - 20)], E = (V_J - V_Bt) / V_Bt', () => {
  it('run A: neck 2 mL/mm, 66 mm are 20 L, reads 31 mm; 24 degrees on both sides; V_J 20.00 L: E +0.33 %', () => {
    const standard = 20_000_000 + (31 - 66) * 2000;
    expect(standard).toBe(19_930_000);
    expect(volumeAtMeter(standard, 1200, 2400, 2400)).toBe(19_933_986); // 19.934 L
    const rig = new Rig({ encoders: false }).fuel(TWENTY_LITRES);
    const result = checkDispenser(rig.state, rig.parameters, [0, standard, 2000, 2400, 2400]) as number[];
    expect(result.slice(0, 2)).toEqual([19_933_986, 66_014]);
    expect((result[1]! / result[0]!) * 100).toBeCloseTo(0.33, 2);
    // 2 mL and a rectangle of one edge (2.5 mL) either way
    expect(result[2]).toBe(Math.round(Math.sqrt(2000 ** 2 + 2500 ** 2 / 3)));
  });

  it('run B: three runs of +0.43, +0.36 and +0.58 %: mean 0.46 %, repeatability E_n = (E_max - E_min) / 1.69 = 0.13 %', () => {
    const errors = [0.43, 0.36, 0.58].map((percent) => {
      const rig = new Rig({ encoders: false }).fuel(TWENTY_LITRES);
      const standard = Math.round(20_000_000 / (1 + percent / 100));
      const [point, error] = checkDispenser(rig.state, rig.parameters, [0, standard, 2000, 2000, 2000]) as number[];
      return (error! / point!) * 100;
    });
    expect(errors.reduce((sum, error) => sum + error, 0) / 3).toBeCloseTo(0.46, 2);
    expect((Math.max(...errors) - Math.min(...errors)) / 1.69).toBeCloseTo(0.13, 2);
  });

  it('expansion of the fuel counts between meter and standard: petrol 2 degrees warmer at the meter, +24e-4', () => {
    expect(volumeAtMeter(20_000_000, 1200, 2200, 2000)).toBe(20_048_000);
    expect(volumeAtMeter(20_000_000, 900, 2200, 2000)).toBe(20_036_000);
  });

  it('a dispenser that indicates volumes at 20 degrees is held against a volume at 20 degrees', () => {
    const rig = new Rig({ encoders: false, compensation: true });
    rig.temperature = 3000;
    rig.fuel(TWENTY_LITRES); // indicates 19.76 L
    // what a perfect standard holds after 20 L at 30 degrees went into it, cooled to 20 degrees
    const [, error] = checkDispenser(rig.state, rig.parameters, [0, 20_000_000, 0, 3000, 3000]) as number[];
    expect(Math.abs(error! + 9_880)).toBeLessThan(5); // the standard's own expansion of 50e-6 over 10 degrees
  });

  it('is refused while fuel may flow, before the first fueling, and with arguments that are none', () => {
    const rig = new Rig({ encoders: false });
    const good = [0, 20_000_000, 2000, 2000, 2000];
    expect(checkDispenser(rig.state, rig.parameters, good)).toBe(17);
    rig.fuel(400).lift();
    expect(checkDispenser(rig.state, rig.parameters, good)).toBe(17);
    rig.flow(400).hang();
    expect(checkDispenser(rig.state, rig.parameters, good)).toHaveLength(3);
    for (const bad of [[], good.slice(1), [1, ...good.slice(1)], [0, 0, 0, 0, 0], [0, 1, 1, 20_000, 0]])
      expect(checkDispenser(rig.state, rig.parameters, bad)).toBe(6);
  });
});
