import type { Air } from '../../radio/air.js';
import { addressText } from '../../radio/hci-events.js';
import { openPeripheral, type PeripheralOptions, type RadioPeripheral } from '../../radio/peripheral.js';
import { type Handler, Listeners } from '../emitter.js';
import { flatten } from '../flatten.js';
import type { Machine } from '../machine.js';
import { type Attributes, entriesOf, setAttributes, uuidOf } from './attributes.js';
import { ConnectionInterval } from './connection-interval.js';
import { NotificationBuffers, type NotificationCounts } from './notifications.js';

export interface EmulatedRadioOptions extends PeripheralOptions {
  /** Which port of Espruino: they differ in what they leave out. Default nRF52. */
  platform?: 'nRF52' | 'ESP32';
  /** Notifications that wait at once: 1 in a SoftDevice whose configuration says nothing (`hvn_tx_queue_size`), the default. */
  buffers?: number;
  /** Probability that a notification is dropped silently although there is room. May be changed through `notificationLoss`. */
  notificationLoss?: number;
}

/** Longest advertisement, bytes, and its interval's range, ms (Vol 4 Part E, 7.8.5). */
const LONGEST_DATA = 31;
const INTERVAL_MS = { shortest: 20, longest: 10_240, usual: 375 };
/** Powers of an nRF52832, dBm. */
const POWERS = [-40, -20, -16, -12, -8, -4, 0, 3, 4];
/** Largest ATT MTU of the nRF52840's builds, and that which an ESP32 asks for. */
const MTU = { nRF52: 131, ESP32: 500 };
/** Time that a SoftDevice gives a connection at each event (6 units of 1.25 ms at most; 3 where nothing is said), ms. */
const EVENT_MS = 3.75;

/**
 * The radio of an emulated board: Espruino's `NRF` as far as a peripheral needs it, on bleno, in a virtual air. It lives
 * as long as the board, over its reboots, each of which cuts a connection off without a word.
 *
 * After `targets/nrf5x/bluetooth.c` and `libs/bluetooth/jswrap_bluetooth.c` of Espruino 2v29: notifications without a
 * buffer are dropped silently and cut to MTU − 3; services wait for a restart of the radio while a central is there;
 * a board that is connected advertises only where `whenConnected` says so, and then not connectable. Left out: the
 * console's service, security, the central role, several advertisements in turn.
 */
export class EmulatedRadio {
  readonly peripheral: RadioPeripheral;
  notificationLoss: number;
  readonly #buffers: NotificationBuffers;
  readonly #esp32: boolean;
  /** The ESP32's port asks for none. */
  readonly #pace: ConnectionInterval | undefined;
  #machine: Machine | undefined;
  #attributes: Attributes = new Map();
  #listeners = new Listeners();
  #central: string | undefined;
  #restart: (() => void) | undefined;
  #asleep = false;
  #data = new Uint8Array(0);
  #scanResponse = new Uint8Array(0);
  #interval = INTERVAL_MS.usual;
  #connectable = true;
  #scannable = true;
  #whenConnected = false;

