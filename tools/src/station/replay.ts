import { existsSync } from 'node:fs';
import { describeInjection, PROVISIONING_FILE } from '@hengzhun/firmware';
import {
  createEmulationHost,
  createEspruinoHost,
  createVirtualBinding,
  feedInjection,
  type InstrumentHost,
  LARGEST_COUNTS,
  type Recording,
  readRecording,
  SERIAL1_PATH,
  SERIAL2_PATH,
  samplesOf,
} from '@hengzhun/hil-tests';
import { InstrumentStream, ingestStreams, openSerialLink, openStore, type Store } from '@hengzhun/host-sdk';
import { className, formatMass } from '../cli/option-values.js';
import type { Output } from '../cli/output.js';
import { createProgress } from '../cli/progress.js';
import { ToolError } from '../errors.js';
import { exitCode } from '../exit-codes.js';
import { makeInstrument } from '../provision/make-instrument.js';
import { publicJwk } from '../provision/public-jwk.js';
import { makerKeyOf, masterKeyOf } from '../provision/secret-files.js';
import { type DataFolder, takeDataFolder } from './data-folder.js';
import { emulatedGeometry } from './emulated.js';
import { instrumentBundle } from './firmware-bundle.js';
import { ReplayReport } from './replay-report.js';
import { atRest, sealNewborn } from './seal-newborn.js';
import type { StationOptions } from './station-options.js';

/** Readings between two scheduled status frames; each costs the real interpreter a precomputed signature. Changes are told at once. */
const readingsPerFrame = { emulation: 10, espruino: 30 };

/**
 * Replays a recording of a real load cell through the firmware, as fast as it goes, and shows when and why its judgement of itself
 * and ours change. Every replay is a new instrument with a key of its own: the recorded cell is not the one of an earlier run.
 */
export async function runReplay(output: Output, options: StationOptions & { recording: string }): Promise<number> {
  if (!existsSync(options.recording)) throw new ToolError('tool-recording-missing', { path: options.recording });
  const recording = await readRecording(options.recording);
  const data = takeDataFolder(options.data);
  try {
    return await replayInto(output, options, recording, data);
  } finally {
    data.release();
  }
}

async function replayInto(
  output: Output,
  options: StationOptions & { recording: string },
  recording: Recording,
  data: DataFolder,
): Promise<number> {
  const interpreter = process.env.ESPRUINO_BIN || undefined;
  const rig = interpreter !== undefined;
  const period = samplePeriod(recording);
  const order = {
    serialNumber: `REPLAY-${Date.now().toString(36).toUpperCase()}`,
    maker: 'Hengzhun station',
    model: 'replayed scale',
    typeApproval: '',
    accuracyClass: options.class,
    maximum: options.max,
    verificationInterval: options.e,
    reportingInterval: Math.max(
      1,
      Math.min(86_400, Math.round((period * readingsPerFrame[rig ? 'espruino' : 'emulation']) / 1000)),
    ),
    samplePeriodMs: period,
    zeroCounts: 0,
    countsPerE: countsPerE(options.max / options.e),
    place: { region: '', name: 'replay' },
  };
  const masterKey = masterKeyOf(data.file('secret', 'master.key'));
  const makerKey = makerKeyOf(data.file('secret', 'maker.pem')).key;
  const made = makeInstrument(
    {
      ...order,
      drivers: [describeInjection({ path: rig ? SERIAL2_PATH : '' })],
      protocolPath: rig ? SERIAL1_PATH : '',
    },
    makerKey,
    { authority: masterKey },
  );
  const install = {
    bundle: await instrumentBundle('scale', rig ? 'espruino' : 'emulation'),
    files: { [PROVISIONING_FILE]: made.configuration },
  };
  const store = await openStore(data.store);
  const host =
    interpreter === undefined
      ? createEmulationHost({ ...install, geometry: emulatedGeometry })
      : await createEspruinoHost({ ...install, binary: interpreter });
  try {
    await store.registry.trustMaker(order.maker, publicJwk(makerKey));
    const { key } = await store.registry.enrol(made.record);
    const report = new ReplayReport(output, recording, { kid: key.kid, period, store, options, host: host.kind });
    report.begin(className(options.class), formatMass(options.max), formatMass(options.e));
    await play(
      output,
      host,
      store,
      recording,
      { period, gramsPerE: options.e / 1000, countsPerE: order.countsPerE },
      report,
      masterKey,
    );
    await report.end();
    return exitCode.ok;
  } finally {
    await host.stop();
    await store.close();
  }
}

async function play(
  output: Output,
  host: InstrumentHost,
  store: Store,
  recording: Recording,
  scale: { period: number; gramsPerE: number; countsPerE: number },
  report: ReplayReport,
  masterKey: Uint8Array,
): Promise<void> {
  const binding = host.serial1.path === undefined ? createVirtualBinding({ clock: host.clock }) : undefined;
  binding?.attach('emulated/replay', host.serial1);
  const path = host.serial1.path ?? 'emulated/replay';
  const link = openSerialLink({ path, name: 'replay', ...(binding ? { binding } : {}) });
  const stream = new InstrumentStream(link);
  let failure: unknown;
  let connect: () => void = () => undefined;
  const connected = new Promise<void>((resolve) => {
    connect = resolve;
  });
  const reading = ingestStreams({
    store,
    streams: [stream],
    batchDelay: 5,
    onOutcome: (outcome) => report.outcome(outcome),
    onEvent: ({ type }) => {
      if (type === 'connected') connect();
    },
  }).catch((error: unknown) => {
    failure = error;
    connect();
  });
  const progress = createProgress(!output.json);
  const total = recording.readings.length;
  const ending = new AbortController();
  const interrupt = () => ending.abort();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, interrupt);
  try {
    await host.start();
    await connected;
    // Its life stage is nothing that the recording tells.
    if (failure === undefined) {
      const sealing = sealNewborn(stream, masterKey, 1);
      await atRest(host, sealing);
      await sealing;
    }
    const samples = withTime(
      host,
      samplesOf(recording, { countsPerUnit: scale.countsPerE / scale.gramsPerE }),
      scale.period,
    );
    let sent = 0;
    await feedInjection(host, samples, {
      signal: ending.signal,
      stallMs: 30_000,
      onSample: () => {
        sent++;
        progress.update(sent, total, output.text('replay.progress', { sent, total }));
        if (failure !== undefined) ending.abort();
      },
    });
    // The last frames may still wait for a signature, or be on the line.
    await host.run(host.kind === 'emulation' ? 30_000 : 3000);
  } finally {
    progress.end();
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, interrupt);
    await stream.close();
    await reading;
  }
  if (failure !== undefined) throw failure;
}

/** On the emulation host the time between two readings must pass before the next; a real interpreter's passes by itself. */
async function* withTime<T>(host: InstrumentHost, samples: Iterable<T>, period: number): AsyncGenerator<T> {
  for (const sample of samples) {
    // The instrument's clock is that of the samples; its background work needs only some time in between.
    if (host.kind === 'emulation') await host.run(Math.min(period, 1000));
    yield sample;
  }
}

/** Median time between two readings, ms. */
function samplePeriod({ readings }: Recording): number {
  const steps = readings.slice(1).map(({ timeMs }, index) => timeMs - readings[index]!.timeMs);
  const sorted = steps.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 1000;
}

/** As fine as 24 bits allow with room for a fifth of overload, at most 1000 counts for one e. */
function countsPerE(intervals: number): number {
  return Math.max(1, Math.min(1000, Math.floor(LARGEST_COUNTS / (1.2 * intervals))));
}
