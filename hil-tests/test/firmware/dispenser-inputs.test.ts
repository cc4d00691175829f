import { describe, expect, it } from 'vitest';
import {
  describeCaseSwitch,
  describeEncoder,
  describeNozzleSwitch,
  describePreset,
  describePulseCounter,
  describePulseOutput,
} from '../../../firmware/src/index.js';
import {
  attachLink,
  EmulatedCalculator,
  EmulatedEncoder,
  type EmulationHost,
  type LinkDevice,
} from '../../src/index.js';
import { startInputs } from '../support/inputs.js';
import { Pulser } from '../support/pulser.js';

const ENTRY = 'dispenser-inputs-entry.ts';
const IDENTITY = '00ff10a0b1c2d3e4';
const BYTES = '\x00\xff\x10\xa0\xb1\xc2\xd3\xe4';

/** Units on a port of the rig from the first moment on. */
const linked =
  (devices: LinkDevice[], tamper?: (line: string) => string | undefined, port = 'Serial2') =>
  (host: EmulationHost): void => {
    const outer = port === 'Serial2' ? host.serial2 : host.serial(port);
    attachLink(outer, devices, { clock: host.clock, ...(tamper && { tamper }) });
  };

describe('pulsers and switches of a dispenser', () => {
  it('hands the counts over every second, and before every change of the nozzle', async () => {
    const records = [
      describePulseCounter({ nozzle: 0, method: 'timer', pinA: 'D5', pinB: 'D6' }),
      describeNozzleSwitch({ nozzle: 0, pin: 'D7', debounceMs: 20 }),
    ];
    const rig = await startInputs(ENTRY, records, 0, (host) => host.pins.drive(7, 0));
    const pulser = new Pulser(rig.host, 5, 6);
    expect(rig.got('nozzle')).toEqual([['nozzle', 0, 0, false, null]]);
    rig.host.pins.drive(7, 1);
    await rig.host.run(100);
    await pulser.turn(500, 1000);
    rig.host.pins.drive(7, 0);
    await rig.host.run(100);
    const all = rig.got().filter(([name]) => name === 'nozzle' || name === 'counts');
    const change = all.findIndex(([name, , , lifted]) => name === 'nozzle' && lifted === true);
    expect(all[change]).toEqual(['nozzle', 20, 0, true, null]);
    expect(all.slice(-2).map(([name, , nozzle, what]) => [name, nozzle, what])).toEqual([
      ['counts', 0, [500, 0, 0, 0]],
      ['nozzle', 0, false],
    ]);
    rig.forget();
    await rig.host.run(3000);
    expect(rig.got('counts').length).toBe(3);
    expect(rig.got('time').length).toBe(3);
  });

  it('keeps four nozzles apart, and switches their pulses on and off', async () => {
    const records = [0, 1, 2, 3].flatMap((nozzle) => [
      describePulseCounter({ nozzle, method: 'watch', pinA: `D${nozzle}` }),
      describePulseOutput({ nozzle, pin: `D${10 + nozzle}`, onLevel: nozzle === 3 ? 0 : 1 }),
    ]);
    const rig = await startInputs(ENTRY, records, 0);
    for (const pin of [0, 2, 2, 2, 3]) rig.host.pins.drive(pin, rig.host.pins.level(pin) ? 0 : 1);
    rig.forget();
    await rig.host.run(1000);
    expect(rig.got('counts').map(([, , nozzle, counts]) => [nozzle, (counts as number[])[0]])).toEqual([
      [0, 1],
      [1, 0],
      [2, 3],
      [3, 1],
    ]);
    for (const nozzle of [0, 3, 5]) rig.host.evaluate(`E.inputsOutput(${nozzle},true)`);
    expect([10, 11, 12, 13].map((pin) => rig.host.pins.level(pin))).toEqual([1, 0, 0, 0]);
    rig.host.evaluate('E.inputsOutput(3,false)');
    expect(rig.host.pins.level(13)).toBe(1);
  });

  it('tells the case switch', async () => {
    const rig = await startInputs(ENTRY, [describeCaseSwitch({ pin: 'D9' })], 0, (host) => host.pins.drive(9, 0));
    rig.host.pins.drive(9, 1);
    await rig.host.run(100);
    expect(rig.got('case')).toEqual([
      ['case', false],
      ['case', true],
    ]);
  });
});

