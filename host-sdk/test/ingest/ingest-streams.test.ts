import { slipEncodeBytes } from '@hengzhun/protocol';
import { describe, expect, it } from 'vitest';
import { SdkError } from '../../src/errors.js';
import { InstrumentStream } from '../../src/frames/instrument-stream.js';
import { ingestStreams } from '../../src/ingest/ingest-streams.js';
import type { IngestOutcome } from '../../src/ingest/outcome.js';
import { openSerialLink } from '../../src/links/serial-link.js';
import { InstrumentRig } from '../helpers/instrument-rig.js';
import { until } from '../helpers/socat.js';
import { collect, temporaryStore } from '../helpers/temporary-store.js';
import { TestInstrument } from '../helpers/test-instrument.js';

async function setUp() {
  const store = await temporaryStore();
  const rigs = [new InstrumentRig(new TestInstrument(1)), new InstrumentRig(new TestInstrument(2))];
  for (const { instrument } of rigs) await store.registry.enrol(instrument.record());
  const backoff = { initial: 5, maximum: 10 };
  const streams = rigs.map(
    ({ port }, index) =>
      new InstrumentStream(openSerialLink({ path: `memory${index}`, binding: port.binding, backoff })),
  );
  const controller = new AbortController();
  const outcomes: IngestOutcome[] = [];
  const events: string[] = [];
  const options = {
    store,
    streams,
    backoff,
    batchDelay: 5,
    signal: controller.signal,
    onOutcome: (outcome: IngestOutcome) => void outcomes.push(outcome),
    onEvent: ({ type }: { type: string }) => void events.push(type),
  };
  const open = () => until(() => streams.every(({ link }) => link.isOpen));
  return { store, rigs, streams, controller, outcomes, events, options, open };
}

describe('ingest of streams', () => {
  it('stores what several links bring, records noise, survives a vanishing port and ends by signal', async () => {
    const { store, rigs, controller, outcomes, events, options, open } = await setUp();
    const done = ingestStreams(options);
    await open();
    for (const { instrument, port } of rigs) {
      for (const frame of instrument.statuses(20)) port.send(slipEncodeBytes(frame));
    }
    rigs[0]!.port.send(new Uint8Array([1, 2, 3, 0xc0]));
    await until(() => outcomes.length === 40);
    const half = slipEncodeBytes(rigs[0]!.instrument.status());
    rigs[0]!.port.send(half.subarray(0, 50));
    await until(() => events.filter((type) => type === 'discarded').length === 1);
    await new Promise((resolve) => setTimeout(resolve, 20));
    rigs[0]!.port.vanish();
    await until(() => events.includes('disconnected'));
    rigs[0]!.port.present = true;
    await open();
    rigs[0]!.port.send(slipEncodeBytes(rigs[0]!.instrument.status()));
    await until(() => outcomes.length === 41);
    controller.abort();
    await done;
    expect(outcomes.every(({ code }) => code === 'frame-accepted')).toBe(true);
    expect(events.filter((type) => type === 'discarded')).toHaveLength(2);
    expect((await collect(store.frames())).map(({ link }) => link)).toEqual([
      ...Array(21).fill('memory0'),
      ...Array(20).fill('memory1'),
    ]);
    const { evaluation } = await store.evaluate(rigs[0]!.instrument.kid);
    expect(evaluation.missingFrames).toBe(1);
  });

  it('keeps the packets while the store is full or locked, and stores them when it passes', async () => {
    const { store, rigs, controller, outcomes, options, open } = await setUp();
    let failing = 3;
    const errors: string[] = [];
    const flaky = {
      ingest: (packets: Parameters<typeof store.ingest>[0]) =>
        failing-- > 0 ? Promise.reject(new SdkError('store-full', 'full')) : store.ingest(packets),
      recordLosses: store.recordLosses.bind(store),
    };
    const done = ingestStreams({ ...options, store: flaky, onStoreError: ({ code }) => void errors.push(code) });
    await open();
    for (const frame of rigs[0]!.instrument.statuses(30)) rigs[0]!.send(frame);
    await until(() => outcomes.length === 30);
    controller.abort();
    await done;
    expect(errors).toEqual(Array(3).fill('store-full'));
    expect((await store.summary()).frames).toBe(30);
  });

  it('stores what was read before the end', async () => {
    const { store, rigs, streams, options, open } = await setUp();
    const done = ingestStreams({ ...options, batchDelay: 60_000 });
    await open();
    for (const frame of rigs[1]!.instrument.statuses(7)) rigs[1]!.send(frame);
    await until(() => streams[1]!.link.statistics.packets === 7);
    for (const stream of streams) await stream.close();
    await done;
    expect((await store.summary()).frames).toBe(7);
  });

  it('ends with the error when the store is beyond help', async () => {
    const { store, rigs, options, open } = await setUp();
    const done = ingestStreams(options);
    const failed = expect(done).rejects.toMatchObject({ code: 'store-closed' });
    await open();
    await store.close();
    rigs[0]!.send(rigs[0]!.instrument.status());
    await failed;
  });
});
