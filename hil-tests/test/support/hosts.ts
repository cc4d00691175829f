import { PROVISIONING_FILE } from '@hengzhun/firmware';
import { type Bundle, buildBundle } from '@hengzhun/firmware/build';
import { createEmulationHost, createEspruinoHost, type InstrumentHost } from '../../src/index.js';
import { configuration } from './instrument.js';
import { binary, withoutInterpreter } from './interpreter.js';

let built: Promise<Bundle> | undefined;

/** The scale's bundle, built once for a test file. */
export function scaleBundle(): Promise<Bundle> {
  built ??= buildBundle({ instrument: 'scale' });
  return built;
}

/** One way of running the firmware, for `describe.each`. */
export interface HostCase {
  name: string;
  /** A provisioned instrument, off. */
  create(config?: Uint8Array): Promise<InstrumentHost>;
  /** SHA-256 over what stands in flash as the bundle, hexadecimal. */
  measurement(): Promise<string>;
}

const emulation: HostCase = {
  name: 'emulation',
  async create(config = configuration()) {
    const { code } = await scaleBundle();
    return createEmulationHost({ bundle: code, files: { [PROVISIONING_FILE]: config } });
  },
  measurement: async () => (await scaleBundle()).sha256,
};

const interpreter: HostCase = {
  name: 'interpreter',
  async create(config = configuration()) {
    const { image } = await scaleBundle();
    return createEspruinoHost({ binary: binary(), bundle: image, files: { [PROVISIONING_FILE]: config } });
  },
  measurement: async () => (await scaleBundle()).imageSha256,
};

/** Every host that can run here. */
export const HOSTS: HostCase[] = withoutInterpreter() ? [emulation] : [emulation, interpreter];
