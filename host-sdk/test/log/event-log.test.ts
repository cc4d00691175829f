import { EVENT_LOCK, EVENT_TOTAL, LOCK_REASON_CASE } from '@hengzhun/protocol';
import { afterEach, describe, expect, it } from 'vitest';
import { InstrumentStream } from '../../src/frames/instrument-stream.js';
import { openSerialLink } from '../../src/links/serial-link.js';
import { readEventLog, startLogProgress } from '../../src/log/read-event-log.js';
import { describeEvent } from '../../src/words/describe-event.js';
import { InstrumentRig } from '../helpers/instrument-rig.js';
import { until } from '../helpers/socat.js';
import { temporaryStore } from '../helpers/temporary-store.js';
import { TestInstrument } from '../helpers/test-instrument.js';

const streams: InstrumentStream[] = [];
afterEach(async () => {
  for (const stream of streams.splice(0)) await stream.close();
});

async function setUp(events: number) {
  const instrument = new TestInstrument();
  for (let i = 1; i < events; i++) instrument.addEvent(2, [0, 1, i]);
  const rig = new InstrumentRig(instrument);
  const link = openSerialLink({ path: 'memory', binding: rig.port.binding });
  const stream = new InstrumentStream(link);
  streams.push(stream);
  const store = await temporaryStore();
  await store.registry.enrol(instrument.record());
  await until(() => link.isOpen);
  const { kid, publicKey } = instrument;
  const read = (more = {}) =>
    readEventLog(stream, store.eventLogs, kid, { publicKey, rangeSize: 8, timeout: 100, ...more });
  return { instrument, rig, stream, store, read, kid };
}

