import { describe, expect, it } from 'vitest';
import {
  briefDispenser,
  countNozzle,
  createDispenser,
  identifyEncoder,
  isStopped,
  resumeDispenser,
  stopCode,
  switchNozzle,
  unlockDispenser,
} from '../../src/dispensing/index.js';
import { DEVIATION, flags, LEARNING, LOCKED, LOSS, reboot, TWENTY_LITRES } from './observe.js';
import { ENCODER_A, Rig } from './rig.js';

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

  it('is not judged by a count that is older than hanging up: a line that fails is no deviation, and yet it shows', () => {
    const rig = new Rig().paired();
    const silent = (seconds: number): void => {
      for (let i = 0; i < seconds; i++) {
        rig.time += 1000;
        const counts = { up: rig.counts[0]!.up, down: 0, phaseErrors: 0, overflow: 0 };
        countNozzle(rig.state, rig.parameters, 0, counts, undefined, 2000);
        rig.period();
      }
    };
    for (let fueling = 0; fueling < 2; fueling++) {
      rig.lift().flow(4000);
      // two seconds of flow that the encoder counts and does not tell
      rig.counts[0]!.up += 400;
      rig.counts[0]!.encoder += 400;
      silent(2);
      switchNozzle(rig.state, rig.parameters, 0, false, 0, rig.time);
      silent(5);
      if (fueling === 0)
        rig.seconds(1); // it answers again: now the fueling ends
      else switchNozzle(rig.state, rig.parameters, 0, true, 0, rig.time); // lifted again before it does
    }
    rig.seconds(1);
    expect(rig.events.filter((event) => event[2] === 25)).toEqual([]);
    expect(flags(rig)).toBe(0);
    rig.flow(4000);
    silent(1);
    switchNozzle(rig.state, rig.parameters, 0, false, 0, rig.time);
    switchNozzle(rig.state, rig.parameters, 0, true, 0, rig.time);
    rig.seconds(1);
    // the second fueling of which the encoder told nothing
    expect(flags(rig)).toBe(LOSS);
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
