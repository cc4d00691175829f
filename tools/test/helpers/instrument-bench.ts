import {
  createEmulationHost,
  createLoadCell,
  type EmulationHost,
  feedInjection,
  openPtyPair,
  type PtyPair,
  RealTimeClock,
} from '@hengzhun/hil-tests';
import { SlipDecoder, slipEncodeBytes } from '@hengzhun/protocol';
import { SerialPort } from 'serialport';
import { emulatedGeometry } from '../../src/station/emulated.js';
import { instrumentBundle } from '../../src/station/firmware-bundle.js';
import { whitewash } from '../../src/station/tamper.js';

/** A provisioned instrument on the far end of a pseudo-terminal, in real time, twenty samples a second. */
export interface Bench {
  readonly port: string;
  readonly pair: PtyPair;
  readonly host: EmulationHost;
  /** Frames are rewritten on the line while true. */
  tampering: boolean;
  stop(): Promise<void>;
}

/** Puts an instrument with this configuration on a pseudo-terminal and switches it on. */
export async function openBench(configuration: Uint8Array): Promise<Bench> {
  const host = createEmulationHost({
    bundle: await instrumentBundle('scale', 'emulation'),
    files: { 'hz.cfg': configuration },
    geometry: emulatedGeometry,
    clock: new RealTimeClock(),
  });
  const pair = await openPtyPair();
  const near = await new Promise<SerialPort>((resolve, reject) => {
    const port = new SerialPort({ path: pair.a, baudRate: 115_200 }, (error) =>
      error ? reject(error) : resolve(port),
    );
  });
  near.on('data', (bytes: Buffer) => host.serial1.write(bytes));
  near.on('error', () => undefined);
  const ending = new AbortController();
  const made: Bench = {
    port: pair.b,
    pair,
    host,
    tampering: false,
    async stop() {
      ending.abort();
      // It may have been switched off in the middle of a sample.
      await Promise.race([feed, new Promise((resolve) => setTimeout(resolve, 500))]);
      await host.stop();
      if (near.isOpen) await new Promise<void>((resolve) => near.close(() => resolve()));
      await pair.close();
    },
  };
  const decoder = new SlipDecoder();
  host.serial1.onData((bytes) => {
    if (!near.isOpen) return;
    for (const item of decoder.push(bytes)) {
      near.write(Buffer.from(slipEncodeBytes(made.tampering ? whitewash(item.bytes) : item.bytes)));
    }
  });
  await host.start();
  const cell = createLoadCell({}, 7);
  const samples = (async function* () {
    while (!ending.signal.aborted) {
      yield cell.next();
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  })();
  const feed = feedInjection(host, samples, { signal: ending.signal, stallMs: 600_000 }).catch(() => undefined);
  return made;
}
