import { describe, expect, it } from 'vitest';
import { volumeAtMeter } from '../../src/dispensing/check.js';
import {
  briefDispenser,
  checkDispenser,
  countNozzle,
  createDispenser,
  type DispenserState,
  identifyEncoder,
  isStopped,
  nozzleState,
  periodDispenser,
  reinitialiseNozzle,
  resetDispenser,
  restoreDispenser,
  resumeDispenser,
  saveDispenser,
  stopCode,
  switchNozzle,
  unlockDispenser,
  wantsInitialising,
} from '../../src/dispensing/index.js';
import { DAY_LENGTH } from '../../src/dispensing/parameters.js';
import { ENCODER_A, Rig } from './rig.js';

const FLAG = (bit: number) => (1 << bit) >>> 0;
const LEARNING = FLAG(9);
const LOCKED = FLAG(22);
const PAIRING = FLAG(24);
const DEVIATION = FLAG(25);
const PHASE = FLAG(26);
const LOSS = FLAG(27);
const IDLE = FLAG(28);
const FLOW = FLAG(29);
const OVERSHOOT = FLAG(30);
const TWENTY_LITRES = 8000;
const flags = (rig: Rig) => (rig.state.flags & ~LEARNING) >>> 0;
const channel = (rig: Rig, identifier: number, nozzle = 0) => {
  nozzleState(rig.state, rig.parameters, nozzle);
  return rig.state.channels.find((one) => one.identifier === identifier)!;
};
const reboot = (rig: Rig): DispenserState => {
  const again = createDispenser(rig.parameters);
  restoreDispenser(again, rig.parameters, saveDispenser(rig.state));
  resumeDispenser(again, rig.parameters, briefDispenser(rig.state));
  rig.state = again;
  rig.time = 0;
  for (const count of rig.counts) Object.assign(count, { up: 0, down: 0, phase: 0 });
  return again;
};

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

