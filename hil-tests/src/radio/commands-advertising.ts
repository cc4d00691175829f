import type { Command } from './commands.js';
import {
  ADVERTISE_CONNECTABLE,
  ADVERTISE_NON_CONNECTABLE,
  ADVERTISE_SCANNABLE,
  COMMAND_DISALLOWED,
  COMMAND_LE_READ_ADVERTISING_POWER,
  COMMAND_LE_SET_ADVERTISING_DATA,
  COMMAND_LE_SET_ADVERTISING_ENABLE,
  COMMAND_LE_SET_ADVERTISING_PARAMETERS,
  COMMAND_LE_SET_SCAN_RESPONSE_DATA,
  INVALID_PARAMETERS,
  SUCCESS,
  UNSUPPORTED_FEATURE,
} from './hci-constants.js';

/** Advertising interval in units of 0.625 ms (7.8.5): 20 ms to 10.24 s. */
const SHORTEST_INTERVAL = 0x0020;
const LONGEST_INTERVAL = 0x4000;
const LONGEST_DATA = 31;
/** Types of directed advertising, which this controller does not do. */
const DIRECTED = [0x01, 0x04];
const KNOWN_TYPES = [ADVERTISE_CONNECTABLE, ADVERTISE_SCANNABLE, ADVERTISE_NON_CONNECTABLE];

const data = (store: 'data' | 'scanResponse'): Command => ({
  length: 1 + LONGEST_DATA,
  answer: 'complete',
  run: ({ advertiser }, parameters) => {
    const length = parameters[0]!;
    if (length > LONGEST_DATA) return [INVALID_PARAMETERS];
    advertiser[store] = Buffer.from(parameters.subarray(1, 1 + length));
    return [SUCCESS];
  },
});

/** 7.8.5 to 7.8.9 */
export const advertisingCommands: [number, Command][] = [
  [
    COMMAND_LE_SET_ADVERTISING_PARAMETERS,
    {
      length: 15,
      answer: 'complete',
      run: ({ advertiser }, parameters) => {
        if (advertiser.enabled) return [COMMAND_DISALLOWED];
        const shortest = parameters.readUInt16LE(0);
        const longest = parameters.readUInt16LE(2);
        const type = parameters[4]!;
        const ownAddress = parameters[5]!;
        const channels = parameters[13]!;
        if (DIRECTED.includes(type) || parameters[14] !== 0) return [UNSUPPORTED_FEATURE];
        const ranges = shortest >= SHORTEST_INTERVAL && shortest <= longest && longest <= LONGEST_INTERVAL;
        if (!ranges || !KNOWN_TYPES.includes(type) || ownAddress > 1 || channels === 0 || channels > 7) {
          return [INVALID_PARAMETERS];
        }
        // Between the two limits the controller chooses: the least traffic.
        advertiser.parameters = { interval: longest, type, random: ownAddress === 1, channels };
        return [SUCCESS];
      },
    },
  ],
  [COMMAND_LE_SET_ADVERTISING_DATA, data('data')],
  [COMMAND_LE_SET_SCAN_RESPONSE_DATA, data('scanResponse')],
  [
    COMMAND_LE_SET_ADVERTISING_ENABLE,
    {
      length: 1,
      answer: 'complete',
      run: ({ advertiser }, parameters) => {
        if (parameters[0]! > 1) return [INVALID_PARAMETERS];
        if (parameters[0] === 1) return [advertiser.enable()];
        advertiser.disable();
        return [SUCCESS];
      },
    },
  ],
  [
    COMMAND_LE_READ_ADVERTISING_POWER,
    {
      length: 0,
      answer: 'complete',
      run: ({ transmitPower }) => [SUCCESS, transmitPower & 0xff],
    },
  ],
];