describe('event log 事件日志', () => {
  it('is read in ranges, proved against the signed head and stored', async () => {
    const { instrument, store, read, kid } = await setUp(20);
    expect(await read()).toEqual({ length: 20, head: Buffer.from(instrument.logHead) });
    const entries = await store.eventLogs.entries(kid);
    expect(entries.map(({ bytes }) => [...bytes])).toEqual(instrument.log.map((bytes) => [...bytes]));
    expect(entries.map(({ number }) => number)).toEqual(instrument.log.map((_, index) => index));
  });

  it('is read on from where it is proved, and again when nothing is new', async () => {
    const { instrument, rig, store, read, kid } = await setUp(20);
    await read();
    rig.requests.length = 0;
    expect((await read()).length).toBe(20);
    for (let i = 0; i < 5; i++) instrument.addEvent(3, [1, i]);
    expect((await read()).length).toBe(25);
    expect(rig.requests).toEqual(['log', 'log']);
    expect(await store.eventLogs.entries(kid, 20)).toHaveLength(5);
  });

  it('a range that was lost on the way is asked for again; in the end it is said', async () => {
    const { rig, read } = await setUp(20);
    rig.faults.dropLogReplies = 1;
    expect((await read()).length).toBe(20);
    rig.faults.silent = true;
    await expect(read({ attempts: 2, timeout: 20 })).rejects.toMatchObject({ code: 'request-timeout' });
  });

  it('a reading that broke off is gone on with behind the last range that came', async () => {
    const { instrument, rig, read } = await setUp(40);
    const progress = startLogProgress();
    const seen: [number, number][] = [];
    const onProgress = (entries: number, total: number) => {
      seen.push([entries, total]);
      if (entries === 24) rig.faults.silent = true;
    };
    const broken = read({ progress, onProgress, attempts: 1, timeout: 50 });
    await expect(broken).rejects.toMatchObject({ code: 'request-timeout' });
    expect(seen).toEqual([
      [8, 40],
      [16, 40],
      [24, 40],
    ]);
    rig.faults.silent = false;
    rig.messages.length = 0;
    instrument.addEvent(3, [1, 5]);
    expect((await read({ progress, onProgress: undefined })).length).toBe(41);
    expect(rig.messages.map(({ first }) => first)).toEqual([23, 31, 39]);
    // All of it is proved now: the same object begins anew.
    expect(progress).toEqual({ first: undefined, entries: [] });
  });

  it('a reading that broke off at the very end is gone on with when nothing is new', async () => {
    const { instrument, rig, read } = await setUp(16);
    const progress = startLogProgress();
    progress.first = 0;
    progress.entries = instrument.log.slice();
    expect((await read({ progress })).length).toBe(16);
    expect(rig.messages.map(({ first }) => first)).toEqual([15]);
  });

  it('what was read before and does not fit the head is read anew', async () => {
    const { instrument, read } = await setUp(16);
    const progress = startLogProgress();
    progress.first = 0;
    progress.entries = instrument.log.slice(0, 8).map((entry) => entry.map((byte, i) => (i === 2 ? byte ^ 1 : byte)));
    await expect(read({ progress })).rejects.toMatchObject({ code: 'log-head-mismatch' });
    expect((await read({ progress })).length).toBe(16);
  });

  it('is read entry by entry where a line takes no more', async () => {
    const { rig, read } = await setUp(3);
    expect((await read({ rangeSize: 1 })).length).toBe(3);
    expect(rig.messages.map(({ first }) => first)).toEqual([0, 1, 2]);
  });

  it('gives proved entries as events, those of dispensers too', async () => {
    const { instrument, store, read, kid } = await setUp(1);
    instrument.addEvent(EVENT_LOCK, [LOCK_REASON_CASE, 0]);
    instrument.addEvent(EVENT_TOTAL, [1, 2 ** 40 - 1, 9]);
    await read();
    const events = await store.eventLogs.events(kid, 1);
    expect(events.map(({ number, kind, items }) => [number, kind, items])).toEqual([
      [1, EVENT_LOCK, [LOCK_REASON_CASE, 0]],
      [2, EVENT_TOTAL, [1, 2 ** 40 - 1, 9]],
    ]);
    expect(describeEvent(events[0]!)).toEqual({ zh: '自锁：开壳锁机', en: 'lock: the case was opened' });
  });

  it('entries that were changed on the way prove nothing and are not stored', async () => {
    const { rig, store, read, kid } = await setUp(20);
    rig.faults.spoilEntry = 5;
    await expect(read()).rejects.toMatchObject({ code: 'log-head-mismatch' });
    expect(await store.eventLogs.entries(kid)).toEqual([]);
    expect((await store.evaluate(kid)).evaluation.reasons.map(({ code }) => code)).not.toContain('log-head-mismatch');
    rig.faults.spoilEntry = -1;
    expect((await read()).length).toBe(20);
  });

  it('a shorter signed log than was proved accuses the instrument', async () => {
    const { instrument, store, read, kid } = await setUp(20);
    await read();
    const short = new TestInstrument();
    for (let i = 1; i < 10; i++) short.addEvent(2, [0, 1, i]);
    instrument.log = short.log;
    instrument.logHead = short.logHead;
    const signed = { length: 10, head: short.logHead, sequence: instrument.sequence + 1, frameId: `${kid}/99/00` };
    await expect(store.eventLogs.append(kid, 0, short.log, signed)).rejects.toMatchObject({ code: 'log-conflict' });
    expect((await store.evaluate(kid)).evaluation.level).toBe('warning');
  });

  it('another history under a signed head accuses the instrument, however long it is', async () => {
    const { store, read, kid } = await setUp(6);
    await read();
    const other = new TestInstrument();
    for (let i = 1; i < 12; i++) other.addEvent(2, [0, 2, i]);
    const signed = { length: 12, head: other.logHead, sequence: 999, frameId: `${kid}/999/00` };
    await expect(store.eventLogs.append(kid, 0, other.log, signed)).rejects.toMatchObject({ code: 'log-conflict' });
    const { evaluation } = await store.evaluate(kid);
    expect(evaluation.reasons.find(({ code }) => code === 'log-head-mismatch')!.evidence).toEqual([`${kid}/999/00`]);
  });

  it('a gap is refused', async () => {
    const { instrument, store, kid } = await setUp(6);
    const signed = { length: 6, head: instrument.logHead, sequence: 1, frameId: '' };
    await expect(store.eventLogs.append(kid, 2, instrument.log.slice(2), signed)).rejects.toMatchObject({
      code: 'log-incomplete',
    });
    await expect(store.eventLogs.append(kid, 0, instrument.log.slice(0, 4), signed)).rejects.toMatchObject({
      code: 'log-incomplete',
    });
  });
});
