import { EventEmitter } from 'node:events';
import { RigError } from '../error.js';
import type { Air } from './air.js';
import type { Controller, ControllerOptions } from './controller.js';
import {
  ADVERTISE_CONNECTABLE,
  ADVERTISE_NON_CONNECTABLE,
  ADVERTISE_SCANNABLE,
  COMMAND_LE_CONNECTION_UPDATE,
  COMMAND_LE_SET_ADVERTISING_DATA,
  COMMAND_LE_SET_ADVERTISING_ENABLE,
  COMMAND_LE_SET_ADVERTISING_PARAMETERS,
  COMMAND_LE_SET_RANDOM_ADDRESS,
  COMMAND_LE_SET_SCAN_RESPONSE_DATA,
  EVENT_NUMBER_OF_COMPLETED_PACKETS,
  HARDWARE_FAILURE,
  PACKET_COMMAND,
  PACKET_EVENT,
} from './hci-constants.js';
import { addressBytes, type LinkParameters } from './hci-events.js';
import { type BlenoInstance, hostStacks, withoutExitListeners } from './stacks.js';

export interface PeripheralOptions extends ControllerOptions {
  /** Static random address (two uppermost bits set), as boards have one. Without it the public address is used. */
  randomAddress?: string;
  /** Largest ATT MTU that it answers an exchange with, 23 to 517. Default 247. */
  maximumMtu?: number;
  /** GAP device name. */
  name?: string;
}

/** What is advertised, and how. */
export interface Advertisement {
  /** At most 31 bytes each. */
  data: Uint8Array;
  scanResponse?: Uint8Array;
  /** ms, 20 to 10 240. Default 100. */
  interval?: number;
  /** Default connectable. */
  kind?: 'connectable' | 'scannable' | 'non-connectable';
}

const KINDS = {
  connectable: ADVERTISE_CONNECTABLE,
  scannable: ADVERTISE_SCANNABLE,
  'non-connectable': ADVERTISE_NON_CONNECTABLE,
};
const UNIT_MS = 0.625;
const LONGEST_DATA = 31;
const SMALLEST_MTU = 23;

/** The parts of bleno that it keeps to itself and that a peripheral of the rig must reach. */
interface BlenoParts {
  _connections: Map<number, unknown>;
  _hci: {
    _isDevUp: boolean | null;
    _socket: { isDevUp(): boolean };
    _aclOutQueue: unknown[];
    _handleAclsInProgress: Record<string, number>;
    pollIsDevUp: () => void;
    setSocketFilter(): void;
    initDev(): void;
    emit(event: string, ...values: unknown[]): void;
  };
  _gatt: {
    maxMtu: number;
    updateName(name: string): void;
    handleMtuRequest(request: Buffer, connection: unknown): Buffer;
  };
}

/**
 * A peripheral: the real bleno on a virtual controller. bleno serves GATT; what is advertised goes to the same
 * controller beside it, since bleno knows one interval, one kind, and advertises anew whenever it likes.
 *
 * Events: `connect (address, handle)`, `disconnect (address, handle)`, `mtu (mtu)`.
 */
export class RadioPeripheral extends EventEmitter {
  readonly #parts: BlenoParts;
  #advertised: Advertisement | undefined;
  /** Interval and kind that the controller has. */
  #parameters = '';
  #confirmed = 0;
  #closed = false;

