import { createVirtualBinding, type InstrumentHost } from '@hengzhun/hil-tests';
import type { SerialBinding } from '@hengzhun/host-sdk';
import type { EmulatedInstrument } from './emulated.js';
import { createTamperer } from './tamper.js';

/** One instrument of the station at work: its surroundings and its port. */
export interface RunningInstrument {
  readonly name: string;
  readonly instrument: EmulatedInstrument;
  readonly path: string;
  /** A binding of its own for ports inside this process; undefined: the port exists outside. */
  readonly binding: SerialBinding | undefined;
  /** Makes known to it what is connected to it, before any time passes. @throws RigError `injection-stalled` */
  readonly meet: () => Promise<void>;
  /** Feeds the next period; resolves when the instrument has room for another. @throws RigError `injection-stalled` */
  step(): Promise<void>;
  /** Ends the feed and gives the last frames their time on the line. */
  finish(): Promise<void>;
  /** Switches the instrument off; its flash is saved. The port vanishes with it: to be closed before. */
  stop(): Promise<void>;
}

/** Lays the line of an instrument, with somebody on it where it is to be tampered with. */
export function layLine(
  host: InstrumentHost,
  name: string,
  tampering: (() => boolean) | undefined,
): { path: string; binding: SerialBinding | undefined } {
  const outside = host.serial1.path;
  if (outside !== undefined && tampering === undefined) return { path: outside, binding: undefined };
  const binding = createVirtualBinding({ clock: host.clock });
  binding.attach(name, host.serial1, tampering ? { toHost: { tamper: createTamperer(tampering) } } : {});
  return { path: name, binding };
}

/** Lets the last frames out. */
export async function drain(host: InstrumentHost): Promise<void> {
  await host.run(host.kind === 'emulation' ? 2000 : 300);
}

/** Switches an instrument off; its flash is saved. */
export async function switchOff(instrument: EmulatedInstrument): Promise<void> {
  await instrument.host.cutPower();
  instrument.save();
  await instrument.host.stop();
}
