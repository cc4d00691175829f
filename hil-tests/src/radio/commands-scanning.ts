import type { Command } from './commands.js';
import {
  COMMAND_DISALLOWED,
  COMMAND_LE_SET_SCAN_ENABLE,
  COMMAND_LE_SET_SCAN_PARAMETERS,
  INVALID_PARAMETERS,
  SUCCESS,
  UNSUPPORTED_FEATURE,
} from './hci-constants.js';
import type { ScanWindow } from './scanner.js';

/** Scan interval and window in units of 0.625 ms (7.8.10): 2.5 ms to 10.24 s. */
const SHORTEST = 0x0004;
const LONGEST = 0x4000;

export function isScanWindow({ interval, window }: ScanWindow): boolean {
  return interval >= SHORTEST && interval <= LONGEST && window >= SHORTEST && window <= interval;
}

/** 7.8.10 and 7.8.11 */
export const scanningCommands: [number, Command][] = [
  [
    COMMAND_LE_SET_SCAN_PARAMETERS,
    {
      length: 7,
      answer: 'complete',
      run: ({ scanner }, parameters) => {
        if (scanner.enabled) return [COMMAND_DISALLOWED];
        const type = parameters[0]!;
        const window = { interval: parameters.readUInt16LE(1), window: parameters.readUInt16LE(3) };
        if (type > 1 || !isScanWindow(window)) return [INVALID_PARAMETERS];
        // Neither the filter accept list nor a resolvable address of its own.
        if (parameters[5]! > 1 || parameters[6] !== 0) return [UNSUPPORTED_FEATURE];
        scanner.active = type === 1;
        scanner.window = window;
        return [SUCCESS];
      },
    },
  ],
  [
    COMMAND_LE_SET_SCAN_ENABLE,
    {
      length: 2,
      answer: 'complete',
      run: ({ scanner }, parameters) => {
        if (parameters[0]! > 1 || parameters[1]! > 1) return [INVALID_PARAMETERS];
        if (parameters[0] === 1) scanner.enable(parameters[1] === 1);
        else scanner.disable();
        return [SUCCESS];
      },
    },
  ],
];
