import { describe, expect, it } from 'vitest';
import {
  describeCaseSwitch,
  describeElement,
  describeEncoder,
  describeHx711,
  describeInjection,
  describeNau7802,
  describeNozzleSwitch,
  describePreset,
  describePulseCounter,
  describePulseOutput,
  describeReferenceMass,
  describeShunt,
  describeSupply,
  describeThermometer,
} from '../../src/index.js';

describe('records of an instrument’s inputs and outputs', () => {
  it.each([
    [describeHx711({ dataPin: 'D3', clockPin: 'D4' }), [1, [25], ['D3', 'D4']]],
    [describeInjection({ path: 'serial2' }), [2, [115_200], ['serial2']]],
    // NAU7802 data sheet, CTRL1 and CTRL2: gain 128 = 111b, 80 conversions a second = 011b, 3.3 V = 100b
    [describeNau7802({ sda: 'D5', scl: 'D6', rate: 80, supplyMillivolts: 3300 }), [3, [1, 7, 3, 4, 1], ['D5', 'D6']]],
    [describeNau7802({ bus: 0, sda: 'D5', scl: 'D6', gain: 1, channels: [1, 2] }), [3, [0, 0, 0, 5, 3], ['D5', 'D6']]],
    [describeCaseSwitch({ pin: 'D7' }), [4, [1, 50], ['D7']]],
    [describeSupply(), [5, [1000], ['']]],
    [describeSupply({ pin: 'D8', ratio: 11 }), [5, [11_000], ['D8']]],
    [describeShunt({ pin: 'D9', onLevel: 0 }), [6, [0], ['D9']]],
    [describeReferenceMass({ pin: 'D9' }), [7, [1], ['D9']]],
    [describeThermometer({ pin: 'D8', zeroMillivolts: 500, microvoltsPerDegree: 10_000 }), [8, [500, 10_000], ['D8']]],
    [describePulseCounter({ nozzle: 1, method: 'qdec', pinA: 'D1', pinB: 'D2' }), [9, [1, 1], ['D1', 'D2']]],
    [describePulseCounter({ nozzle: 0, method: 'timer', pinA: 'D1' }), [9, [0, 2], ['D1', '']]],
    [describeEncoder({ nozzle: 2, path: '/dev/x' }), [10, [2, 2, 9600, 2], ['/dev/x', '', '']]],
    [describeNozzleSwitch({ nozzle: 3, pin: 'D1', debounceMs: 20 }), [11, [3, 1, 20], ['D1']]],
    [describePulseOutput({ nozzle: 3, pin: 'D1' }), [12, [3, 1], ['D1']]],
    [
      describePreset({ nozzle: 0, port: 0, address: 15, receivePin: 'D1', sendPin: 'D2' }),
      [13, [0, 0, 9600, 15], ['', 'D1', 'D2']],
    ],
    [describeElement({ sda: 'D5', scl: 'D6' }), [14, [1, 0x60], ['D5', 'D6']]],
  ])('%j', (record, [kind, numbers, texts]) => {
    expect(record).toEqual({ kind, numbers, texts });
  });

  it.each([
    ['hx711.dataPin', () => describeHx711({ dataPin: '', clockPin: 'D4' })],
    ['hx711.pulses', () => describeHx711({ dataPin: 'D3', clockPin: 'D4', pulses: 24 as 25 })],
    ['nau7802.rate', () => describeNau7802({ sda: 'D5', scl: 'D6', rate: 50 as 80 })],
    ['nau7802.gain', () => describeNau7802({ sda: 'D5', scl: 'D6', gain: 3 as 4 })],
    ['nau7802.channels', () => describeNau7802({ sda: 'D5', scl: 'D6', channels: [] })],
    ['nau7802.supplyMillivolts', () => describeNau7802({ sda: 'D5', scl: 'D6', supplyMillivolts: 5000 })],
    ['caseSwitch.debounceMs', () => describeCaseSwitch({ pin: 'D7', debounceMs: 0 })],
    ['supply.ratio', () => describeSupply({ pin: 'D8', ratio: 0.5 })],
    ['thermometer', () => describeThermometer({ pin: 'D8', zeroMillivolts: 500, microvoltsPerDegree: 0 })],
    ['pulseCounter.nozzle', () => describePulseCounter({ nozzle: 4, method: 'timer', pinA: 'D1' })],
    ['pulseCounter.pinB', () => describePulseCounter({ nozzle: 0, method: 'qdec', pinA: 'D1' })],
    ['encoder.port', () => describeEncoder({ nozzle: 0, port: 1 })],
    ['encoder.receivePin', () => describeEncoder({ nozzle: 0, port: 0 })],
    [
      'encoder.baudrate',
      () => describeEncoder({ nozzle: 0, port: 0, baudrate: 19_200, receivePin: 'a', sendPin: 'b' }),
    ],
    ['sda', () => describeElement({ sda: 'x'.repeat(65), scl: 'D6' })],
  ])('refuse a wrong %s', (field, make) => {
    expect(make).toThrow(
      expect.objectContaining({ code: 'provisioning-range', message: expect.stringContaining(field) }),
    );
  });
});
