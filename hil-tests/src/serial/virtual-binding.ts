import type { RigClock } from '../host/clock.js';
import type { RigPort } from '../host/instrument-host.js';
import type { BindingInterface } from './binding-types.js';
import { type LineFaults, seededRandom } from './line.js';
import { VirtualPort } from './virtual-port.js';

export interface VirtualBindingOptions {
  /** The time of the line: the clock of the emulated instruments on it. */
  clock: RigClock;
  /** Seed of the line's faults. Default 1. */
  seed?: number;
}

export interface AttachOptions {
  /** False: bytes take no time. Default true: 10 bit times each at the rate at which the port was opened. */
  timing?: boolean;
  toHost?: LineFaults;
  toDevice?: LineFaults;
}

/** An emulated set of serial ports for `@serialport/stream`: pass it as `binding`. */
export interface VirtualBinding extends BindingInterface {
  /** Makes a port under `path` with `device` on its far end. */
  attach(path: string, device: RigPort, options?: AttachOptions): VirtualPort;
  /** Removes a port for good. */
  detach(path: string): void;
}

/**
 * Serial ports that exist only in this process, in the time of a rig. They behave as the native bindings do on Linux,
 * down to the words of their errors: what is written is heard after its transmission time, a second open is refused, a port
 * that vanishes fails its pending read, and comes back closed.
 */
export function createVirtualBinding(options: VirtualBindingOptions): VirtualBinding {
  const ports = new Map<string, VirtualPort>();
  const random = seededRandom(options.seed ?? 1);
  return {
    attach(path, device, attachOptions = {}) {
      if (ports.has(path)) throw new Error(`There is a virtual port ${path} already`);
      const port = new VirtualPort(path, device, options.clock, random, attachOptions);
      ports.set(path, port);
      return port;
    },
    detach(path) {
      ports.get(path)?.vanish();
      ports.delete(path);
    },
    async list() {
      return [...ports.values()]
        .filter((port) => port.present)
        .map(({ path }) => ({
          path,
          manufacturer: 'Hengzhun',
          serialNumber: path,
          pnpId: undefined,
          locationId: undefined,
          vendorId: undefined,
          productId: undefined,
        }));
    },
    async open(openOptions) {
      if (!openOptions?.path) throw new TypeError('"path" is not a valid port');
      if (!openOptions.baudRate) throw new TypeError('"baudRate" is not a valid baudRate');
      const port = ports.get(openOptions.path);
      if (!port?.present) throw new Error(`Error: No such file or directory, cannot open ${openOptions.path}`);
      return port.open(openOptions);
    },
  };
}
