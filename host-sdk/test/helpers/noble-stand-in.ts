import { EventEmitter } from 'node:events';
import { CHUNK_WINDOW, decodeFlow, RADIO_COMMANDS, RADIO_FLOW, RADIO_SERVICE, RADIO_STREAM } from '@hengzhun/protocol';
import type { CharacteristicLike, NobleLike, PeripheralLike, ServiceLike } from '../../src/radio/noble-types.js';
import { beaconData } from './beacons.js';
import type { InstrumentRig } from './instrument-rig.js';

const plain = (uuid: string) => uuid.replaceAll('-', '');

/** An adapter whose states and whims a test chooses. noble itself over a virtual radio is tried in hil-tests/test/ble. */
export class NobleStandIn extends EventEmitter implements NobleLike {
  state = 'poweredOn';
  readonly peripherals: PeripheralStandIn[] = [];
  isScanning = false;
  #timer: NodeJS.Timeout | undefined;

  async startScanningAsync(): Promise<void> {
    if (this.state !== 'poweredOn') throw new Error(`Could not start scanning, state is ${this.state}`);
    this.isScanning = true;
    this.#timer ??= setInterval(() => this.#advertise(), 5);
  }
  async stopScanningAsync(): Promise<void> {
    this.isScanning = false;
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.emit('scanStop');
  }
  become(state: string): void {
    this.state = state;
    if (state !== 'poweredOn') {
      clearInterval(this.#timer);
      this.#timer = undefined;
      this.isScanning = false;
      for (const peripheral of this.peripherals) peripheral.vanish('cleanup');
    }
    this.emit('stateChange', state);
  }
  #advertise(): void {
    for (const one of this.peripherals) if (one.isAround) this.emit('discover', one);
  }
}

class CharacteristicStandIn extends EventEmitter implements CharacteristicLike {
  constructor(
    readonly uuid: string,
    readonly properties: readonly string[],
    readonly write: (data: Uint8Array) => Promise<void>,
  ) {
    super();
  }
  async subscribeAsync(): Promise<void> {}
  writeAsync(data: Uint8Array): Promise<void> {
    return this.write(data);
  }
}

/** Ways in which a peripheral fails its central. */
export interface Whims {
  /** Attempts to connect that fail with this many errors 0x3e. */
  failures: number;
  /** Never answers an attempt to connect. */
  deaf: boolean;
  /** Never answers a write of a command, as noble does when the answer is an error. */
  unanswered: boolean;
  /** Chunks that are lost silently: each by its turn. */
  lose: (turn: number) => boolean;
  /** Makes of a notification what it likes. */
  spoil: (chunk: Uint8Array) => Uint8Array;
  mtu: number;
  service: string;
  without: string;
  properties: readonly string[];
}

/** A peripheral with the service of an instrument, and `InstrumentRig` behind it. */
export class PeripheralStandIn extends EventEmitter implements PeripheralLike {
  readonly id: string;
  readonly connectable = true;
  readonly rssi = -60;
  readonly advertisement = { localName: 'HZ', manufacturerData: beaconData() };
  mtu: number | null = null;
  state = 'disconnected';
  isAround = true;
  connections = 0;
  acknowledgements = 0;
  readonly whims: Whims = {
    failures: 0,
    deaf: false,
    unanswered: false,
    lose: () => false,
    spoil: (chunk) => chunk,
    mtu: 131,
    service: plain(RADIO_SERVICE),
    without: '',
    properties: ['write', 'writeWithoutResponse'],
  };
  readonly stream: CharacteristicStandIn;
  readonly #all: CharacteristicStandIn[];
  #size = 0;
  #oldest = 0;
  #out: Uint8Array[] = [];
  #waiting = Buffer.alloc(0);
  #turn = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    readonly address: string,
    readonly rig: InstrumentRig,
  ) {
    super();
    this.id = address.replaceAll(':', '');
    this.stream = new CharacteristicStandIn(plain(RADIO_STREAM), ['notify'], async () => {});
    const commands = new CharacteristicStandIn(plain(RADIO_COMMANDS), this.whims.properties, async (data) => {
      if (this.whims.unanswered) return new Promise(() => {});
      if (this.state !== 'connected') throw new Error('Disconnected 8');
      rig.port.onWrite(data);
    });
    const flow = new CharacteristicStandIn(plain(RADIO_FLOW), this.whims.properties, async (data) => this.#flow(data));
    this.#all = [this.stream, commands, flow];
    rig.port.send = (bytes) => {
      this.#waiting = Buffer.concat([this.#waiting, bytes]);
      this.#fill();
    };
  }

  async connectAsync(): Promise<void> {
    this.state = 'connecting';
    if (this.whims.deaf) {
      await new Promise((_, reject) => this.once('cancelled', () => reject(new Error('connection canceled!'))));
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
    if (this.state !== 'connecting') throw new Error('connection canceled!');
    if (this.whims.failures > 0) {
      this.whims.failures--;
      this.state = 'error';
      throw new Error('Connection Failed to be Established (0x3e)');
    }
    this.state = 'connected';
    this.connections++;
    this.mtu = this.whims.mtu;
  }
  cancelConnect(): void {
    this.state = 'disconnected';
    this.emit('cancelled');
  }
  async disconnectAsync(): Promise<void> {
    this.vanish(0x16);
  }
  async discoverServicesAsync(): Promise<ServiceLike[]> {
    const { service, without } = this.whims;
    const found = this.#all.filter(({ uuid }) => uuid !== plain(without));
    return [{ uuid: service, discoverCharacteristicsAsync: async () => found }];
  }

  /** Out of range, or switched off. */
  vanish(reason: number | string = 8): void {
    if (this.state !== 'connected') return;
    this.state = 'disconnected';
    this.#forget();
    this.emit('disconnect', reason);
  }

  #forget(): void {
    clearTimeout(this.#timer);
    this.#out = [];
    this.#waiting = Buffer.alloc(0);
    this.#size = 0;
  }
  #flow(data: Uint8Array): void {
    const message = decodeFlow(data);
    if (message.type === 'begin') {
      this.#forget();
      this.#size = message.size;
      this.#oldest = 0;
      return;
    }
    this.acknowledgements++;
    const count = (message.next - this.#oldest) & 255;
    if (count === 0) {
      this.#again();
      return;
    }
    this.#out.splice(0, count);
    this.#oldest = message.next;
    this.#fill();
  }
  #fill(): void {
    while (this.#size > 0 && this.#out.length < CHUNK_WINDOW && this.#waiting.length > 0) {
      const number = (this.#oldest + this.#out.length) & 255;
      const chunk = Buffer.from([number, ...this.#waiting.subarray(0, this.#size)]);
      this.#waiting = this.#waiting.subarray(this.#size);
      this.#out.push(chunk);
      this.#notify(chunk);
    }
    clearTimeout(this.#timer);
    if (this.#out.length > 0) this.#timer = setTimeout(() => this.#again(), 40);
  }
  #again(): void {
    for (const chunk of this.#out) this.#notify(chunk);
    clearTimeout(this.#timer);
    if (this.#out.length > 0) this.#timer = setTimeout(() => this.#again(), 40);
  }
  #notify(chunk: Uint8Array): void {
    if (this.whims.lose(this.#turn++)) return;
    const told = this.whims.spoil(chunk);
    queueMicrotask(() => this.state === 'connected' && this.stream.emit('data', told, true));
  }
}
