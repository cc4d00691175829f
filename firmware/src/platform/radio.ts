import { type ByteString, MAXIMUM_COMMAND_PIECE } from '@hengzhun/protocol/device';
import { IS_ESP32, RADIO_CHUNK, RADIO_COMPANY } from '../build-flags.js';

// The functions of `Radio` (ports.ts) on Espruino's `NRF`.

/** Flags (general discoverable, no BR/EDR) and the head of manufacturer data: Core Specification Supplement, part A, 1.3 and 1.4. */
const BEFORE_BEACON = '\x02\x01\x06\x1b\xff';
/** Complete list of 128-bit services, the service's UUID from its last byte on. */
const SERVICES = '\x11\x07\x47\x2c\x8b\x5e\x0f\x1d\x53\x9a\x7c\x4b\x4e\x6d\x01\x00\x9a\xce';

/** An object with one member: what lies under the service (1), the stream (2), the commands (3) or the flow (4). */
function under(number: number, value: unknown): Record<string, unknown> {
  const one: Record<string, unknown> = {};
  one[uuidOf(number)] = value;
  return one;
}

function uuidOf(number: number): string {
  // Espruino on an ESP32 keeps 16 bits of a characteristic's UUID, and does not find it again by more
  return IS_ESP32 && number > 1 ? `000${number}` : `ce9a000${number}-6d4e-4b7c-9a53-1d0f5e8b2c47`;
}

/** What `openRadio` tells: the central has gone or come, or wrote commands or flow. */
export const HEARD_DISCONNECT = 0;
export const HEARD_CONNECT = 1;
export const HEARD_COMMANDS = 2;
export const HEARD_FLOW = 3;

/** @cold */
export function openRadio(onHeard: (what: number, bytes: ByteString) => void): boolean {
  if (typeof NRF === 'undefined') return false;
  const characteristics = under(2, { notify: true, maxLen: RADIO_CHUNK + 1 });
  characteristics[uuidOf(3)] = {
    writable: true,
    maxLen: MAXIMUM_COMMAND_PIECE,
    onWrite: (event: EspruinoWrite): void => onHeard(HEARD_COMMANDS, E.toString(event.data)),
  };
  characteristics[uuidOf(4)] = {
    writable: true,
    maxLen: 2,
    onWrite: (event: EspruinoWrite): void => onHeard(HEARD_FLOW, E.toString(event.data)),
  };
  NRF.on('connect', () => onHeard(HEARD_CONNECT, ''));
  NRF.on('disconnect', () => onHeard(HEARD_DISCONNECT, ''));
  NRF.setServices(under(1, characteristics), { uart: false });
  // Whoever connected before this met another service. It also was put to sleep until now, where `.boot0` locks.
  endConnection();
  NRF.wake();
  return true;
}

export function notifyRadio(chunk: ByteString): void {
  const notification: EspruinoValue = { notify: true };
  notification.value = chunk;
  try {
    NRF.updateServices(under(1, under(2, notification)));
  } catch (_) {
    // as if the air had lost it
  }
}

/** @cold */
export function advertise(beacon: ByteString, name: ByteString): void {
  const company = String.fromCharCode(RADIO_COMPANY & 255, RADIO_COMPANY >> 8);
  const options = { interval: 500, whenConnected: true, name: name };
  NRF.setAdvertising(E.toUint8Array(BEFORE_BEACON + company + beacon), options);
  // an ESP32 has none
  if (!IS_ESP32) NRF.setScanResponse(E.toUint8Array(`${SERVICES + String.fromCharCode(name.length + 1, 8)}${name}`));
}

export function endConnection(): void {
  NRF.disconnect();
}

/** @cold */
export function silenceRadio(): void {
  if (typeof NRF === 'undefined') return;
  NRF.setServices({}, { uart: false });
  NRF.sleep();
}
