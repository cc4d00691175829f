import type { Command } from './commands.js';
import type { Controller } from './controller.js';
import {
  COMMAND_LE_READ_BUFFER_SIZE,
  COMMAND_LE_READ_LOCAL_FEATURES,
  COMMAND_LE_READ_MAXIMUM_DATA_LENGTH,
  COMMAND_LE_SET_EVENT_MASK,
  COMMAND_LE_SET_RANDOM_ADDRESS,
  COMMAND_READ_ADDRESS,
  COMMAND_READ_BUFFER_SIZE,
  COMMAND_READ_LE_HOST_SUPPORT,
  COMMAND_READ_LOCAL_COMMANDS,
  COMMAND_READ_LOCAL_FEATURES,
  COMMAND_READ_LOCAL_VERSION,
  COMMAND_RESET,
  COMMAND_SET_EVENT_MASK,
  COMMAND_WRITE_LE_HOST_SUPPORT,
  INVALID_PARAMETERS,
  SUCCESS,
} from './hci-constants.js';
import { dataTime } from './hci-events.js';
import { SHORTEST_DATA } from './link-end.js';

/** Version 5.4 in HCI_Version and LMP_Version (Assigned Numbers, 2.1), and the company of those that have none. */
const VERSION = 0x0d;
const COMPANY = 0xffff;
/** LE Data Packet Length Extension (Vol 6 Part B, 4.6). */
const FEATURE_DATA_LENGTH = 1 << 5;
/** LE supported, BR/EDR not supported (Vol 2 Part C, 3.3): bits 37 and 38. */
const FEATURES_LMP = [0, 0, 0, 0, 0x60, 0, 0, 0];

const u16 = (value: number): [number, number] => [value & 0xff, value >> 8];
const query = (answer: (controller: Controller) => number[]): Command => ({
  length: 0,
  answer: 'complete',
  run: (controller) => [SUCCESS, ...answer(controller)],
});

/** Supported commands as bits of 64 octets (6.27), of those that hosts ask for. */
function supportedCommands(): number[] {
  const bits = new Array<number>(64).fill(0);
  bits[0]! |= 0x20; // Disconnect
  bits[5]! |= 0xc0; // Set Event Mask, Reset
  bits[14]! |= 0xa8; // Read Local Version, Features, Buffer Size
  bits[15]! |= 0x02; // Read BD_ADDR
  bits[15]! |= 0x20; // Read RSSI
  bits[24]! |= 0x60; // Read and Write LE Host Support
  bits[25]! |= 0xf7; // LE Set Event Mask to LE Set Advertising Data
  bits[26]! |= 0x3f; // LE Set Scan Response Data to LE Create Connection Cancel
  bits[27]! |= 0x04; // LE Connection Update
  bits[33]! |= 0x40; // LE Set Data Length
  bits[35]! |= 0x08; // LE Read Maximum Data Length
  return bits;
}

/** Commands of 7.3, 7.4 and the general ones of 7.8. */
export const generalCommands: [number, Command][] = [
  [
    COMMAND_RESET,
    {
      length: 0,
      answer: 'complete',
      run: (controller) => {
        controller.clear();
        return [SUCCESS];
      },
    },
  ],
  [
    COMMAND_SET_EVENT_MASK,
    {
      length: 8,
      answer: 'complete',
      run: (controller, parameters) => {
        controller.eventMask = parameters.readBigUInt64LE(0);
        return [SUCCESS];
      },
    },
  ],
  [
    COMMAND_LE_SET_EVENT_MASK,
    {
      length: 8,
      answer: 'complete',
      run: (controller, parameters) => {
        controller.leEventMask = parameters.readBigUInt64LE(0);
        return [SUCCESS];
      },
    },
  ],
  [
    COMMAND_WRITE_LE_HOST_SUPPORT,
    {
      length: 2,
      answer: 'complete',
      run: (controller, parameters) => {
        controller.leHostSupport = parameters[0] === 1;
        return [SUCCESS];
      },
    },
  ],
  [COMMAND_READ_LE_HOST_SUPPORT, query((controller) => [controller.leHostSupport ? 1 : 0, 0])],
  [COMMAND_READ_LOCAL_VERSION, query(() => [VERSION, 0, 0, VERSION, ...u16(COMPANY), 0, 0])],
  [COMMAND_READ_LOCAL_COMMANDS, query(supportedCommands)],
  [COMMAND_READ_LOCAL_FEATURES, query(() => FEATURES_LMP)],
  // No buffers of BR/EDR: all are those of LE (7.4.5, 7.8.2).
  [COMMAND_READ_BUFFER_SIZE, query(() => [0, 0, 0, 0, 0, 0, 0])],
  [COMMAND_LE_READ_BUFFER_SIZE, query((controller) => [...u16(controller.aclLength), controller.aclBuffers])],
  [COMMAND_READ_ADDRESS, query((controller) => [...controller.address.bytes])],
  [
    COMMAND_LE_READ_LOCAL_FEATURES,
    query((controller) => [controller.longestData > SHORTEST_DATA ? FEATURE_DATA_LENGTH : 0, 0, 0, 0, 0, 0, 0, 0]),
  ],
  [
    COMMAND_LE_READ_MAXIMUM_DATA_LENGTH,
    query(({ longestData }) => {
      const one = [...u16(longestData), ...u16(dataTime(longestData))];
      return [...one, ...one];
    }),
  ],
  [
    COMMAND_LE_SET_RANDOM_ADDRESS,
    {
      length: 6,
      answer: 'complete',
      run: (controller, parameters) => {
        // Of a static address the two uppermost bits are ones (Vol 6 Part B, 1.3.2.1); others are not made here.
        if (parameters[5]! >> 6 !== 3) return [INVALID_PARAMETERS];
        controller.randomAddress = { bytes: Buffer.from(parameters), random: true };
        return [SUCCESS];
      },
    },
  ],
];