describe('the encoder link', () => {
  const records = [
    describePulseCounter({ nozzle: 0, method: 'qdec', pinA: 'D5', pinB: 'D6' }),
    describeEncoder({ nozzle: 0 }),
  ];

  it('brings identity and count with the counts of the same moment', async () => {
    const encoder = new EmulatedEncoder(0, IDENTITY);
    encoder.count = -2;
    const rig = await startInputs(ENTRY, records, 0, linked([encoder]));
    await rig.host.run(10_000);
    expect(rig.got('encoder')).toEqual([['encoder', 0, BYTES, 0]]);
    const counts = rig.got('counts');
    expect(counts.length).toBeGreaterThan(9);
    for (const [, , nozzle, , encoderCount] of counts) expect([nozzle, encoderCount]).toEqual([0, 0xfffffffe]);
  });

  it('tells an encoder that it is initialised when the core wishes', async () => {
    const encoder = new EmulatedEncoder(0, IDENTITY);
    const rig = await startInputs(ENTRY, records, 0, linked([encoder]));
    await rig.host.run(2000);
    expect(encoder.initialised).toBe(false);
    rig.wish(0);
    await rig.host.run(3000);
    rig.wish(-1);
    expect(encoder.initialised).toBe(true);
    expect(rig.got('encoder').map(([, , , initialised]) => initialised)).toEqual([0, 1]);
  });

  it('reports one that falls silent after three rounds, and that it answers again', async () => {
    const encoder = new EmulatedEncoder(0, IDENTITY);
    const rig = await startInputs(ENTRY, records, 0, linked([encoder]));
    await rig.host.run(2000);
    encoder.silent = true;
    await rig.host.run(2000);
    expect(rig.got('encoder').length).toBe(1);
    await rig.host.run(3000);
    expect(rig.got('encoder').at(-1)).toEqual(['encoder', 0, null, 0]);
    // the pulser is still read
    expect(rig.got('counts').at(-1)![4]).toBe(null);
    encoder.silent = false;
    await rig.host.run(2000);
    expect(rig.got('encoder').at(-1)).toEqual(['encoder', 0, BYTES, 0]);
  });

  it('reports an exchanged encoder', async () => {
    const encoder = new EmulatedEncoder(0, IDENTITY);
    const rig = await startInputs(ENTRY, records, 0, linked([encoder]));
    await rig.host.run(2000);
    encoder.identity = 'ffffffffffffffff';
    await rig.host.run(2000);
    expect(rig.got('encoder').at(-1)).toEqual(['encoder', 0, '\xff'.repeat(8), 0]);
  });

  it.each<[string, (line: string) => string | undefined]>([
    ['a lost answer', () => undefined],
    ['a turned digit', (line) => line.replace('b1', 'b3')],
    ['a turned digit of the CRC', (line) => line.slice(0, -1) + (line.endsWith('0') ? '1' : '0')],
    ['a cut line', (line) => line.slice(0, -3)],
    ['an answer to another question', (line) => line.replace(/^(=..)./, '$1z')],
    ['endless noise', (line) => `${line}${'~'.repeat(200)}`],
  ])('takes nothing from %s', async (_name, tamper) => {
    const rig = await startInputs(ENTRY, records, 0, linked([new EmulatedEncoder(0, IDENTITY)], tamper));
    await rig.host.run(5000);
    expect(rig.got('encoder')).toEqual([['encoder', 0, null, 0]]);
    expect(rig.host.console.filter((line) => line.includes('Uncaught'))).toEqual([]);
  });

  it('does not take an answer that comes too late for that of the next question', async () => {
    const encoder = new EmulatedEncoder(0, IDENTITY);
    const rig = await startInputs(ENTRY, records, 0, (host) =>
      attachLink(host.serial2, [encoder], { clock: host.clock, delayMs: 1105 }),
    );
    await rig.host.run(5000);
    expect(rig.got('encoder')).toEqual([['encoder', 0, null, 0]]);
  });

  it('serves several units on one port, on ports of their own and in software, and presets', async () => {
    const several = [
      ...[0, 1, 2].map((nozzle) => describePulseCounter({ nozzle, method: 'watch', pinA: `D${nozzle}` })),
      describeEncoder({ nozzle: 0 }),
      describePreset({ nozzle: 0, address: 8 }),
      describeEncoder({ nozzle: 1 }),
      describeEncoder({ nozzle: 2, port: 0, receivePin: 'D20', sendPin: 'D21' }),
      describePreset({ nozzle: 1, port: 3, baudrate: 19_200, address: 1 }),
      describeNozzleSwitch({ nozzle: 0, pin: 'D7' }),
      describeNozzleSwitch({ nozzle: 1, pin: 'D8' }),
    ];
    const calculator = new EmulatedCalculator(8);
    calculator.preset = 20_000;
    const encoders = [0, 1, 2].map((address) => new EmulatedEncoder(address, `0${address}`.repeat(8)));
    const rig = await startInputs(ENTRY, several, 0, (host) => {
      linked([encoders[0]!, encoders[1]!, calculator])(host);
      linked([encoders[2]!], undefined, 'D20/D21')(host);
      linked([new EmulatedCalculator(1)], undefined, 'Serial3')(host);
      for (const pin of [7, 8]) host.pins.drive(pin, 0);
    });
    await rig.host.run(3000);
    expect(
      rig
        .got('encoder')
        .map(([, nozzle, identity]) => [nozzle, identity])
        .sort(),
    ).toEqual([0, 1, 2].map((nozzle) => [nozzle, String.fromCharCode(nozzle).repeat(8)]));
    for (const pin of [7, 8]) rig.host.pins.drive(pin, 1);
    await rig.host.run(100);
    expect(rig.got('nozzle').slice(-2)).toEqual([
      ['nozzle', 3050, 0, true, 20_000],
      ['nozzle', 3050, 1, true, null],
    ]);
  });
});
