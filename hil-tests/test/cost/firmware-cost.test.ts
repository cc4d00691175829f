import { describeInjection } from '@hengzhun/firmware';
import { describe, expect, it } from 'vitest';
import { COST_PORT_PATH, measureFirmwareCost } from '../../src/index.js';
import { configuration } from '../support/instrument.js';
import { binary, withoutInterpreter } from '../support/interpreter.js';

describe.skipIf(withoutInterpreter())('the cost of the firmware on the interpreter', () => {
  it('is measured for every line of the budget but memory, which needs an interpreter with fixed variables', async () => {
    const port = { path: COST_PORT_PATH, baudrate: 115_200 };
    const costs = await measureFirmwareCost({
      binary: binary(),
      configuration: configuration({ drivers: [describeInjection(port)], protocolPort: port }),
      repetitions: 1,
    });
    expect(costs.map(({ name }) => name).sort()).toEqual([
      'firmware.flash',
      'firmware.frame',
      'firmware.one-time-value',
      'firmware.period',
      'firmware.sample',
      'firmware.slice',
    ]);
    const cost = (name: string): number => costs.find((one) => one.name === name)!.value;
    // Relations that hold whatever the machine: a sample is part of a period, a slice of a one-time value.
    expect(cost('firmware.sample')).toBeGreaterThan(1);
    expect(cost('firmware.period')).toBeGreaterThan(cost('firmware.sample'));
    expect(cost('firmware.one-time-value')).toBeGreaterThan(10 * cost('firmware.slice'));
  });
});
