import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maximumPermissibleError } from '../../src/metrology/creep.js';
import {
  createScale,
  periodScale,
  resetBaseline,
  restoreScale,
  sampleScale,
  saveScale,
  scaleDefaults,
} from '../../src/metrology/index.js';
import { CHANNEL_ZERO_AT, COUNT, EARLIER_VALUE, MEAN, MEMORY_LENGTH } from '../../src/metrology/layout.js';
import { LEARNING_HOURS } from '../../src/metrology/parameters.js';
import { basics, listOf, Rig } from './rig.js';

const OVERLOAD = 32;
const UNDERLOAD = 64;
const SENSOR_FAULT = 128;
const TEMPERATURE_RANGE = 256;

describe('maximum permissible errors (OIML R 76-1 table 6)', () => {
  it.each([
    [1, 50_000, 500],
    [1, 50_001, 1000],
    [1, 200_001, 1500],
    [2, 5_000, 500],
    [2, 20_000, 1000],
    [2, 20_001, 1500],
    [3, 500, 500],
    [3, 501, 1000],
    [3, 2_000, 1000],
    [3, 2_001, 1500],
    [4, 50, 500],
    [4, 51, 1000],
    [4, 201, 1500],
  ])('class %i, %i e: %i thousandths of e', (accuracyClass, load, error) => {
    expect(maximumPermissibleError(accuracyClass, load * 1000)).toBe(error);
  });
});

describe('segmentation and the pre-filter', () => {
  it('needs a few values in agreement before it speaks of a stable equilibrium', () => {
    const rig = new Rig();
    rig.hold(0, 3);
    expect(rig.state.channels[4]!.value).toBeGreaterThan(0);
    rig.hold(0, 3600);
    expect(rig.state.channels[4]!.value).toBeLessThan(10);
  });

  it('rejects and counts single wild samples at rest, and raises the flag when there are many', () => {
    const rig = new Rig({ rejectionLimit: 10 });
    rig.hold(0, 60);
    for (let i = 0; i < 300; i++) rig.hold(0, 11).hold(400, 1);
    expect(rig.state.flags & 1024).toBe(1024);
    expect(rig.state.channels[3]!.value).toBeLessThan(60); // and they are not noise
    rig.hold(0, 30_000);
    expect(rig.state.flags & 1024).toBe(0);
  });

  it('takes a real step for a load at once and does not call it creep', () => {
    const rig = new Rig();
    rig.hold(0, 60).hold(700, 1900);
    expect(Math.abs(rig.state.channels[2]!.value)).toBeLessThan(30);
    expect(rig.state.flags & 4).toBe(0);
  });

  it('somebody leaning on a load for some seconds does not begin a new one', () => {
    const rig = new Rig();
    rig.hold(0, 60);
    for (let i = 0; i < 10; i++) {
      rig.hold(700 + i * 0.15, 200);
      for (let second = 0; second < 6; second++) rig.hold(760 + 17 * ((second * 3) % 5), 1);
    }
    // ten steps of 0.15 e, each smaller than what goods exchanged would make: followed as creep of one load
    expect(rig.state.channels[2]!.value).toBeGreaterThan(1000);
  });

  it('is not led astray by goods exchanged for others of nearly the same weight', () => {
    const rig = new Rig();
    rig.hold(0, 60).hold(700, 200).hold(300, 2).hold(702, 400);
    expect(Math.abs(rig.state.channels[2]!.value)).toBeLessThan(100);
    expect(rig.state.flags & 4).toBe(0);
  });
});

