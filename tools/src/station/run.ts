import { existsSync, readFileSync } from 'node:fs';
import {
  type InstrumentStatus,
  InstrumentStream,
  ingestStreams,
  openSerialLink,
  openStore,
  type Store,
} from '@hengzhun/host-sdk';
import type { Output } from '../cli/output.js';
import { ToolError } from '../errors.js';
import { exitCode } from '../exit-codes.js';
import type { MessageKey } from '../language/catalogue.js';
import { publicJwk } from '../provision/public-jwk.js';
import { makerKeyOf, masterKeyOf } from '../provision/secret-files.js';
import { stationClock } from './clock.js';
import { type DataFolder, replaceFile, takeDataFolder } from './data-folder.js';
import { stationDispensers } from './dispensers.js';
import { openEmulated, type StationOrder } from './emulated.js';
import { instrumentBundle } from './firmware-bundle.js';
import type { Row } from './model.js';
import { Pace } from './pace.js';
import { Reporter } from './reporter.js';
import type { RunningInstrument } from './running.js';
import { stationScales } from './scales.js';
import { atRest, sealNewborn } from './seal-newborn.js';
import { startDispenser } from './start-dispenser.js';
import { startScale } from './start-scale.js';
import { type StationOptions, samplePeriodMs } from './station-options.js';
import { dispenserOrder, maker, scaleOrder } from './station-orders.js';

/** Longest real time, ms, for which emulated instruments rest until all are sealed; others, and what is late, are sealed while time passes. */
const REST_MS = 5000;

const interpreterOf = (): string | undefined => process.env.ESPRUINO_BIN || undefined;

/** Runs all instruments until the time is over or the user ends it. Returns the exit code. */
export async function runStation(output: Output, options: StationOptions): Promise<number> {
  const data = takeDataFolder(options.data);
  try {
    return await runOn(output, options, data);
  } finally {
    data.release();
  }
}

async function runOn(output: Output, options: StationOptions, data: DataFolder): Promise<number> {
  const ending = new AbortController();
  const pace = new Pace(options.speed, ending.signal);
  const base = Math.max(Date.now(), simulatedUntil(data));
  const clock = stationClock(base, pace);
  const store = await openStore(data.store, { clock });
  const forget = endOnSignals(ending, options.for);
  const masterKey = masterKeyOf(data.file('secret', 'master.key'));
  let running: RunningInstrument[] = [];
  const reporter = new Reporter(output, options, pace, interpreterOf() === undefined ? 'emulation' : 'espruino');
  try {
    reporter.begin();
    running = await startAll(output, options, data, store, pace, reporter, masterKey);
    const streams = running.map(({ path, binding, name }) => {
      const link = openSerialLink({ path, name, clock, ...(binding ? { binding } : {}) });
      return new InstrumentStream(link, { clock });
    });
    const saving = {
      // What an instrument sent it must remember, whatever happens to this process: flash first, then the acknowledgement.
      ingest: async (packets: Parameters<Store['ingest']>[0]) => {
        const senders = new Set(packets.map(({ link }) => link));
        for (const { name, instrument } of running) if (senders.has(name)) instrument.save();
        return store.ingest(packets);
      },
      recordLosses: store.recordLosses.bind(store),
    };
    const connected = new Set<string>();
    let allConnected: () => void = () => undefined;
    const connecting = new Promise<void>((resolve) => {
      allConnected = resolve;
    });
    const reading = ingestStreams({
      store: saving,
      streams,
      clock,
      batchDelay: 200 * options.speed,
      onOutcome: (outcome) => reporter.outcome(outcome),
      onEvent: (event) => {
        reporter.event(event);
        if (event.type === 'connected' && connected.add(event.link).size === running.length) allConnected();
      },
      onStoreError: (error, delay) => reporter.storeError(error, delay / options.speed),
    });
    // A store that cannot go on ends the station, not the other way round.
    const failed = reading.catch((error: unknown) => {
      ending.abort(error);
    });
    await Promise.race([connecting, failed]);
    const rest = AbortSignal.any([ending.signal, AbortSignal.timeout(REST_MS)]);
    await Promise.all(
      running.map(async ({ name, instrument: { host }, meet }, index) => {
        const sealing = meet().then(() => sealNewborn(streams[index]!, masterKey, options.speed));
        // It shows in what the instrument says of itself, too: it stays unsealed.
        sealing.catch((error: unknown) => reporter.failed(name, error));
        await atRest(host, sealing, rest);
      }),
    );
    await liveThrough(running, pace, options.until ?? Number.POSITIVE_INFINITY, store, reporter);
    await Promise.all(running.map((one) => one.finish()));
    await Promise.all(streams.map((stream) => stream.close()));
    await failed;
    await Promise.all(running.map((one) => one.stop()));
    if (ending.signal.reason instanceof Error && ending.signal.reason.name !== 'AbortError') throw ending.signal.reason;
    rememberTime(data, base + pace.now);
    reporter.end(await statuses(store), await store.summary());
    return exitCode.ok;
  } finally {
    reporter.close();
    forget();
    await Promise.allSettled(running.map((one) => one.instrument.host.stop()));
    await store.close();
  }
}

