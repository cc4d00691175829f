import type { Command } from './commands.js';
import { isScanWindow } from './commands-scanning.js';
import type { Controller } from './controller.js';
import {
  COMMAND_DISALLOWED,
  COMMAND_DISCONNECT,
  COMMAND_LE_CONNECTION_UPDATE,
  COMMAND_LE_CREATE_CONNECTION,
  COMMAND_LE_CREATE_CONNECTION_CANCEL,
  COMMAND_LE_SET_DATA_LENGTH,
  COMMAND_READ_RSSI,
  CONNECTION_ALREADY_EXISTS,
  CONNECTION_LIMIT_EXCEEDED,
  DISCONNECT_REASONS,
  INVALID_PARAMETERS,
  SUCCESS,
  UNKNOWN_CONNECTION,
  UNSUPPORTED_FEATURE,
} from './hci-constants.js';
import { connectionComplete, type DeviceAddress, type LinkParameters } from './hci-events.js';
import { LONGEST_DATA, SHORTEST_DATA } from './link-end.js';

/** Time of a data packet, us (7.8.33). */
const SHORTEST_TIME = 0x0148;
const LONGEST_TIME = 0x4290;
const NO_PARAMETERS: LinkParameters = { interval: 0, latency: 0, timeout: 0 };
const NOBODY: DeviceAddress = { bytes: Buffer.alloc(6), random: false };

/**
 * Parameters of a connection at `offset`: shortest and longest interval, latency, supervision time-out (7.8.12). Of
 * the range the controller takes the longest interval: what is fast enough then is fast enough anywhere.
 */
function linkParameters(parameters: Buffer, offset: number): LinkParameters | undefined {
  const shortest = parameters.readUInt16LE(offset);
  const interval = parameters.readUInt16LE(offset + 2);
  const latency = parameters.readUInt16LE(offset + 4);
  const timeout = parameters.readUInt16LE(offset + 6);
  const ranges =
    shortest >= 0x0006 &&
    shortest <= interval &&
    interval <= 0x0c80 &&
    latency <= 0x01f3 &&
    timeout >= 0x000a &&
    timeout <= 0x0c80;
  // The time-out must be longer than two times the interval with all its absences.
  return ranges && timeout * 10 > (1 + latency) * interval * 1.25 * 2 ? { interval, latency, timeout } : undefined;
}

function isConnected(controller: Controller, peer: DeviceAddress): boolean {
  for (const end of controller.links.values()) {
    if (end.peerAddress.random === peer.random && end.peerAddress.bytes.equals(peer.bytes)) return true;
  }
  return false;
}

/** 7.1.6, 7.5.4 and those of 7.8 that concern links */
export const linkCommands: [number, Command][] = [
  [
    COMMAND_LE_CREATE_CONNECTION,
    {
      length: 25,
      answer: 'status',
      run: (controller, parameters) => {
        if (controller.initiator.wanted) return [COMMAND_DISALLOWED];
        const window = { interval: parameters.readUInt16LE(0), window: parameters.readUInt16LE(2) };
        const wanted = linkParameters(parameters, 13);
        if (!isScanWindow(window) || !wanted || parameters[5]! > 1) return [INVALID_PARAMETERS];
        if (parameters[4] !== 0 || parameters[12] !== 0) return [UNSUPPORTED_FEATURE];
        const peer = { random: parameters[5] === 1, bytes: Buffer.from(parameters.subarray(6, 12)) };
        if (isConnected(controller, peer)) return [CONNECTION_ALREADY_EXISTS];
        if (controller.roleCount('central') >= controller.centralLinks) return [CONNECTION_LIMIT_EXCEEDED];
        controller.initiator.start({ peer, window, parameters: wanted });
        return [SUCCESS];
      },
    },
  ],
  [
    COMMAND_LE_CREATE_CONNECTION_CANCEL,
    {
      length: 0,
      answer: 'complete',
      run: (controller, _parameters, after) => {
        if (!controller.initiator.wanted) return [COMMAND_DISALLOWED];
        controller.initiator.stop();
        after(() => controller.sendLe(connectionComplete(UNKNOWN_CONNECTION, 0, 'central', NOBODY, NO_PARAMETERS)));
        return [SUCCESS];
      },
    },
  ],
  [
    COMMAND_DISCONNECT,
    {
      length: 3,
      answer: 'status',
      run: (controller, parameters) => {
        const end = controller.links.get(parameters.readUInt16LE(0));
        if (!end) return [UNKNOWN_CONNECTION];
        const reason = parameters[2]!;
        if (!DISCONNECT_REASONS.includes(reason)) return [INVALID_PARAMETERS];
        end.terminate(reason);
        return [SUCCESS];
      },
    },
  ],
  [
    COMMAND_LE_CONNECTION_UPDATE,
    {
      length: 14,
      answer: 'status',
      run: (controller, parameters) => {
        const end = controller.links.get(parameters.readUInt16LE(0));
        if (!end) return [UNKNOWN_CONNECTION];
        const wanted = linkParameters(parameters, 2);
        if (!wanted) return [INVALID_PARAMETERS];
        end.link.requestUpdate(end, wanted);
        return [SUCCESS];
      },
    },
  ],
  [
    COMMAND_LE_SET_DATA_LENGTH,
    {
      length: 6,
      answer: 'complete',
      run: (controller, parameters) => {
        const handle = [parameters[0]!, parameters[1]!];
        const end = controller.links.get(parameters.readUInt16LE(0));
        const octets = parameters.readUInt16LE(2);
        const time = parameters.readUInt16LE(4);
        if (!end) return [UNKNOWN_CONNECTION, ...handle];
        const ranges =
          octets >= SHORTEST_DATA && octets <= LONGEST_DATA && time >= SHORTEST_TIME && time <= LONGEST_TIME;
        if (!ranges) return [INVALID_PARAMETERS, ...handle];
        end.requestDataLength(Math.min(octets, controller.longestData));
        return [SUCCESS, ...handle];
      },
    },
  ],
  [
    COMMAND_READ_RSSI,
    {
      length: 2,
      answer: 'complete',
      run: (controller, parameters) => {
        const handle = [parameters[0]!, parameters[1]!];
        const end = controller.links.get(parameters.readUInt16LE(0));
        // 7.5.4: 127 where it is not known
        if (!end) return [UNKNOWN_CONNECTION, ...handle, 127];
        return [SUCCESS, ...handle, controller.air.receivedPower(end.peer.controller, controller) & 0xff];
      },
    },
  ],
];
