import { describe, expect, it } from 'vitest';
import { isStopped, nozzleState } from '../../src/dispensing/index.js';
import { DAY_LENGTH } from '../../src/dispensing/parameters.js';
import { channel, FLOW, flags, IDLE, LOSS, OVERSHOOT, PHASE, TWENTY_LITRES } from './observe.js';
import { Rig } from './rig.js';

describe('the pulser', () => {
  it('phase errors (channel 17, flag 26): the second fueling with more than 200 in a million raises it, one does not', () => {
    const rig = new Rig().paired().fuel(TWENTY_LITRES, { phaseErrors: 8 });
    expect(flags(rig)).toBe(0);
    rig.fuel(TWENTY_LITRES, { phaseErrors: 8 });
    expect(flags(rig)).toBe(PHASE);
    expect(rig.events.at(-1)).toEqual([15, 0, 26, 1000, 2]);
    expect(channel(rig, 17)).toMatchObject({ value: 1000, conditions: 1 });
    rig.fuel(TWENTY_LITRES).fuel(TWENTY_LITRES);
    expect(flags(rig)).toBe(0);
  });

  it('a defect that lasts is told once, one that comes back once a day of operation: it cannot fill the log', () => {
    const told = (rig: Rig) => rig.events.filter((event) => event[0] === 15).length;
    const rig = new Rig({}, { [DAY_LENGTH]: 3600 }).paired();
    for (let i = 0; i < 30; i++) rig.fuel(TWENTY_LITRES, { phaseErrors: i % 3 === 2 ? 0 : 8 });
    expect(told(rig)).toBe(1);
    for (let i = 0; i < 5; i++) rig.fuel(TWENTY_LITRES);
    rig.seconds(3600);
    for (let i = 0; i < 2; i++) rig.fuel(TWENTY_LITRES, { phaseErrors: 8 });
    expect(told(rig)).toBe(2);
  });

  it('missing pulses (channel 18, flag 27): the encoder counted more than arrived', () => {
    const rig = new Rig().paired().fuel(TWENTY_LITRES, { gain: 0.998 }).fuel(TWENTY_LITRES, { gain: 0.998 });
    expect(flags(rig)).toBe(LOSS);
    expect(channel(rig, 18).value).toBe(2000);
  });

  it('reverse pulses are negative', () => {
    const rig = new Rig().paired();
    for (let i = 0; i < 2; i++) rig.fuel(TWENTY_LITRES, { reverse: 120 });
    expect(flags(rig) & LOSS).toBe(LOSS);
    expect(channel(rig, 18).value).toBe(-15_000);
    // a few at the end of a fueling are the hose
    const hose = new Rig().paired();
    for (let i = 0; i < 10; i++) hose.fuel(TWENTY_LITRES, { reverse: 3 });
    expect(flags(hose)).toBe(0);
  });

  it('an overflow of the counter raises it at once, and once', () => {
    const rig = new Rig().paired().fuel(TWENTY_LITRES, { overflow: 1 });
    expect(flags(rig)).toBe(LOSS);
    rig.fuel(TWENTY_LITRES).fuel(TWENTY_LITRES);
    expect(flags(rig)).toBe(0);
  });
});

describe('flow', () => {
  it('with the nozzle down (channel 20, flag 28): over 0.1 L a day attention, over 1 L alarm; not in the totaliser', () => {
    const rig = new Rig().paired().fuel(TWENTY_LITRES);
    const before = nozzleState(rig.state, rig.parameters, 0).substr(2);
    rig.flow(36).seconds(2);
    expect(flags(rig)).toBe(0);
    rig.flow(36).seconds(2);
    expect(flags(rig)).toBe(IDLE);
    expect(channel(rig, 20)).toMatchObject({ value: 180, conditions: 1 });
    expect(rig.events.at(-1)!.slice(0, 3)).toEqual([15, 0, 28]);
    rig.flow(400).seconds(2);
    expect(rig.state.selfState).toBe(2);
    expect(nozzleState(rig.state, rig.parameters, 0).substr(2)).toBe(before);
  });

  it('outside the rated range for more than 20 s (channel 21, flag 29); starting and stopping are not', () => {
    const rig = new Rig().paired().lift().flow(100, { flow: 1500 }).flow(8000).flow(100, { flow: 1500 }).hang();
    expect(flags(rig)).toBe(0);
    rig.lift().flow(1000, { flow: 3000 });
    expect(flags(rig)).toBe(FLOW); // while it happens
    rig.hang().fuel(8000, { flow: 60_000 }).fuel(20_000, { flow: 70_000 });
    expect(flags(rig)).toBe(FLOW);
    expect(channel(rig, 21).value).toBeGreaterThan(200);
  });

  it('preset overshoot (channel 19, flag 30): the robust mean is judged, one wild fueling is not', () => {
    const rig = new Rig().paired();
    for (let i = 0; i < 8; i++) rig.fuel(8004, { preset: 20_000 });
    rig.fuel(8400, { preset: 20_000 });
    expect(channel(rig, 19).value).toBeLessThan(30);
    expect(flags(rig)).toBe(0);
    for (let i = 0; i < 30; i++) rig.fuel(8040, { preset: 20_000 });
    expect(flags(rig)).toBe(OVERSHOOT);
    expect(channel(rig, 19).value).toBeGreaterThan(60);
    // a preset that the customer did not reach says nothing about the valve
    for (let i = 0; i < 30; i++) rig.fuel(4000, { preset: 20_000 });
    expect(flags(rig)).toBe(OVERSHOOT);
  });
});

describe('nozzles', () => {
  it('each has a self-state of its own, two bits each; the whole shows the highest', () => {
    const nozzles = [0, 1, 2, 3].map(() => ({ pulses: 10_000, fuel: 'petrol' as const }));
    const rig = new Rig({ nozzles }).paired();
    for (let i = 0; i < 5; i++) rig.fuel(TWENTY_LITRES, { gain: 1.01 }, 2);
    rig.fuel(TWENTY_LITRES, { gain: 1.01 }, 0);
    expect([0, 1, 2, 3].map((nozzle) => isStopped(rig.state, nozzle))).toEqual([false, false, true, false]);
    expect(nozzleState(rig.state, rig.parameters, 1).charCodeAt(1)).toBe(0b00_11_00_01);
    expect(rig.state.selfState).toBe(3);
    expect(channel(rig, 16, 2).conditions & 3).toBe(3);
    expect(channel(rig, 16, 3).conditions & 3).toBe(0);
  });

  it('without encoders the pulse equivalent is not observed, and not reported', () => {
    const rig = new Rig({ encoders: false });
    expect(rig.state.channels.map((one) => one.identifier)).toEqual([17, 18, 19, 20, 21]);
    expect(new Rig().state.channels.map((one) => one.identifier)).toEqual([16, 17, 18, 19, 20, 21]);
  });
});