async function startAll(
  output: Output,
  options: StationOptions,
  data: DataFolder,
  store: Store,
  pace: Pace,
  reporter: Reporter,
  masterKey: Uint8Array,
): Promise<RunningInstrument[]> {
  const interpreter = interpreterOf();
  const host = interpreter === undefined ? 'emulation' : 'espruino';
  const { key: makerKey } = makerKeyOf(data.file('secret', 'maker.pem'));
  await store.registry.trustMaker(maker, publicJwk(makerKey));
  const running: RunningInstrument[] = [];
  const open = async (one: { name: string; title: MessageKey; story: MessageKey }, order: StationOrder) => {
    const bundle = await instrumentBundle(order.kind ?? 'scale', host);
    const { name } = one;
    const instrument = await openEmulated({ name, data, bundle, makerKey, masterKey, interpreter, order });
    const enrolled = await store.registry.enrol(instrument.record);
    const row: Row = {
      name,
      title: output.text(one.title),
      story: output.text(one.story),
      kid: enrolled.key.kid,
      frames: 0,
      refused: 0,
      discarded: 0,
      lastRefusal: '',
      status: undefined,
      ended: undefined,
    };
    return { instrument, tell: () => reporter.add(row, instrument, enrolled.instrument.ueid) };
  };
  for (const [index, scale] of stationScales.entries()) {
    const { instrument, tell } = await open(scale, scaleOrder(scale.name));
    running.push(await startScale(scale, instrument, options.seed + index, samplePeriodMs, () => pace.now));
    tell();
  }
  for (const [index, dispenser] of stationDispensers.entries()) {
    const { instrument, tell } = await open(dispenser, dispenserOrder(dispenser.name));
    const seed = options.seed + stationScales.length + index;
    running.push(await startDispenser(dispenser, instrument, data, seed, samplePeriodMs));
    tell();
  }
  return running;
}

/** Goes through time, all instruments in step, and looks at the judgements once a simulated reporting interval or real second. */
async function liveThrough(
  running: readonly RunningInstrument[],
  pace: Pace,
  until: number,
  store: Store,
  reporter: Reporter,
): Promise<void> {
  let looked = 0;
  for (let at = 0; at < until && (await pace.until(at)); at += samplePeriodMs) {
    await Promise.all(running.map((one) => one.step()));
    const real = performance.now();
    if (real - looked > 250) {
      looked = real;
      reporter.judge(await statuses(store));
    }
  }
}

async function statuses(store: Store): Promise<InstrumentStatus[]> {
  return store.evaluateAll();
}

/** Ctrl-C, SIGTERM, a closed terminal or the end of the time end the station in good order; a second Ctrl-C after a second at once. */
function endOnSignals(ending: AbortController, after: number | undefined): () => void {
  let first = 0;
  const end = (signal?: NodeJS.Signals) => {
    // npm passes the terminal's Ctrl-C on once more: within a second it is the same one.
    if (ending.signal.aborted && signal === 'SIGINT' && Date.now() - first > 1000) process.exit(exitCode.interrupted);
    first ||= Date.now();
    ending.abort();
  };
  const signals: NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, end);
  const timer = after === undefined ? undefined : setTimeout(() => end(), after);
  return () => {
    for (const signal of signals) process.off(signal, end);
    clearTimeout(timer);
  };
}

interface Remembered {
  readonly simulatedUntil: number;
}

/** Date that the simulated time of earlier runs has reached, ms since 1970: receipts never go back. */
function simulatedUntil(data: DataFolder): number {
  const file = data.file('station.json');
  if (!existsSync(file)) return 0;
  try {
    const { simulatedUntil: until } = JSON.parse(readFileSync(file, 'utf8')) as Remembered;
    if (Number.isSafeInteger(until)) return until;
    throw new Error('simulatedUntil');
  } catch (cause) {
    throw new ToolError('tool-data-damaged', { path: file, reason: (cause as Error).message }, exitCode.io, cause);
  }
}

function rememberTime(data: DataFolder, until: number): void {
  replaceFile(
    data.file('station.json'),
    `${JSON.stringify({ simulatedUntil: Math.round(until) } satisfies Remembered)}\n`,
    0o644,
  );
}
