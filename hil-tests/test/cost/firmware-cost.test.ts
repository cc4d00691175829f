import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { measureBackground, measureFirmwareCost } from '../../src/index.js';
import { binary, withoutInterpreter } from '../support/interpreter.js';

describe.skipIf(withoutInterpreter())('the cost of the firmware on the interpreter', () => {
  const counted = spawnSync('valgrind', ['--version']).status === 0;
  const measured = (['scale', 'dispenser'] as const).flatMap((instrument) =>
    counted
      ? ([
          [instrument, 'software'],
          [instrument, 'element'],
        ] as const)
      : ([[instrument, 'software']] as const),
  );
  if (!counted) console.warn('valgrind is not installed: what the firmware costs with an element is not measured');

  it.each(measured)('is measured for the %s with the signer %s', async (instrument, signer) => {
    const costs = await measureFirmwareCost({ binary: binary(), instrument, signer, repetitions: 1 });
    const end = signer === 'element' ? '.element' : '';
    const cost = (name: string): number =>
      costs.find((one) => one.name === `firmware.${instrument}.${name}${end}`)!.value;
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
