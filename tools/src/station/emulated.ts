import type { KeyObject } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { describeInjection, PROVISIONING_FILE } from '@hengzhun/firmware';
import {
  createEmulationHost,
  createEspruinoHost,
  type EmulationOptions,
  Flash,
  type FlashGeometry,
  type InstrumentHost,
  LINUX_GEOMETRY,
  MDBT42Q_STORAGE,
  SERIAL1_PATH,
  SERIAL2_PATH,
  Storage,
} from '@hengzhun/hil-tests';
import type { EnrolmentRecord } from '@hengzhun/host-sdk';
import { ToolError } from '../errors.js';
import { makeInstrument } from '../provision/make-instrument.js';
import type { DispenserOrder, ScaleOrder } from '../provision/orders.js';
import { type DataFolder, replaceFile } from './data-folder.js';

/**
 * Flash of an emulated instrument: pages as on an MDBT42Q, but four times as many. A board holds a bundle built for it, pretokenised; the
 * emulation host runs the text of the bundle that can do everything, and an instrument of an earlier version keeps its flash beside it.
 */
export const emulatedGeometry: FlashGeometry = { ...MDBT42Q_STORAGE, pages: 4 * MDBT42Q_STORAGE.pages };

/** An emulated instrument with its flash, which outlives this process. */
export interface EmulatedInstrument {
  readonly host: InstrumentHost;
  readonly record: EnrolmentRecord;
  /** True: made now. False: goes on with the flash of an earlier run. */
  readonly fresh: boolean;
  /** The bundle in its flash was replaced by the present one. */
  readonly updated: boolean;
  /** Writes the flash to its file; to be called before anything it sent is acknowledged. */
  save(): void;
}

/** An order without what the host decides: where samples come from and where it speaks. */
export type StationOrder =
  | Omit<ScaleOrder, 'drivers' | 'protocolPath'>
  | Omit<DispenserOrder, 'drivers' | 'protocolPath'>;

export interface EmulatedOptions {
  readonly name: string;
  readonly data: DataFolder;
  readonly bundle: string;
  readonly order: StationOrder;
  readonly makerKey: KeyObject;
  readonly masterKey: Uint8Array;
  /** Path of a real interpreter; undefined: the emulation host. */
  readonly interpreter: string | undefined;
  /** On the emulation host: the time it shares with others, and its radio. */
  readonly emulation?: Pick<EmulationOptions, 'clock' | 'radio'>;
}

/**
 * The instrument `name` of a data folder: taken up again from its flash, or born when there is none.
 * @throws {ToolError} `tool-data-damaged`, `tool-data-unwritable`; RigError of the host
 */
export async function openEmulated(options: EmulatedOptions): Promise<EmulatedInstrument> {
  const { name, data, bundle, interpreter, emulation } = options;
  // Flash and paths of ports differ between the two hosts: each keeps its own instruments.
  const folder = interpreter === undefined ? 'emulation' : 'espruino';
  const flashFile = data.file('instruments', folder, name, 'flash.bin');
  const recordFile = data.file('instruments', folder, name, 'enrolment.json');
  const fresh = !existsSync(flashFile) || !existsSync(recordFile);
  let record: EnrolmentRecord;
  let host: InstrumentHost;
  let updated = false;
  if (fresh) {
    const rig = interpreter !== undefined;
    const made = makeInstrument(
      {
        ...options.order,
        drivers: [describeInjection({ path: rig ? SERIAL2_PATH : '' })],
        protocolPath: rig ? SERIAL1_PATH : '',
      },
      options.makerKey,
      { authority: options.masterKey },
    );
    record = made.record;
    const files = { [PROVISIONING_FILE]: made.configuration };
    host =
      interpreter === undefined
        ? createEmulationHost({ bundle, files, geometry: emulatedGeometry, ...emulation })
        : await createEspruinoHost({ bundle, files, binary: interpreter });
    replaceFile(recordFile, `${JSON.stringify(record, null, 2)}\n`, 0o644);
  } else {
    record = readRecord(recordFile);
    const earlier = takeUp(flashFile, interpreter === undefined ? emulatedGeometry : LINUX_GEOMETRY, bundle);
    updated = earlier.updated;
    host =
      interpreter === undefined
        ? createEmulationHost({ flash: earlier.flash, ...emulation })
        : await createEspruinoHost({ flash: earlier.flash.bytes, binary: interpreter });
  }
  const save = () => replaceFile(flashFile, host.flash.snapshot(), 0o600);
  save();
  return { host, record, fresh, updated, save };
}

function readRecord(file: string): EnrolmentRecord {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as EnrolmentRecord;
  } catch (cause) {
    throw new ToolError('tool-data-damaged', { path: file, reason: (cause as Error).message }, undefined, cause);
  }
}

/** The flash of an earlier version may have had fewer pages: the new ones lie behind them, erased. */
function withErasedPages(kept: Uint8Array, { pages, pageSize }: FlashGeometry): Uint8Array {
  if (kept.length === 0 || kept.length % pageSize !== 0 || kept.length > pages * pageSize) return new Uint8Array(kept);
  const bytes = new Uint8Array(pages * pageSize).fill(0xff);
  bytes.set(kept);
  return bytes;
}

/** Puts the present bundle into an earlier flash, as a maker's update would. */
function takeUp(file: string, geometry: FlashGeometry, bundle: string): { flash: Flash; updated: boolean } {
  try {
    const flash = new Flash(geometry, withErasedPages(readFileSync(file), geometry));
    const storage = new Storage(flash);
    const installed = storage.read('.bootcde');
    const updated = !installed || Buffer.from(installed).toString('latin1') !== bundle;
    if (updated && !storage.write('.bootcde', Buffer.from(bundle, 'latin1'))) throw new Error('no room for the bundle');
    return { flash, updated };
  } catch (cause) {
    throw new ToolError('tool-data-damaged', { path: file, reason: (cause as Error).message }, undefined, cause);
  }
}
