import {
  EVENT_COMMAND_COMPLETE,
  EVENT_COMMAND_STATUS,
  EVENT_DATA_BUFFER_OVERFLOW,
  EVENT_DISCONNECTION_COMPLETE,
  EVENT_HARDWARE_ERROR,
  EVENT_LE_META,
  EVENT_NUMBER_OF_COMPLETED_PACKETS,
  LE_ADVERTISING_REPORT,
  LE_CONNECTION_COMPLETE,
  LE_CONNECTION_UPDATE_COMPLETE,
  LE_DATA_LENGTH_CHANGE,
  PACKET_ACL,
  PACKET_EVENT,
  SUCCESS,
} from './hci-constants.js';

/** A device address: six bytes in the order of the air, least significant first, and whether it is random. */
export interface DeviceAddress {
  readonly bytes: Buffer;
  readonly random: boolean;
}

/** What both hosts are told of a link. */
export interface LinkParameters {
  /** Connection interval in units of 1.25 ms. */
  interval: number;
  /** Events that the peripheral may stay away from. */
  latency: number;
  /** Supervision time-out in units of 10 ms. */
  timeout: number;
}

/** `c0:ff:ee:00:00:01` as six bytes, least significant first. */
export function addressBytes(text: string): Buffer {
  return Buffer.from(text.split(':').reverse().join(''), 'hex');
}

/** The six bytes as people write them, most significant first. */
export function addressText(bytes: Uint8Array): string {
  return [...bytes]
    .reverse()
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join(':');
}

function event(code: number, parameters: Uint8Array): Buffer {
  return Buffer.concat([Uint8Array.of(PACKET_EVENT, code, parameters.length), parameters]);
}

const u16 = (value: number): [number, number] => [value & 0xff, value >> 8];

/** 7.7.14; one more command is always welcome. */
export function commandComplete(opcode: number, parameters: ArrayLike<number>): Buffer {
  return event(EVENT_COMMAND_COMPLETE, Uint8Array.from([1, ...u16(opcode), ...Array.from(parameters)]));
}

/** 7.7.15 */
export function commandStatus(opcode: number, status: number): Buffer {
  return event(EVENT_COMMAND_STATUS, Uint8Array.from([status, 1, ...u16(opcode)]));
}

/** 7.7.5 */
export function disconnectionComplete(handle: number, reason: number): Buffer {
  return event(EVENT_DISCONNECTION_COMPLETE, Uint8Array.from([SUCCESS, ...u16(handle), reason]));
}

/** 7.7.16 */
export function hardwareError(code: number): Buffer {
  return event(EVENT_HARDWARE_ERROR, Uint8Array.of(code));
}

/** 7.7.19 */
export function completedPackets(handle: number, count: number): Buffer {
  return event(EVENT_NUMBER_OF_COMPLETED_PACKETS, Uint8Array.from([1, ...u16(handle), ...u16(count)]));
}

/** 7.7.26, of the ACL buffers. */
export function dataBufferOverflow(): Buffer {
  return event(EVENT_DATA_BUFFER_OVERFLOW, Uint8Array.of(1));
}

/** 7.7.65.1 */
export function connectionComplete(
  status: number,
  handle: number,
  role: 'central' | 'peripheral',
  peer: DeviceAddress,
  parameters: LinkParameters,
): Buffer {
  const { interval, latency, timeout } = parameters;
  return event(
    EVENT_LE_META,
    Uint8Array.from([
      ...[LE_CONNECTION_COMPLETE, status, ...u16(handle), role === 'central' ? 0 : 1],
      ...[peer.random ? 1 : 0, ...peer.bytes, ...u16(interval), ...u16(latency), ...u16(timeout), 0],
    ]),
  );
}

/** 7.7.65.2, one report an event. */
export function advertisingReport(type: number, from: DeviceAddress, data: Uint8Array, rssi: number): Buffer {
  return event(
    EVENT_LE_META,
    Uint8Array.from([
      ...[LE_ADVERTISING_REPORT, 1, type, from.random ? 1 : 0, ...from.bytes, data.length, ...data],
      rssi & 0xff,
    ]),
  );
}

/** 7.7.65.3 */
export function connectionUpdateComplete(status: number, handle: number, parameters: LinkParameters): Buffer {
  const { interval, latency, timeout } = parameters;
  return event(
    EVENT_LE_META,
    Uint8Array.from([
      ...[LE_CONNECTION_UPDATE_COMPLETE, status, ...u16(handle)],
      ...[...u16(interval), ...u16(latency), ...u16(timeout)],
    ]),
  );
}

/** 7.7.65.7. Octets of a data packet and the time it takes, us, for both directions. */
export function dataLengthChange(handle: number, transmit: number, receive: number): Buffer {
  return event(
    EVENT_LE_META,
    Uint8Array.from([
      ...[LE_DATA_LENGTH_CHANGE, ...u16(handle), ...u16(transmit), ...u16(dataTime(transmit))],
      ...[...u16(receive), ...u16(dataTime(receive))],
    ]),
  );
}

/** Time of a data packet with so many octets at 1 Mbit/s, us (Vol 6 Part B, 4.5.10: 328 for 27, 2120 for 251). */
export function dataTime(octets: number): number {
  return (octets + 14) * 8;
}

/** 5.4.2; from controller to host the first fragment is flagged 10, the others 01. */
export function aclPacket(handle: number, first: boolean, data: Uint8Array): Buffer {
  const flags = first ? 0x2000 : 0x1000;
  return Buffer.concat([Uint8Array.from([PACKET_ACL, ...u16(handle | flags), ...u16(data.length)]), data]);
}