describe('creep (OIML R 76-1 clause 3.9.4.1: 0.5 e in 30 minutes)', () => {
  it('a load of 2000 e that creeps 0.3 e is not flagged', () => {
    const rig = new Rig();
    rig.hold(0, 2000);
    for (let i = 0; i < 30; i++) rig.hold(2000 + i * 0.01, 60);
    expect(rig.state.flags & 4).toBe(0);
    expect(rig.state.channels[2]!.value).toBeGreaterThan(200);
  });

  it('one that creeps 1.5 e is; its event has size, uncertainty and rate; it is latched until a load holds', () => {
    const rig = new Rig();
    rig.hold(0, 2000);
    for (let i = 0; i < 30; i++) rig.hold(2000 - i * 0.05, 60);
    expect(rig.state.flags & 4).toBe(4);
    expect(rig.state.selfState).toBe(1);
    const event = rig.events.find((one) => one[0] === 3)!;
    expect(event[1]).toBe(3);
    expect(event[2]).toBeLessThan(-350);
    expect(event[3]).toBeGreaterThan(0);
    // 0.05 e a minute, within two of the rate's own uncertainties, which are less than a third of it
    expect(Math.abs(event[4]! + 72_000)).toBeLessThan(2 * event[5]!);
    expect(event[5]).toBeLessThan(24_000);
    rig.hold(0, 300).hold(500, 600).hold(0, 100);
    expect(rig.state.flags & 4).toBe(4);
    rig.hold(1500, 1900).hold(0, 700);
    expect(rig.state.flags & 4).toBe(0);
    expect(rig.state.selfState).toBe(0);
  });

  it('beyond the maximum permissible error in service it is an alarm', () => {
    const rig = new Rig();
    rig.hold(0, 2000);
    for (let i = 0; i < 60; i++) rig.hold(400 + i * 0.05, 20);
    expect(rig.state.selfState).toBe(2);
  });
});

describe('zero return (OIML R 76-1 clause 3.9.4.2: 0.5 e)', () => {
  it('a cell that comes back 0.8 e too high every time is flagged, one leftover is not', () => {
    const faulty = new Rig();
    for (let i = 0; i < 12; i++) faulty.hold(i * 0.8, 40).hold(1000 + i * 0.8, 40);
    expect(faulty.state.flags & 2).toBe(2);
    expect(faulty.state.channels[1]!.value).toBeGreaterThan(500);
    const healthy = new Rig();
    for (let i = 0; i < 12; i++) healthy.hold(i === 5 ? 4 : 0, 40).hold(1000, 40);
    expect(healthy.state.flags & 2).toBe(0);
  });
});

describe('zero baseline', () => {
  const day = (hour: number) => 20 + 8 * Math.cos(((hour - 15) / 12) * Math.PI);

  /** `days` of an empty pan, temperature effect 0.15 e per degree, and an offset in e by the hour. */
  function empty(rig: Rig, days: number, offset: (hour: number) => number): void {
    for (let step = 0; step < days * 1440; step++) {
      rig.time = Math.floor(rig.time / 60_000 + 1) * 60_000;
      const hour = rig.time / 3_600_000;
      const temperature = day(hour);
      rig.hold(0.15 * (temperature - 20) + offset(hour), 1, Math.round(temperature * 100));
    }
  }

  it('is learned with its temperature coefficient, reported once, and does not move afterwards', () => {
    const rig = new Rig({ samplePeriodMs: 60_000, temperatureLag: 60 });
    empty(rig, 3, () => 5);
    const baselines = rig.events.filter((one) => one[0] === 8);
    expect(baselines).toHaveLength(1);
    const [, channel, zero, uncertainty, coefficient] = baselines[0]!;
    expect(channel).toBe(1);
    expect(Math.abs(zero! - 5000)).toBeLessThan(100);
    expect(uncertainty).toBeGreaterThan(0);
    expect(Math.abs(coefficient! - 150)).toBeLessThan(10);
    const before = rig.state.memory[CHANNEL_ZERO_AT + MEAN];
    empty(rig, 5, (hour) => 5 + 0.02 * (hour - 72));
    expect(rig.state.memory[CHANNEL_ZERO_AT + MEAN]).toBe(before);
    expect(rig.state.flags & 1).toBe(1);
    expect(rig.state.channels[0]!.value).toBeGreaterThan(1500);
  });

  it('goods that lie on the pan for hours while it is learned hardly move it', () => {
    const rig = new Rig({ samplePeriodMs: 60_000, temperatureLag: 60 });
    empty(rig, 2, (hour) => ([5, 9, 23].includes(Math.floor(hour)) ? 8 : 0));
    expect(rig.events.find((one) => one[0] === 8)![2]).toBeLessThan(30);
  });

  it('sealing begins a new one and keeps the earlier for comparison', () => {
    const rig = new Rig({ samplePeriodMs: 60_000, temperatureLag: 60 });
    empty(rig, 3, () => 5);
    const earlier = rig.state.memory[CHANNEL_ZERO_AT + MEAN];
    resetBaseline(rig.state);
    expect(rig.state.memory[CHANNEL_ZERO_AT + EARLIER_VALUE]).toBe(earlier);
    expect(rig.state.memory[CHANNEL_ZERO_AT + COUNT]).toBe(0);
    empty(rig, 3, () => 7);
    expect(rig.state.memory[CHANNEL_ZERO_AT + COUNT]).toBe(rig.parameters[LEARNING_HOURS]);
    // both reported for 20 degrees, so they can be compared
    const [before, after] = rig.events.filter((one) => one[0] === 8).map((one) => one[2]!);
    expect(Math.abs(after! - before! - 2000)).toBeLessThan(100);
    expect(rig.state.flags & 1).toBe(0);
  });

  it('a repaired zero lets the flag fall again', () => {
    const rig = new Rig({ samplePeriodMs: 60_000, temperatureLag: 60 });
    empty(rig, 3, () => 0);
    empty(rig, 2, () => 1.2);
    expect(rig.state.flags & 1).toBe(1);
    empty(rig, 4, () => 0);
    expect(rig.state.flags & 1).toBe(0);
    expect(rig.state.selfState).toBe(0);
  });
});

