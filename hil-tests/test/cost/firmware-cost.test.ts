import { describe, expect, it } from 'vitest';
import { measureBackground, measureFirmwareCost } from '../../src/index.js';
import { binary, withoutInterpreter } from '../support/interpreter.js';

describe.skipIf(withoutInterpreter())('the cost of the firmware on the interpreter', () => {
  it.each(['scale', 'dispenser'] as const)('is measured for the %s', async (instrument) => {
    const costs = await measureFirmwareCost({ binary: binary(), instrument, repetitions: 1 });
    const cost = (name: string): number => costs.find((one) => one.name === `firmware.${instrument}.${name}`)!.value;
    // Relations that hold whatever the machine: a period is more than a sample, a frame more than a period's schedule.
    expect(cost('sample')).toBeGreaterThan(1);
    expect(cost('period')).toBeGreaterThan(cost('sample'));
    expect(cost('frame')).toBeGreaterThan(cost('sample'));
  });

  it('is measured for the signer', async () => {
    const [value, slice] = await measureBackground(binary());
    expect(value!.value).toBeGreaterThan(10 * slice!.value);
  });
});
