import {
  describeInjection,
  dispenserChannels,
  dispenserParameterList,
  dispenserUnobserved,
  PROVISIONING_FILE,
  type Provisioning,
} from '@hengzhun/firmware';
import type { Bundle } from '@hengzhun/firmware/build';
import { INSTRUMENT_KIND_DISPENSER, KEY_ASSURANCE_LOW } from '@hengzhun/protocol';
import {
  createEmulationHost,
  createEspruinoHost,
  feedInjection,
  type InjectionLine,
  type InstrumentHost,
  SERIAL1_PATH,
  SERIAL2_PATH,
} from '../../src/index.js';
import { bundleOf } from './bundles.js';
import type { HostCase } from './hosts.js';
import { configuration } from './instrument.js';
import { binary, withoutInterpreter } from './interpreter.js';

/** The dispenser's bundle. */
export const dispenserBundle = (): Promise<Bundle> => bundleOf({ instrument: 'dispenser' });

/** Parameters of a dispenser with two nozzles and encoders of their own; a changed calibration factor of nozzle 0. */
export function parameters(calibration = 1_000_000): number[] {
  return dispenserParameterList({
    nozzles: [
      { pulses: 10_000, fuel: 'petrol', calibration },
      { pulses: 10_000, fuel: 'diesel' },
    ],
  });
}

/** `hz.cfg` of that dispenser, which takes its inputs from the injection port. */
export function dispenserConfiguration(calibration?: number, changes: Partial<Provisioning> = {}): Uint8Array {
  const list = parameters(calibration);
  return configuration({
    statement: {
      ueid: `\x01${'\x22'.repeat(16)}`,
      oemid: '\x11'.repeat(16),
      hwmodel: 'rig',
      hwversion: '1',
      dbgstat: 1,
      eatProfile: 'tag:hengzhun,2026:dispenser/1',
      swname: 'hengzhun-dispenser',
      swversion: '0.1.0',
      data: {
        instrumentKind: INSTRUMENT_KIND_DISPENSER,
        reportingInterval: 60,
        typeApproval: 'none',
        serialNumber: 'rig-2',
        keyAssurance: KEY_ASSURANCE_LOW,
        observedChannels: String.fromCharCode(...dispenserChannels(list)),
        nozzles: ['92', '0#'].map((fuel) => ({
          fuel,
          minimumFlow: 5000,
          maximumFlow: 50_000,
          minimumQuantity: 5000,
          pulses: 10_000,
        })),
        unobserved: dispenserUnobserved(list, { thermometer: true, supply: false, caseSwitch: true }),
      },
    },
    instrument: list,
    drivers: [describeInjection({ path: SERIAL2_PATH })],
    protocolPort: { path: SERIAL1_PATH, baudrate: 115_200 },
    ...changes,
  });
}

/** Every host that can run here, with the dispenser's bundle. */
export const DISPENSERS: HostCase[] = [
  {
    name: 'emulation',
    create: async (config = dispenserConfiguration()) =>
      createEmulationHost({ bundle: (await dispenserBundle()).code, files: { [PROVISIONING_FILE]: config } }),
    measurement: async () => (await dispenserBundle()).sha256,
  },
  {
    name: 'interpreter',
    create: async (config = dispenserConfiguration()) =>
      createEspruinoHost({
        binary: binary(),
        bundle: (await dispenserBundle()).image,
        files: { [PROVISIONING_FILE]: config },
      }),
    measurement: async () => (await dispenserBundle()).imageSha256,
  },
].slice(0, withoutInterpreter() ? 1 : 2);

/** What the meters and encoders of the two nozzles have counted, and the time: what a rig feeds. */
export class Forecourt {
  time = 0;
  /** Nozzles whose encoder is to be told that it was initialised, as the instrument asked. */
  readonly wishes: number[] = [];
  readonly encoders = [
    { identity: '0102030405060708', initialised: false, count: 5_000_000 },
    { identity: '1112131415161718', initialised: false, count: 7_000_000 },
  ];
  #counts = [0, 0];

  constructor(readonly host: InstrumentHost) {}

  #feed(lines: InjectionLine[]): Promise<number> {
    return feedInjection(this.host, lines, { stallMs: 20_000, onWish: (nozzle) => this.wishes.push(nozzle) });
  }

  #read(nozzle: number): InjectionLine {
    const encoderCount = this.encoders[nozzle]!.count;
    return { timeMs: this.time, nozzle, up: this.#counts[nozzle]!, encoderCount, temperature: 1830 };
  }

  /** The board has started: its counters and clock begin anew, its encoders say who they are. */
  async booted(): Promise<void> {
    this.time = 0;
    this.#counts = [0, 0];
    await this.#feed(this.encoders.map(({ identity, initialised }, nozzle) => ({ nozzle, identity, initialised })));
    await this.rest(1);
  }

  /** What the instrument wished: its encoders hold themselves for initialised and say so. */
  async initialise(): Promise<void> {
    for (const nozzle of this.wishes.splice(0)) {
      this.encoders[nozzle]!.initialised = true;
      const { identity, initialised } = this.encoders[nozzle]!;
      await this.#feed([{ nozzle, identity, initialised }]);
    }
  }

  async rest(seconds: number): Promise<void> {
    const lines: InjectionLine[] = [];
    for (let i = 0; i < seconds; i++) {
      this.time += 1000;
      lines.push(this.#read(0), this.#read(1));
    }
    await this.#feed(lines);
  }

  async caseOpen(open: boolean): Promise<void> {
    await this.#feed([{ caseOpen: open }]);
  }

  /** A fueling of so many edges of the encoder, 200 a second; `gain`: edges that reach the board for each. */
  async fuel(nozzle: number, edges: number, gain = 1, preset?: number): Promise<void> {
    const encoder = this.encoders[nozzle]!;
    const [up, own] = [this.#counts[nozzle]!, encoder.count];
    const lines: InjectionLine[] = [{ timeMs: this.time, nozzle, lifted: true, preset }];
    for (let done = 0; done < edges; ) {
      done = Math.min(edges, done + 200);
      this.time += 1000;
      this.#counts[nozzle] = up + Math.round(done * gain);
      encoder.count = own + done;
      lines.push(this.#read(0), this.#read(1));
    }
    lines.push({ timeMs: this.time, nozzle, lifted: false });
    await this.#feed(lines);
    await this.rest(4);
  }
}
