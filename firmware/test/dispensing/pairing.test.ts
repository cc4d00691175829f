import { describe, expect, it } from 'vitest';
import {
  countNozzle,
  identifyEncoder,
  isStopped,
  periodDispenser,
  reinitialiseNozzle,
  resetDispenser,
  stopCode,
  unlockDispenser,
  wantsInitialising,
} from '../../src/dispensing/index.js';
import { flags, LOCKED, PAIRING, reboot, TWENTY_LITRES } from './observe.js';
import { ENCODER_A, Rig } from './rig.js';

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
      countNozzle(rig.state, rig.parameters, 0, { up: 0, down: 0, phaseErrors: 0, overflow: 0 }, undefined, 2000);
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
