import { describe, expect, it } from 'vitest';
import { createScale, restoreScale, saveScale, supplyScale } from '../../src/metrology/index.js';
import { CHANNEL_ZERO_AT, COUNT } from '../../src/metrology/layout.js';
import { FITTED_SUPPLY } from '../../src/metrology/parameters.js';
import { Rig } from './rig.js';

const ZERO_RETURN = 2;
const CREEP = 4;
const OVERLOAD = 32;
const WARM_UP = 1 << 20;
const SUPPLY = 1 << 21;

describe('creep between a quarter and half an hour (R 76-1 clause 3.9.4.1: 0.2 e)', () => {
  /** Half an hour under 2900 e after warm-up; what it has crept after so many minutes, e. */
  function loaded(creep: (minutes: number) => number): Rig {
    const rig = new Rig();
    rig.hold(0, 1900, 2000);
    for (let second = 0; second < 1850; second += 10) rig.hold(2900 + creep(second / 60), 10, 2000);
    return rig;
  }

  it('0.15 e in that quarter is allowed, within 0.45 e in all', () => {
    expect(loaded((t) => (t < 15 ? 0.02 * t : 0.3 + 0.01 * (t - 15))).state.flags & CREEP).toBe(0);
  });

  it('0.45 e in that quarter is not, although the half hour stays within 0.5 e', () => {
    const rig = loaded((t) => (t < 15 ? 0 : 0.03 * (t - 15)));
    expect(rig.state.flags & CREEP).toBe(CREEP);
    expect(rig.state.selfState).toBe(1);
  });
});

describe('zero return after loads of half an hour (R 76-1 clause 3.9.4.2: 0.5 e)', () => {
  it('one return of 0.8 e may be something left on the pan, two in a row to the same side are attention', () => {
    const rig = new Rig();
    rig.hold(0, 1900).hold(2000, 1900).hold(0.8, 120);
    expect(rig.state.flags & ZERO_RETURN).toBe(0);
    rig.hold(2000.8, 1900).hold(1.6, 120);
    expect(rig.state.flags & ZERO_RETURN).toBe(ZERO_RETURN);
    rig.hold(2001.6, 1900).hold(1.6, 120);
    expect(rig.state.flags & ZERO_RETURN).toBe(0);
  });
});

describe('no-load temperature effect (R 76-1 clause 3.9.2.3: 1 e per 5 degrees)', () => {
  it.each([
    [0.18, 0],
    [0.3, 1],
  ])('%d e per degree: level %i of channel 6', (coefficient, level) => {
    const rig = new Rig({ samplePeriodMs: 60_000, temperatureLag: 60, warmUpTime: 0 });
    for (let step = 0; step < 3 * 1440; step++) {
      rig.time = Math.floor(rig.time / 60_000 + 1) * 60_000;
      const temperature = 20 + 8 * Math.cos((rig.time / 3_600_000 / 12) * Math.PI);
      rig.hold(coefficient * (temperature - 20), 1, Math.round(temperature * 100));
    }
    expect(Math.abs(rig.channel(6).value - coefficient * 1000)).toBeLessThan(10);
    expect(rig.channel(6).conditions & 3).toBe(level);
    expect(rig.state.selfState).toBe(level);
  });
});

describe('warm-up (R 76-1 clause 5.3.5)', () => {
  it('is shown for half an hour; then the zero is compared with the one of last time, and a far one is logged', () => {
    const rig = new Rig();
    rig.state.memory[CHANNEL_ZERO_AT + COUNT] = 36; // of a scale that has learned its baseline
    rig.hold(0, 1795);
    expect(rig.state.flags & WARM_UP).toBe(WARM_UP);
    rig.hold(0, 20);
    expect(rig.state.flags & WARM_UP).toBe(0);
    const saved = saveScale(rig.state);
    rig.state = createScale(rig.parameters);
    expect(restoreScale(rig.state, rig.parameters, saved)).toBe(true);
    rig.time = 0;
    rig.hold(2, 300);
    expect(Math.abs(rig.channel(10).value - 2000)).toBeLessThan(60);
    expect(rig.channel(10).conditions & 128).toBe(0);
    for (let minute = 0; minute < 27; minute++) rig.hold(1, 60);
    const event = rig.events.find((one) => one[0] === 21)!;
    expect(Math.abs(event[1]! - 1000)).toBeLessThan(60);
    expect(event[2]).toBe(1800);
    expect(rig.channel(10).conditions & 128).toBe(128);
  });
});

describe('overload', () => {
  it('is counted from two periods on, and logged at 1, 2, 4, 8 ..', () => {
    const rig = new Rig();
    rig.hold(0, 10).hold(3050, 1).hold(0, 10);
    for (let i = 0; i < 9; i++) rig.hold(3050, 5).hold(0, 10);
    expect(rig.events.filter((one) => one[0] === 24)).toEqual([1, 2, 4, 8].map((count) => [24, 3050, count, 0]));
    expect(rig.state.selfState).toBeLessThan(2);
  });

  it('beyond what the cell is safe for it is an alarm until the zero has come back within 0.5 e', () => {
    const rig = new Rig({ holdTime: 10 });
    rig.hold(0, 100).hold(5000, 20);
    expect(rig.state.selfState).toBe(2);
    expect(rig.state.flags & OVERLOAD).toBe(OVERLOAD);
    rig.hold(2, 100);
    expect(rig.state.selfState).toBe(2);
    rig.hold(1000, 30).hold(2, 100);
    expect(rig.state.selfState).toBe(0);
    expect(rig.events.filter((one) => one[0] === 24)).toEqual([[24, 5000, 1, 1]]);
  });
});

describe('supply', () => {
  function supplied(rig: Rig, millivolts: number, seconds: number, level = 0): void {
    for (let i = 0; i < seconds; i++) {
      supplyScale(rig.state, rig.parameters, millivolts);
      rig.hold(level, 1);
    }
  }

  it('a dip raises its flag for an hour and no more; what the converter says meanwhile counts for nothing', () => {
    const rig = new Rig({ fitted: FITTED_SUPPLY });
    supplied(rig, 3300, 100);
    supplied(rig, 2500, 3, 700);
    supplied(rig, 2800, 1, 700);
    supplied(rig, 3300, 100);
    expect(rig.state.flags & SUPPLY).toBe(SUPPLY);
    expect(rig.state.selfState).toBe(0);
    expect(rig.channel(3).value).toBe(-32768);
    supplied(rig, 3300, 3700);
    expect(rig.state.flags & SUPPLY).toBe(0);
    expect(rig.events.filter((one) => one[0] === 22)).toEqual([[22, 2500, 1]]);
  });

  it('outside its range for more than two minutes is attention, below and above', () => {
    for (const wrong of [2900, 3700]) {
      const rig = new Rig({ fitted: FITTED_SUPPLY });
      supplied(rig, 3300, 10);
      supplied(rig, wrong, 119);
      expect(rig.state.selfState).toBe(0);
      supplied(rig, wrong, 5);
      expect(rig.state.selfState).toBe(1);
    }
  });
});
