import type { KeyObject } from 'node:crypto';
import {
  type Central,
  createAir,
  createEmulatedRadio,
  hasStacks,
  openCentral,
  RealTimeClock,
} from '@hengzhun/hil-tests';
import { InstrumentStream, openSerialLink, type Store } from '@hengzhun/host-sdk';
import { ToolError } from '../../errors.js';
import { publicJwk } from '../../provision/public-jwk.js';
import { makerKeyOf, masterKeyOf } from '../../provision/secret-files.js';
import { type DataFolder, takeDataFolder } from '../data-folder.js';
import { type EmulatedInstrument, openEmulated } from '../emulated.js';
import { instrumentBundle } from '../firmware-bundle.js';
import { Pace } from '../pace.js';
import type { RunningInstrument } from '../running.js';
import { sealNewborn } from '../seal-newborn.js';
import { startDispenser } from '../start-dispenser.js';
import { startScale } from '../start-scale.js';
import { samplePeriodMs } from '../station-options.js';
import { dispenserOrder, maker, scaleOrder } from '../station-orders.js';
import { type InstrumentOnAir, instrumentsOnAir } from './instruments-on-air.js';

export interface StationOnAirOptions {
  /** Folder that keeps the instruments' flash and the keys of their maker. */
  readonly data: string;
  /** Where those that are to be known are enrolled. */
  readonly store: Store;
  /** Told what went wrong with one of them while it ran. */
  readonly fault: (error: unknown) => void;
}

/** A hall with emulated instruments on a virtual radio, in real time, and the computer's adapter in it. */
export interface StationOnAir {
  /** What the SDK scans and connects with. */
  readonly noble: Central['noble'];
  readonly count: number;
  close(): Promise<void>;
}

/**
 * Starts emulated instruments that run the real firmware bundle, each with a radio in one virtual air. They go on from their flash of an earlier run.
 * @throws {ToolError} `tool-radio-stacks-missing`, `tool-data-*`
 */
export async function openStationOnAir({ data: place, store, fault }: StationOnAirOptions): Promise<StationOnAir> {
  if (!hasStacks()) throw new ToolError('tool-radio-stacks-missing');
  const data = takeDataFolder(place);
  const ending = new AbortController();
  const clock = new RealTimeClock();
  const air = createAir({ clock });
  const running: { readonly stop: () => Promise<void>; readonly lived: Promise<void> }[] = [];
  const central = openCentral(air);
  const close = async () => {
    ending.abort();
    central.close();
    await Promise.all(running.map(({ lived }) => lived));
    await Promise.all(running.map(({ stop }) => stop()));
    air.close();
    data.release();
  };
  try {
    const { key: makerKey } = makerKeyOf(data.file('secret', 'maker.pem'));
    const masterKey = masterKeyOf(data.file('secret', 'master.key'));
    await store.registry.trustMaker(maker, publicJwk(makerKey));
    for (const [index, one] of instrumentsOnAir.entries()) {
      const radio = createEmulatedRadio(air, { position: one.position });
      const instrument = await openOne(one, data, makerKey, masterKey, { clock, radio });
      if (one.enrolled) await store.registry.enrol(instrument.record);
      const started = one.dispenser
        ? await startDispenser(one.dispenser, instrument, data, index, samplePeriodMs)
        : await startScale(one.scale!, instrument, index, samplePeriodMs, () => 0);
      const lived = live(started, masterKey, ending.signal, fault).catch(fault);
      running.push({
        lived,
        stop: async () => {
          await started.stop();
          radio.peripheral.close();
        },
      });
    }
  } catch (error) {
    await close();
    throw error;
  }
  return { noble: central.noble, count: instrumentsOnAir.length, close };
}

async function openOne(
  { name, dispenser }: InstrumentOnAir,
  data: DataFolder,
  makerKey: KeyObject,
  masterKey: Uint8Array,
  emulation: NonNullable<Parameters<typeof openEmulated>[0]['emulation']>,
): Promise<EmulatedInstrument> {
  const bundle = await instrumentBundle(dispenser ? 'dispenser' : 'scale', 'emulation');
  const order = { ...(dispenser ? dispenserOrder(name) : scaleOrder(name)), radio: true };
  return openEmulated({ name, data, bundle, order, makerKey, masterKey, interpreter: undefined, emulation });
}

/** The life of one instrument: its load or its fuelings in real time, sealed once, its flash kept whenever it has said something. */
async function live(
  one: RunningInstrument,
  masterKey: Uint8Array,
  signal: AbortSignal,
  fault: (error: unknown) => void,
): Promise<void> {
  const { path, binding, name, instrument } = one;
  const stream = new InstrumentStream(openSerialLink({ path, name, ...(binding ? { binding } : {}) }));
  let connected: () => void = () => undefined;
  const connecting = new Promise<void>((resolve) => {
    connected = resolve;
  });
  // What it has told anybody it must remember: everything leaves by the line as well.
  const listening = (async () => {
    for await (const { type } of stream) {
      if (type === 'connected') connected();
      instrument.save();
    }
  })();
  const pace = new Pace(1, signal);
  try {
    await one.meet();
    // An instrument lives on whether it is sealed or not; it shows in what it says of itself, too.
    connecting
      .then(() => sealNewborn(stream, masterKey, 1))
      .catch((error: unknown) => {
        if (!signal.aborted) fault(error);
      });
    for (let at = 0; await pace.until(at); at += samplePeriodMs) await one.step();
    await one.finish();
  } finally {
    await stream.close();
    await listening;
  }
}