describe('flags of the sample itself', () => {
  it('overload above Max + 9 e (R 76-1 clause 4.2.3), underload below the zero-setting range', () => {
    const rig = new Rig();
    rig.hold(3008, 20);
    expect(rig.state.flags & OVERLOAD).toBe(0);
    rig.hold(3011, 20);
    expect(rig.state.flags & OVERLOAD).toBe(OVERLOAD);
    rig.hold(0, 20);
    expect(rig.state.flags & OVERLOAD).toBe(0);
    rig.hold(-70, 20);
    expect(rig.state.flags & UNDERLOAD).toBe(UNDERLOAD);
  });

  it('a saturated converter and silence are a sensor fault: inoperative, and it comes back', () => {
    const rig = new Rig();
    rig.hold(0, 60).hold(9000, 5);
    expect(rig.state.selfState).toBe(3);
    expect(rig.state.flags & SENSOR_FAULT).toBe(SENSOR_FAULT);
    rig.hold(0, 700);
    expect(rig.state.selfState).toBe(0);
    for (let i = 0; i < 15; i++) rig.tick();
    expect(rig.state.flags & SENSOR_FAULT).toBe(SENSOR_FAULT);
    expect(rig.state.selfState).toBe(3);
  });

  it('temperature outside the rated range (R 76-1 clause 3.9.2.1) is attention', () => {
    const rig = new Rig();
    rig.hold(0, 30, 4000);
    expect(rig.state.flags & TEMPERATURE_RANGE).toBe(0);
    rig.hold(0, 30, 4001);
    expect(rig.state.flags & TEMPERATURE_RANGE).toBe(TEMPERATURE_RANGE);
    expect(rig.state.selfState).toBe(1);
    rig.hold(0, 30, -1001);
    expect(rig.state.flags & TEMPERATURE_RANGE).toBe(TEMPERATURE_RANGE);
  });

  it('no equilibrium for longer than configured', () => {
    const rig = new Rig({ unstableLimit: 60 });
    for (let i = 0; i < 90; i++) rig.hold((i % 3) * 50, 1);
    expect(rig.state.flags & 16).toBe(16);
    expect(rig.state.selfState).toBe(1);
  });

  it('noise at rest above its limit', () => {
    const rig = new Rig();
    rig.hold(0, 100);
    for (let i = 0; i < 600; i++) rig.hold(i % 2 ? 0.35 : -0.35, 1);
    expect(rig.state.flags & 8).toBe(8);
    rig.hold(0, 1500);
    expect(rig.state.flags & 8).toBe(0);
  });
});

