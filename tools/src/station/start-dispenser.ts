import { existsSync, readFileSync } from 'node:fs';
import { feedInjection, type InjectionLine } from '@hengzhun/hil-tests';
import { type DataFolder, replaceFile } from './data-folder.js';
import type { EmulatedDispenser } from './dispensers.js';
import type { EmulatedInstrument } from './emulated.js';
import { NozzleFeed } from './nozzle-feed.js';
import { drain, layLine, type RunningInstrument, switchOff } from './running.js';
import { SampleQueue } from './sample-queue.js';

/** Identity of the encoder of a nozzle, 16 hexadecimal digits. */
const identityOf = (nozzle: number) => `0102030405060${nozzle}08`;

/**
 * Starts a dispenser, connects meters, encoders and switches of its nozzles, and lays its line. Encoders that were initialised at the sealing
 * of an earlier run remember it, as real ones do.
 */
export async function startDispenser(
  dispenser: EmulatedDispenser,
  instrument: EmulatedInstrument,
  data: DataFolder,
  seed: number,
  periodMs: number,
): Promise<RunningInstrument> {
  const { host } = instrument;
  const { name, trade } = dispenser;
  const memory = data.file('instruments', host.kind === 'emulation' ? 'emulation' : 'espruino', name, 'encoders.json');
  const initialised = new Set<number>(
    instrument.fresh || !existsSync(memory) ? [] : (JSON.parse(readFileSync(memory, 'utf8')) as number[]),
  );
  const feeds = trade.map((options, nozzle) => new NozzleFeed(nozzle, options, seed * 10 + nozzle));
  const identify = (nozzle: number): InjectionLine => ({
    nozzle,
    identity: identityOf(nozzle),
    initialised: initialised.has(nozzle),
  });
  const line = layLine(host, `emulated/${name}`, undefined);
  await host.start();
  let passing = 0;
  const queue = new SampleQueue(async () => {
    // On the emulation host time passes only when it is told to, once for all lines of a period.
    if (host.kind === 'emulation' && passing > 0) await host.run(passing);
    passing = 0;
  });
  const wishes: number[] = [];
  const feed = feedInjection(host, queue, { stallMs: 20_000, onWish: (nozzle) => wishes.push(nozzle) }).catch(
    (error: unknown) => queue.fail(error),
  );
  let time = 0;
  return {
    name,
    instrument,
    ...line,
    // Sealed before its encoders have said who they are, a dispenser would pair with none.
    async meet() {
      for (const { nozzle } of feeds) await queue.push(identify(nozzle));
    },
    async step() {
      const lines: InjectionLine[] = [];
      for (const nozzle of wishes.splice(0)) {
        initialised.add(nozzle);
        replaceFile(memory, JSON.stringify([...initialised]), 0o644);
        lines.push(identify(nozzle));
      }
      passing = periodMs;
      for (const one of [...lines, ...feeds.flatMap((nozzle) => nozzle.until(time))]) await queue.push(one);
      time += periodMs;
    },
    async finish() {
      queue.end();
      await feed;
      await drain(host);
    },
    stop: () => switchOff(instrument),
  };
}