  constructor(
    readonly bleno: BlenoInstance,
    readonly controller: Controller,
    private readonly options: PeripheralOptions,
  ) {
    super();
    const parts = (bleno as unknown as { _bindings: BlenoParts })._bindings;
    const known = parts?._hci?._socket && parts._gatt && Array.isArray(parts._hci._aclOutQueue);
    if (!known)
      throw new RigError('stacks-unknown', 'This version of @stoprocent/bleno is built differently: use 0.12.4');
    this.#parts = parts;
    this.#adapt();
    bleno.on('accept', (address: string, handle?: unknown) => this.emit('connect', address, handle));
    bleno.on('disconnect', (address: string, handle?: unknown) => this.emit('disconnect', address, handle));
    bleno.on('mtuChange', (mtu: number) => this.emit('mtu', mtu));
    controller.attach({
      packet: (packet) => {
        // Number Of Completed Packets (Vol 4 Part E, 7.7.19), one handle an event.
        if (packet[0] === PACKET_EVENT && packet[1] === EVENT_NUMBER_OF_COMPLETED_PACKETS) {
          this.#confirmed += packet.readUInt16LE(6);
        }
      },
    });
    // Listening for the state is what begins it.
    withoutExitListeners(() => bleno.on('stateChange', (state: string) => this.#stateChanged(state)));
  }

  get powered(): boolean {
    return this.bleno.state === 'poweredOn';
  }

  /** Packets of the host that the other side's controller has not confirmed yet, those that bleno still holds included. */
  get pending(): number {
    const { _aclOutQueue, _handleAclsInProgress } = this.#parts._hci;
    return Object.values(_handleAclsInProgress).reduce((sum, count) => sum + count, _aclOutQueue.length);
  }

  /** Packets of the host confirmed so far. */
  get confirmed(): number {
    return this.#confirmed;
  }

  get randomAddress(): string | undefined {
    return this.options.randomAddress;
  }

  /** GAP device name (2A00). */
  setName(name: string): void {
    this.#parts._gatt.updateName(name);
  }

  /** Whether a central subscribed to a characteristic. */
  isSubscribed(characteristic: object): boolean {
    return (characteristic as { _updateValueCallbacks: Map<unknown, unknown> })._updateValueCallbacks.size > 0;
  }

  /** Services as bleno's classes (`bleno.PrimaryService`, `bleno.Characteristic`). */
  setServices(services: InstanceType<BlenoInstance['PrimaryService']>[]): void {
    this.bleno.setServices(services);
  }

  /**
   * Begins to advertise, or goes on with other data, kind or interval; at once, or when the adapter is on.
   *
   * @throws RangeError where data is too long.
   */
  advertise(advertisement: Advertisement): void {
    for (const bytes of [advertisement.data, advertisement.scanResponse]) {
      if (bytes && bytes.length > LONGEST_DATA)
        throw new RangeError(`An advertisement has ${LONGEST_DATA} bytes at most`);
    }
    this.#advertised = advertisement;
    if (this.powered) this.#advertise(advertisement);
  }

  stopAdvertising(): void {
    this.#advertised = undefined;
    this.#command(COMMAND_LE_SET_ADVERTISING_ENABLE, [0]);
  }

  /** Asks the central of every connection for other parameters, as a peripheral may (Vol 6 Part B, 5.1.7). */
  requestParameters({ interval, latency, timeout }: LinkParameters): void {
    const u16 = (value: number): [number, number] => [value & 0xff, value >> 8];
    for (const { handle, link } of this.controller.links.values()) {
      if (link.parameters.interval === interval) continue;
      const range = [...u16(interval), ...u16(interval), ...u16(latency), ...u16(timeout)];
      this.#command(COMMAND_LE_CONNECTION_UPDATE, [...u16(handle), ...range, 0, 0, 0, 0]);
    }
  }

  /** Ends every connection. */
  disconnect(): void {
    this.bleno.disconnect();
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.bleno.stop();
    (this.bleno as unknown as EventEmitter).removeAllListeners();
    this.removeAllListeners();
    this.controller.remove();
  }

  #stateChanged(state: string): void {
    if (state !== 'poweredOn') return;
    const { randomAddress } = this.options;
    if (randomAddress) this.#command(COMMAND_LE_SET_RANDOM_ADDRESS, addressBytes(randomAddress));
    this.#parameters = '';
    if (this.#advertised) this.#advertise(this.#advertised);
  }

  #advertise({ data, scanResponse = new Uint8Array(0), interval = 100, kind = 'connectable' }: Advertisement): void {
    const wanted = `${kind} ${interval}`;
    if (wanted !== this.#parameters) {
      this.#command(COMMAND_LE_SET_ADVERTISING_ENABLE, [0]);
      const units = Math.round(interval / UNIT_MS);
      const u16 = [units & 0xff, units >> 8];
      const own = this.options.randomAddress ? 1 : 0;
      const peer = [0, 0, 0, 0, 0, 0, 0];
      this.#command(COMMAND_LE_SET_ADVERTISING_PARAMETERS, [...u16, ...u16, KINDS[kind], own, ...peer, 7, 0]);
      this.#parameters = wanted;
    }
    this.#command(COMMAND_LE_SET_ADVERTISING_DATA, padded(data));
    this.#command(COMMAND_LE_SET_SCAN_RESPONSE_DATA, padded(scanResponse));
    this.#command(COMMAND_LE_SET_ADVERTISING_ENABLE, [1]);
  }

  #command(opcode: number, parameters: ArrayLike<number>): void {
    const bytes = Array.from(parameters);
    this.controller.write(Uint8Array.from([PACKET_COMMAND, opcode & 0xff, opcode >> 8, bytes.length, ...bytes]));
  }

  #adapt(): void {
    const { _hci: hci, _gatt: gatt } = this.#parts;
    // bleno asks once a second whether the adapter is there, by a timer that nothing ends; this one says when it changes.
    hci.pollIsDevUp = () => {
      const up = hci._socket.isDevUp();
      if (hci._isDevUp === up) return;
      hci._isDevUp = up;
      if (up) {
        hci.setSocketFilter();
        hci.initDev();
      } else {
        // An adapter that is gone says nothing of its connections; bleno would keep them.
        for (const handle of [...this.#parts._connections.keys()])
          hci.emit('disconnComplete', handle, HARDWARE_FAILURE);
        hci.emit('stateChange', 'poweredOff');
      }
    };
    gatt.updateName(this.options.name ?? 'Hengzhun');
    gatt.maxMtu = Math.max(SMALLEST_MTU, this.options.maximumMtu ?? 247);
    // Vol 3 Part F, 3.4.2.2: the answer names the server's own maximum; bleno names the smaller of the two.
    const answer = gatt.handleMtuRequest.bind(gatt);
    gatt.handleMtuRequest = (request, connection) => {
      const response = answer(request, connection);
      response.writeUInt16LE(gatt.maxMtu, 1);
      return response;
    };
  }
}

const padded = (data: Uint8Array): Uint8Array => {
  const result = new Uint8Array(1 + LONGEST_DATA);
  result[0] = data.length;
  result.set(data, 1);
  return result;
};

/**
 * A peripheral in the air, silent until it is told to advertise.
 *
 * @throws RigError `stacks-missing`, `stacks-unknown`.
 */
export function openPeripheral(air: Air, options: PeripheralOptions = {}): RadioPeripheral {
  const stacks = hostStacks();
  const controller = air.createController(options);
  return new RadioPeripheral(stacks.bleno(controller), controller, options);
}