describe('snapshot', () => {
  it('restores the memory bit for bit and goes on as if nothing had happened, whatever was in it', () => {
    fc.assert(
      fc.property(fc.array(fc.double(), { minLength: MEMORY_LENGTH, maxLength: MEMORY_LENGTH }), (numbers) => {
        const parameters = listOf(scaleDefaults(basics));
        const from = createScale(parameters);
        from.memory.set(numbers);
        const saved = saveScale(from);
        expect(saved).toHaveLength(857);
        expect(/^[\0-\xff]*$/.test(saved)).toBe(true);
        const to = createScale(parameters);
        expect(restoreScale(to, parameters, saved)).toBe(true);
        expect(new Uint8Array(to.memory.buffer)).toEqual(new Uint8Array(from.memory.buffer));
      }),
      { numRuns: 30 },
    );
  });

  it('refuses another length or another form, and changes nothing', () => {
    const parameters = listOf(scaleDefaults(basics));
    const state = createScale(parameters);
    const before = saveScale(state);
    for (const wrong of ['', before.slice(1), `${before}x`, `\x01${before.slice(1)}`]) {
      expect(restoreScale(state, parameters, wrong)).toBe(false);
    }
    expect(saveScale(state)).toBe(before);
  });

  it('a reboot keeps a level and does not report it again', () => {
    const rig = new Rig();
    rig.hold(0, 2000);
    for (let i = 0; i < 60; i++) rig.hold(400 + i * 0.05, 20);
    const saved = saveScale(rig.state);
    rig.events = [];
    rig.state = createScale(rig.parameters);
    expect(restoreScale(rig.state, rig.parameters, saved)).toBe(true);
    expect(rig.state.selfState).toBe(2);
    rig.time = 0;
    rig.hold(0, 100);
    expect(rig.state.selfState).toBe(2);
    expect(rig.events).toEqual([]);
  });
});

describe('any input', () => {
  it('keeps what is reported within the form of the CDDL, and events integers', () => {
    const step = fc.record({
      counts: fc.integer({ min: -8388608, max: 8388607 }),
      temperature: fc.option(fc.integer({ min: -32768, max: 32767 }), { nil: undefined }),
      wait: fc.integer({ min: -5000, max: 5_000_000 }),
      repeat: fc.integer({ min: 1, max: 30 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), fc.integer({ min: 1, max: 4 }), (steps, accuracyClass) => {
        const parameters = listOf(
          scaleDefaults({ ...basics, accuracyClass, countsPerMilliE: { numerator: -7, denominator: 3 } }),
        );
        const state = createScale(parameters);
        let time = 0;
        for (const { counts, temperature, wait, repeat } of steps) {
          time += wait;
          for (let i = 0; i < repeat; i++) {
            time += 1000;
            sampleScale(state, parameters, counts, temperature, time);
            periodScale(state, parameters, time);
          }
        }
        expect([0, 1, 2, 3]).toContain(state.selfState);
        expect(state.flags & ~0x1007ff).toBe(0);
        expect(state.channels.map((one) => one.identifier)).toEqual([1, 2, 3, 4, 5, 6, 10]);
        for (const { conditions, value, uncertainty } of state.channels) {
          expect(Number.isInteger(conditions) && conditions >= 0 && conditions < 256).toBe(true);
          expect(Number.isInteger(value) && value >= -32768 && value <= 32767).toBe(true);
          expect(Number.isInteger(uncertainty) && uncertainty >= 0 && uncertainty <= 65535).toBe(true);
        }
        for (const event of state.events) for (const item of event) expect(Number.isSafeInteger(item)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});
