import { PROVISIONING_FILE } from '@hengzhun/firmware';
import type { Bundle } from '@hengzhun/firmware/build';
import { createEmulationHost, createEspruinoHost, type InstrumentHost } from '../../src/index.js';
import { bundleOf } from './bundles.js';
import { configuration } from './instrument.js';
import { binary, withoutInterpreter } from './interpreter.js';

/** The scale's bundle. */
export const scaleBundle = (): Promise<Bundle> => bundleOf({ instrument: 'scale' });

/** One way of running the firmware, for `describe.each`. */
export interface HostCase {
  name: string;
  /** A provisioned instrument, off, whose state file was made for so many records of the log. */
  create(config?: Uint8Array, logCapacity?: number): Promise<InstrumentHost>;
  /** SHA-256 over what stands in flash as the bundle, hexadecimal. */
  measurement(): Promise<string>;
}

const sized = (logCapacity: number | undefined) => (logCapacity === undefined ? {} : { logCapacity });

const emulation: HostCase = {
  name: 'emulation',
  async create(config = configuration(), logCapacity) {
    const { code } = await scaleBundle();
    return createEmulationHost({ bundle: code, files: { [PROVISIONING_FILE]: config }, ...sized(logCapacity) });
  },
  measurement: async () => (await scaleBundle()).sha256,
};

const onInterpreter = (name: string, bundle: () => Promise<Bundle>): HostCase => ({
  name,
  async create(config = configuration(), logCapacity) {
    const { image } = await bundle();
    const files = { [PROVISIONING_FILE]: config };
    return createEspruinoHost({ binary: binary(), bundle: image, files, ...sized(logCapacity) });
  },
  measurement: async () => (await bundle()).imageSha256,
});

const interpreter = onInterpreter('interpreter', scaleBundle);
/** As on the smallest boards: functions that run rarely are unpacked when they are called. */
const packed = onInterpreter('interpreter, packed image', () => bundleOf({ instrument: 'scale', packed: true }));

/** Every host that can run here. */
export const HOSTS: HostCase[] = withoutInterpreter() ? [emulation] : [emulation, interpreter, packed];
