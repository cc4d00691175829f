import type { Advertisement, RadioPeripheral } from '@hengzhun/hil-tests';
import { type Clock, systemClock } from '@hengzhun/host-sdk';
import {
  CHUNK_WINDOW,
  decodeFlow,
  FLOW_REPEAT,
  FLOW_RESEND,
  RADIO_COMMANDS,
  RADIO_FLOW,
  RADIO_SERVICE,
  RADIO_STREAM,
} from '@hengzhun/protocol';
import type { CharacteristicOptions, Property } from '@stoprocent/bleno';
import { InstrumentRig } from '../../../host-sdk/test/helpers/instrument-rig.js';
import type { TestInstrument } from '../../../host-sdk/test/helpers/test-instrument.js';

/** How a peripheral may break the contract. */
export interface GattFaults {
  /** Leaves a characteristic out. */
  readonly without?: 'stream' | 'commands' | 'flow';
  /** Offers another service. */
  readonly service?: string;
  /** Makes of a chunk what it likes. */
  spoil?: (chunk: Buffer) => Buffer | undefined;
  /** Answers writes of commands with an error, which noble never tells. */
  refuseWrites?: boolean;
}

const SUCCESS = 0;
const UNLIKELY = 0x0e;

/**
 * An instrument of the test's own behind bleno: the GATT service of the contract with go-back-N in its simplest form, and the answers of
 * `InstrumentRig` behind it. For what the real firmware does not do.
 */
export class GattInstrument {
  readonly rig: InstrumentRig;
  readonly faults: GattFaults;
  /** Chunks written, and those of them written again. */
  sent = 0;
  again = 0;
  readonly #peripheral: RadioPeripheral;
  readonly #clock: Clock;
  #notify: ((data: Buffer) => void) | undefined;
  #size = 0;
  #waiting = Buffer.alloc(0);
  /** Unacknowledged chunks, the oldest first, and the number of that. */
  #out: Buffer[] = [];
  #oldest = 0;
  #repeated = Number.NEGATIVE_INFINITY;
  #timer: unknown;
  #advertised: Advertisement | undefined;

  constructor(
    peripheral: RadioPeripheral,
    instrument: TestInstrument,
    faults: GattFaults = {},
    clock: Clock = systemClock,
  ) {
    this.#peripheral = peripheral;
    this.#clock = clock;
    this.faults = faults;
    this.rig = new InstrumentRig(instrument);
    this.rig.port.send = (bytes) => {
      this.#waiting = Buffer.concat([this.#waiting, bytes]);
      this.#fill();
    };
  }

  /** Offers the service and advertises. @param beacon manufacturer data */
  start(beacon: Uint8Array, name = 'HZ-T'): void {
    const { Characteristic, PrimaryService } = this.#peripheral.bleno;
    const make = (uuid: string, properties: Property[], more: Partial<CharacteristicOptions>) =>
      new Characteristic({ uuid: plain(uuid), properties, ...more });
    const all = {
      stream: make(RADIO_STREAM, ['notify'], {
        onSubscribe: (_handle, _most, notify) => {
          this.#notify = notify as (data: Buffer) => void;
        },
        onUnsubscribe: () => {
          this.#notify = undefined;
        },
      }),
      commands: make(RADIO_COMMANDS, ['write', 'writeWithoutResponse'], {
        onWriteRequest: (_handle, data, _offset, _without, done) => {
          if (!this.faults.refuseWrites) this.rig.port.onWrite(data);
          done(this.faults.refuseWrites ? UNLIKELY : SUCCESS);
        },
      }),
      flow: make(RADIO_FLOW, ['write', 'writeWithoutResponse'], {
        onWriteRequest: (_handle, data, _offset, _without, done) => {
          this.#take(data);
          done(SUCCESS);
        },
      }),
    };
    const { without, service = RADIO_SERVICE } = this.faults;
    const characteristics = Object.entries(all).flatMap(([part, one]) => (part === without ? [] : [one]));
    this.#peripheral.setServices([new PrimaryService({ uuid: plain(service), characteristics })]);
    this.#peripheral.on('disconnect', () => {
      this.#forget();
      // A connection ends advertising (Core Specification 5.4, volume 4, part E, section 7.8.9).
      if (this.#advertised) this.#peripheral.advertise(this.#advertised);
    });
    this.advertise(beacon, name);
  }

  advertise(beacon: Uint8Array, name: string): void {
    const data = Buffer.from([2, 1, 6, beacon.length + 1, 0xff, ...beacon]);
    const uuid = Buffer.from(plain(RADIO_SERVICE), 'hex').reverse();
    const scanResponse = Buffer.from([17, 7, ...uuid, name.length + 1, 8, ...Buffer.from(name)]);
    this.#advertised = { data, scanResponse, interval: 500 };
    this.#peripheral.advertise(this.#advertised);
  }

  stop(): void {
    this.#advertised = undefined;
    this.#forget();
    this.#peripheral.close();
  }

  #forget(): void {
    this.#clock.clearTimeout(this.#timer);
    this.#out = [];
    this.#waiting = Buffer.alloc(0);
    this.#size = 0;
  }

  #take(data: Buffer): void {
    const message = decodeFlow(data);
    if (message.type === 'begin') {
      this.#forget();
      this.#size = message.size;
      this.#oldest = 0;
      return;
    }
    const acknowledged = (message.next - this.#oldest) & 255;
    if (acknowledged === 0) {
      // Every repeated chunk is answered by another request to go back: without this rule of the contract they would multiply.
      if (this.#clock.now() - this.#repeated >= FLOW_REPEAT) this.#repeat();
      return;
    }
    this.#repeated = Number.NEGATIVE_INFINITY;
    this.#out.splice(0, acknowledged);
    this.#oldest = message.next;
    this.#fill();
  }

  #fill(): void {
    while (this.#size > 0 && this.#out.length < CHUNK_WINDOW && this.#waiting.length > 0) {
      const number = (this.#oldest + this.#out.length) & 255;
      const chunk = Buffer.from([number, ...this.#waiting.subarray(0, this.#size)]);
      this.#waiting = this.#waiting.subarray(this.#size);
      this.#out.push(chunk);
      this.#write(chunk);
    }
    this.#arm();
  }

  #repeat(): void {
    this.#repeated = this.#clock.now();
    for (const chunk of this.#out) {
      this.again++;
      this.#write(chunk);
    }
    this.#arm();
  }

  #write(chunk: Buffer): void {
    this.sent++;
    const spoiled = this.faults.spoil ? this.faults.spoil(chunk) : chunk;
    if (spoiled !== undefined) this.#notify?.(spoiled);
  }

  #arm(): void {
    this.#clock.clearTimeout(this.#timer);
    if (this.#out.length > 0) this.#timer = this.#clock.setTimeout(() => this.#repeat(), FLOW_RESEND);
  }
}

const plain = (uuid: string) => uuid.replaceAll('-', '');