  constructor(air: Air, options: EmulatedRadioOptions = {}) {
    const { platform = 'nRF52', buffers = 1, notificationLoss = 0, ...rest } = options;
    this.#esp32 = platform === 'ESP32';
    const peripheral = openPeripheral(air, { maximumMtu: MTU[platform], eventLength: EVENT_MS, ...rest });
    this.peripheral = peripheral;
    this.notificationLoss = notificationLoss;
    this.#buffers = new NotificationBuffers(peripheral, buffers, air.random);
    this.#pace = this.#esp32 ? undefined : new ConnectionInterval(air, peripheral);
    peripheral.on('connect', (address: string) => this.#connected(address));
    peripheral.on('disconnect', () => this.#disconnected());
    // Without power until a program runs.
    peripheral.controller.lose();
  }

  get counts(): NotificationCounts {
    return this.#buffers.counts;
  }

  /** Makes the `NRF` of a boot. */
  install(machine: Machine): void {
    this.#machine = machine;
    this.#attributes = new Map();
    this.#listeners = new Listeners();
    this.#central = undefined;
    this.#restart = undefined;
    this.#asleep = false;
    this.#data = new Uint8Array(0);
    this.#scanResponse = new Uint8Array(0);
    this.#interval = INTERVAL_MS.usual;
    this.#connectable = true;
    this.#scannable = true;
    this.#whenConnected = false;
    this.#buffers.clear();
    this.peripheral.setServices([]);
    this.peripheral.controller.restore();
    machine.beforeEnd(() => {
      this.#machine = undefined;
      this.peripheral.stopAdvertising();
      this.peripheral.controller.lose();
    });
    machine.define('NRF', this.#object(machine));
  }

  /** The board is gone for good. */
  close(): void {
    this.peripheral.close();
  }

  #object(machine: Machine): Record<string, unknown> {
    const checked =
      (action: (...values: unknown[]) => unknown) =>
      (...values: unknown[]): unknown => {
        machine.guard();
        return action(...values);
      };
    const object: Record<string, unknown> = {
      ...this.#listeners.methods((handlers, args) => {
        for (const handler of handlers) machine.call(handler, args, object);
      }),
      setServices: checked((services, options) => this.#setServices(machine, services, options)),
      updateServices: checked((services) => this.#updateServices(machine, services)),
      setAdvertising: checked((data, options) => this.#setAdvertising(machine, data, options)),
      setScanResponse: checked((data) => {
        if (this.#esp32) machine.fail('ERR 0xdead'); // esp32_gap_func.c: "FIXME"
        this.#scanResponse = this.#packet(machine, data);
        this.#advertise();
      }),
      // On an ESP32 nothing happens.
      disconnect: checked(() => {
        if (!this.#esp32 && this.#central !== undefined) this.peripheral.disconnect();
      }),
      sleep: checked(() => {
        this.#asleep = true;
        this.#advertise();
        if (this.#central !== undefined) this.peripheral.disconnect();
      }),
      wake: checked(() => {
        this.#asleep = false;
        this.#advertise();
      }),
      getAddress: checked(() => this.#address()),
      getSecurityStatus: checked(() => ({
        advertising: this.peripheral.controller.advertiser.enabled,
        connected: this.#central !== undefined,
        connected_addr: this.#central,
        encrypted: false,
        mitm_protected: false,
        bonded: false,
      })),
      setTxPower: checked((power) => {
        if (this.#esp32) return;
        if (!POWERS.includes(Number(power))) machine.fail('ERR 0x7 (INVALID_PARAM)');
        this.peripheral.controller.transmitPower = Number(power);
      }),
    };
    return object;
  }

  #address(): string {
    const { controller } = this.peripheral;
    const random = this.peripheral.randomAddress;
    return random ? `${random} random` : `${addressText(controller.address.bytes)} public`;
  }

  #setServices(machine: Machine, services: unknown, options: unknown): void {
    entriesOf(machine, options);
    const apply = (): void => {
      this.#restart = undefined;
      this.#attributes = setAttributes(machine, this.peripheral, services, {
        short: this.#esp32,
        written: (handler, data) => {
          this.#pace?.active();
          this.#later(handler, [{ data: bufferOf(machine, data) }]);
        },
      });
    };
    // What is wrong with them shows at once or at the restart; either way services of a link in use stay as they are.
    if (this.#central === undefined) apply();
    else this.#restart = apply;
  }

  #updateServices(machine: Machine, services: unknown): void {
    if (this.#restart) machine.fail("Can't update services until BLE restart");
    this.#pace?.active();
    for (const [key, characteristics] of entriesOf(machine, services)) {
      uuidOf(machine, key, 'Service');
      for (const [name, update] of entriesOf(machine, characteristics)) {
        const attribute = this.#attributes.get(uuidOf(machine, name, 'Characteristic'));
        if (!attribute) machine.fail(`Unable to find service with UUID ${name}`);
        const { value, notify } = update as { value?: unknown; notify?: unknown };
        if (value === undefined) continue;
        const bytes = Buffer.from(flatten([value], machine.fail));
        if (bytes.length === 0) continue;
        if (bytes.length > attribute!.maximum) machine.fail('ERR 0xc (DATA_SIZE)');
        attribute!.value = bytes;
        // bleno cuts to MTU − 3 and sends to whoever subscribed, as a SoftDevice does.
        const subscribed = this.peripheral.isSubscribed(attribute!.characteristic);
        if (notify && this.#central !== undefined && subscribed) {
          this.#buffers.send(this.notificationLoss, () => attribute!.characteristic.notify(bytes));
        }
      }
    }
  }

  #setAdvertising(machine: Machine, data: unknown, options: unknown): void {
    for (const [name, value] of entriesOf(machine, options)) {
      if (name === 'interval') {
        this.#interval = Math.min(INTERVAL_MS.longest, Math.max(INTERVAL_MS.shortest, Number(value)));
      } else if (name === 'connectable') this.#connectable = Boolean(value);
      else if (name === 'scannable') this.#scannable = Boolean(value);
      // The ESP32's port does not know that it could.
      else if (name === 'whenConnected') this.#whenConnected = Boolean(value) && !this.#esp32;
      else if (name === 'name') this.peripheral.setName(Buffer.from(flatten([value], machine.fail)).toString('latin1'));
    }
    this.#data = this.#packet(machine, data);
    this.#advertise();
  }

  #packet(machine: Machine, data: unknown): Uint8Array<ArrayBuffer> {
    if (data === undefined) return new Uint8Array(0);
    const isList = Array.isArray(data) || ArrayBuffer.isView(data);
    if (!isList) machine.fail('Only the bytes of a packet are emulated here, not an object of services');
    const bytes = Uint8Array.from(flatten([data], machine.fail));
    if (bytes.length > LONGEST_DATA) machine.fail('ERR 0x9 (INVALID_LENGTH)');
    return bytes;
  }

  /** Brings what is advertised into line with the board's state. */
  #advertise(): void {
    const connected = this.#central !== undefined;
    if (this.#asleep || !this.#machine || (connected && !this.#whenConnected)) {
      this.peripheral.stopAdvertising();
      return;
    }
    const connectable = this.#connectable && !connected;
    this.peripheral.advertise({
      data: this.#data,
      scanResponse: this.#scanResponse,
      interval: this.#interval,
      kind: connectable ? 'connectable' : this.#scannable ? 'scannable' : 'non-connectable',
    });
  }

  #connected(address: string): void {
    if (!this.#machine) return;
    this.#central = `${address} public`;
    this.#pace?.connected();
    this.#advertise();
    this.#emit('connect', [this.#central]);
  }

  #disconnected(): void {
    this.#pace?.ended();
    this.#buffers.clear();
    if (!this.#machine) return;
    this.#central = undefined;
    const restart = this.#restart;
    if (restart) this.#machine.call(restart, []);
    this.#advertise();
    this.#emit('disconnect', [0x13]);
  }

  /** Events wait for the interpreter's idle loop. */
  #emit(event: string, args: unknown[]): void {
    for (const handler of this.#listeners.of(event)) this.#later(handler, args);
  }

  #later(handler: Handler, args: unknown[]): void {
    const machine = this.#machine;
    machine?.after(0, () => machine.call(handler, args));
  }
}

function bufferOf(machine: Machine, bytes: Uint8Array): ArrayBuffer {
  const buffer = new machine.realm.ArrayBuffer(bytes.length);
  new Uint8Array(buffer).set(bytes);
  return buffer;
}

/** The radio of an emulated board, for its `radio` option. @throws RigError `stacks-missing`. */
export function createEmulatedRadio(air: Air, options: EmulatedRadioOptions = {}): EmulatedRadio {
  return new EmulatedRadio(air, options);
}