describe('pulse equivalent between encoder and main board: beyond 0.6 % five times stops the pulses', () => {
  it('five fuelings of +0.7 %: flag 25 at the first, locked at the fifth; E > 0 where the customer got less', () => {
    const rig = new Rig().paired();
    expect(flags(rig)).toBe(0);
    for (let i = 1; i <= 5; i++) {
      rig.fuel(TWENTY_LITRES, { gain: 1.007 });
      expect(rig.events.filter((event) => event[0] === 15).at(-1)).toEqual([15, 0, 25, 7000, i]);
      expect(flags(rig) & DEVIATION).toBe(DEVIATION);
      expect(isStopped(rig.state, 0)).toBe(i === 5);
    }
    expect(flags(rig) & LOCKED).toBe(LOCKED);
    expect(stopCode(rig.state, 0)).toBe(0);
    expect(rig.state.selfState).toBe(3);
    expect(rig.events.at(-1)).toEqual([14, 2, 0]);
  });

  it('powered up with the nozzle lifted: compared from the first word of the encoder on, so that it hides nothing', () => {
    const rig = new Rig().paired();
    for (const [gain, deviations] of [
      [1, 0],
      [1.03, 1],
    ] as const) {
      reboot(rig);
      rig.counts[0]!.encoder += 700; // while the board was off
      rig.counts[0]!.up += 500; // before its first look
      switchNozzle(rig.state, rig.parameters, 0, true, 0, 0);
      identifyEncoder(rig.state, 0, ENCODER_A, 1);
      rig.flow(TWENTY_LITRES, { gain }).hang();
      expect(rig.events.filter((event) => event[2] === 25)).toHaveLength(deviations);
    }
  });

  it('+0.5 % and -0.5 % never do; -0.7 % counts as +0.7 % does', () => {
    const rig = new Rig().paired();
    for (const gain of [1.005, 0.995, 1.0055, 0.9945, 1.005, 1.005]) rig.fuel(TWENTY_LITRES, { gain });
    expect(rig.events.filter((event) => event[0] === 15 && event[2] === 25)).toEqual([]);
    rig.fuel(TWENTY_LITRES, { gain: 0.993 });
    expect(rig.events.filter((event) => event[2] === 25)).toEqual([[15, 0, 25, -7000, 1]]);
  });

  it('counts cumulatively, over honest fuelings in between and over reboots', () => {
    const rig = new Rig().paired();
    for (let i = 0; i < 4; i++) {
      rig.fuel(TWENTY_LITRES, { gain: 1.01 });
      for (let k = 0; k < 10; k++) rig.fuel(TWENTY_LITRES);
      reboot(rig);
      identifyEncoder(rig.state, 0, ENCODER_A, 1);
      rig.seconds(2);
    }
    expect(isStopped(rig.state, 0)).toBe(false);
    rig.fuel(TWENTY_LITRES, { gain: 1.01 });
    expect(isStopped(rig.state, 0)).toBe(true);
    // and the stop outlives a reboot even without a newer snapshot
    const brief = briefDispenser(rig.state);
    const again = createDispenser(rig.parameters);
    resumeDispenser(again, rig.parameters, brief);
    expect(isStopped(again, 0)).toBe(true);
    // and says so before the first period ends
    expect([again.selfState, (again.flags & ~LEARNING) >>> 0]).toEqual([3, (DEVIATION | LOCKED) >>> 0]);
  });

  it('below 2 L the limit widens as R 117 widens: 1 L may be 12 mL off, and never less than two pulses', () => {
    const rig = new Rig().paired();
    rig.fuel(400, { gain: 1.018 }); // 18 mL of 1 L: within the resolution of two pulses
    rig.fuel(60, { gain: 1.1 });
    expect(rig.events.filter((event) => event[2] === 25)).toEqual([]);
    rig.fuel(400, { gain: 1.025 });
    expect(rig.events.filter((event) => event[2] === 25)).toEqual([[15, 0, 25, 25_000, 1]]);
  });

  it('only the authority unlocks, and counting begins again', () => {
    const rig = new Rig().paired();
    for (let i = 0; i < 5; i++) rig.fuel(TWENTY_LITRES, { gain: 1.01 });
    rig.state.urgent = false;
    unlockDispenser(rig.state);
    expect(rig.state.urgent).toBe(true);
    expect(rig.state.events).toEqual([[14, 0, 0]]);
    expect(isStopped(rig.state, 0)).toBe(false);
    for (let i = 0; i < 4; i++) rig.fuel(TWENTY_LITRES, { gain: 1.01 });
    expect(isStopped(rig.state, 0)).toBe(false);
  });

  it('a changed calibration factor of a paired board is a deviation, whatever the counts say', () => {
    const rig = new Rig().paired();
    rig.parameters[31] = 1_010_000;
    for (let i = 0; i < 5; i++) rig.fuel(TWENTY_LITRES);
    expect(isStopped(rig.state, 0)).toBe(true);
  });

  it('fuelings that deliver too little more often than too much are reported, below 0.6 % too', () => {
    const rig = new Rig().paired();
    for (let i = 0; i < 25; i++) rig.fuel(TWENTY_LITRES, { gain: 1.004 });
    expect(rig.events.filter((event) => event[0] === 23)).toEqual([
      [23, 0, 10, 0],
      [23, 0, 20, 0],
    ]);
    expect(rig.state.selfState).toBe(1);
    const fair = new Rig().paired();
    for (let i = 0; i < 25; i++) fair.fuel(TWENTY_LITRES, { gain: i % 2 ? 1.004 : 0.996 });
    expect(fair.events.filter((event) => event[0] === 23)).toEqual([]);
  });
});

