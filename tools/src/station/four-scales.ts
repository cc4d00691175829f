import {
  createLoadCell,
  createVirtualBinding,
  feedInjection,
  type InstrumentHost,
  type LoadCell,
} from '@hengzhun/hil-tests';
import type { SerialBinding } from '@hengzhun/host-sdk';
import type { EmulatedInstrument } from './emulated.js';
import { SampleQueue } from './sample-queue.js';
import type { EmulatedScale } from './scales.js';
import { createTamperer } from './tamper.js';

/** One scale of the station at work: its instrument, its load cell, its port. */
export interface RunningScale {
  readonly scale: EmulatedScale;
  readonly instrument: EmulatedInstrument;
  readonly path: string;
  /** A binding of its own for ports inside this process; undefined: the port exists outside. */
  readonly binding: SerialBinding | undefined;
  /** Feeds the next sample; resolves when the instrument has room for another. @throws RigError `injection-stalled` */
  step(): Promise<void>;
  /** Time of the next sample, simulated ms. */
  readonly next: number;
  /** Ends the feed and gives the last frames their time on the line. */
  finish(): Promise<void>;
  /** Switches the instrument off; its flash is saved. The port vanishes with it: to be closed before. */
  stop(): Promise<void>;
}

/** Starts an instrument, connects its load cell and lays its line, with somebody on it where the scale is to be tampered with. */
export async function startScale(
  scale: EmulatedScale,
  instrument: EmulatedInstrument,
  seed: number,
  samplePeriodMs: number,
  now: () => number,
): Promise<RunningScale> {
  const { host } = instrument;
  const cell: LoadCell = createLoadCell({ ...scale.cell, samplePeriodMs, countsPerE: 250 }, seed);
  const { tamperAfter } = scale;
  const line = layLine(
    host,
    `emulated/${scale.name}`,
    tamperAfter === undefined ? undefined : () => now() >= tamperAfter,
  );
  await host.start();
  // On the emulation host time passes only when it is told to; a real interpreter lives in real time.
  const queue = new SampleQueue(async () => {
    if (host.kind === 'emulation') await host.run(samplePeriodMs);
  });
  const feed = feedInjection(host, queue, { stallMs: 20_000 }).catch((error: unknown) => queue.fail(error));
  let next = 0;
  return {
    scale,
    instrument,
    ...line,
    get next() {
      return next;
    },
    async step() {
      const sample = cell.next();
      await queue.push(sample);
      next = sample.timeMs + samplePeriodMs;
    },
    async finish() {
      queue.end();
      await feed;
      await host.run(host.kind === 'emulation' ? 2000 : 300);
    },
    async stop() {
      await host.cutPower();
      instrument.save();
      await host.stop();
    },
  };
}

function layLine(
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
