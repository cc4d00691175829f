import { createLoadCell, feedInjection, type LoadCell } from '@hengzhun/hil-tests';
import type { EmulatedInstrument } from './emulated.js';
import { drain, layLine, type RunningInstrument, switchOff } from './running.js';
import { SampleQueue } from './sample-queue.js';
import type { EmulatedScale } from './scales.js';

/** Starts a scale, connects its load cell and lays its line. */
export async function startScale(
  scale: EmulatedScale,
  instrument: EmulatedInstrument,
  seed: number,
  samplePeriodMs: number,
  now: () => number,
): Promise<RunningInstrument> {
  const { host } = instrument;
  const cell: LoadCell = createLoadCell({ ...scale.cell, samplePeriodMs, countsPerE: 250 }, seed);
  const { name, tamperAfter } = scale;
  const line = layLine(host, `emulated/${name}`, tamperAfter === undefined ? undefined : () => now() >= tamperAfter);
  await host.start();
  // On the emulation host time passes only when it is told to; a real interpreter lives in real time.
  const queue = new SampleQueue(async () => {
    if (host.kind === 'emulation') await host.run(samplePeriodMs);
  });
  const feed = feedInjection(host, queue, { stallMs: 20_000 }).catch((error: unknown) => queue.fail(error));
  return {
    name,
    instrument,
    ...line,
    meet: async () => undefined,
    step: () => queue.push(cell.next()),
    async finish() {
      queue.end();
      await feed;
      await drain(host);
    },
    stop: () => switchOff(instrument),
  };
}