describe('pairing at power-up', () => {
  it('no pulses before the encoder has said who it is, and none after it has been silent for long', () => {
    const rig = new Rig();
    rig.seconds(1);
    expect(isStopped(rig.state, 0)).toBe(true);
    expect(flags(rig)).toBe(0); // not yet a defect
    identifyEncoder(rig.state, 0, ENCODER_A, 0);
    rig.seconds(1);
    expect(isStopped(rig.state, 0)).toBe(false);
    // new on both sides: it works, and says that it is not paired
    expect([flags(rig), rig.state.selfState]).toEqual([PAIRING, 1]);
    rig.paired();
    expect(isStopped(rig.state, 0)).toBe(false);
    for (let i = 0; i < 12; i++) {
      rig.time += 1000;
      countNozzle(rig.state, rig.parameters, 0, 0, 0, 0, 0, undefined, 2000);
      periodDispenser(rig.state, rig.parameters, rig.time);
    }
    expect(isStopped(rig.state, 0)).toBe(true);
    expect(flags(rig)).toBe(PAIRING);
    expect(rig.state.selfState).toBe(3);
    rig.seconds(2);
    expect(isStopped(rig.state, 0)).toBe(false); // a cable, not an exchange: no command needed
  });

  it('another encoder, or the same one as nobody initialised it: disabled (code 61) until reinitialised by command', () => {
    for (const [identity, initialised] of [
      ['encoder2', 1],
      ['encoder2', 0],
      [ENCODER_A, 0],
    ] as const) {
      const rig = new Rig().paired();
      rig.fuel(TWENTY_LITRES);
      reboot(rig);
      identifyEncoder(rig.state, 0, identity, initialised);
      rig.seconds(2);
      expect(isStopped(rig.state, 0)).toBe(true);
      expect(flags(rig)).toBe((PAIRING | LOCKED) >>> 0);
      expect(stopCode(rig.state, 0)).toBe(61);
      expect(rig.events.at(-1)).toEqual([14, 3, 0]);
      // the right one again changes nothing, and an unlock is not enough
      identifyEncoder(rig.state, 0, ENCODER_A, 1);
      unlockDispenser(rig.state);
      rig.seconds(1);
      expect(isStopped(rig.state, 0)).toBe(true);
      identifyEncoder(rig.state, 0, identity, initialised);
      expect(reinitialiseNozzle(rig.state, rig.parameters, 0)).toBe(0);
      expect(wantsInitialising(rig.state, 0)).toBe(initialised === 0);
      identifyEncoder(rig.state, 0, identity, 1);
      expect(wantsInitialising(rig.state, 0)).toBe(false);
      rig.seconds(1);
      expect(isStopped(rig.state, 0)).toBe(false);
      rig.fuel(TWENTY_LITRES);
      expect(rig.events.filter((event) => event[2] === 25)).toEqual([]);
    }
  });

  it('main board exchanged (it knows none, the encoder is initialised): the pulses stop after three fuelings', () => {
    const rig = new Rig();
    identifyEncoder(rig.state, 0, ENCODER_A, 1);
    rig.seconds(2);
    expect(flags(rig)).toBe(PAIRING);
    expect(rig.state.selfState).toBe(2);
    for (let i = 1; i <= 3; i++) {
      expect(isStopped(rig.state, 0)).toBe(false);
      rig.fuel(TWENTY_LITRES);
    }
    expect(isStopped(rig.state, 0)).toBe(true);
    expect(rig.events.at(-1)).toEqual([14, 4, 0]);
    // sealing does not pair what another board initialised
    resetDispenser(rig.state, rig.parameters);
    rig.seconds(1);
    expect(isStopped(rig.state, 0)).toBe(true);
    expect(reinitialiseNozzle(rig.state, rig.parameters, 0)).toBe(0);
    rig.seconds(700);
    expect(isStopped(rig.state, 0)).toBe(false);
    expect(flags(rig)).toBe(0);
    expect(rig.state.selfState).toBe(0);
  });

  it('two fuelings, a reboot, one fueling: stopped all the same', () => {
    const rig = new Rig();
    identifyEncoder(rig.state, 0, ENCODER_A, 1);
    rig.seconds(2).fuel(TWENTY_LITRES).fuel(TWENTY_LITRES);
    reboot(rig);
    identifyEncoder(rig.state, 0, ENCODER_A, 1);
    rig.seconds(1).fuel(TWENTY_LITRES);
    expect(isStopped(rig.state, 0)).toBe(true);
  });

  it('reinitialising needs a nozzle that exists and an encoder that answers', () => {
    const rig = new Rig();
    expect(reinitialiseNozzle(rig.state, rig.parameters, 1)).toBe(6);
    expect(reinitialiseNozzle(rig.state, rig.parameters, 0)).toBe(7);
  });
});

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
