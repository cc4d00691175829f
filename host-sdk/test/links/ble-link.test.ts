import { encodeRequest, RADIO_FLOW } from '@hengzhun/protocol';
import { afterEach, describe, expect, it } from 'vitest';
import { InstrumentStream } from '../../src/frames/instrument-stream.js';
import { requestStatus } from '../../src/frames/requests.js';
import { openBleLink } from '../../src/links/ble/ble-link.js';
import type { BleLinkOptions } from '../../src/links/ble/ble-options.js';
import type { LinkEvent } from '../../src/links/link.js';
import { readEventLog } from '../../src/log/read-event-log.js';
import { violationListeners } from '../../src/radio/guard-noble.js';
import { scanInstruments } from '../../src/radio/scan-instruments.js';
import { InstrumentRig } from '../helpers/instrument-rig.js';
import { NobleStandIn, PeripheralStandIn, type Whims } from '../helpers/noble-stand-in.js';
import { until } from '../helpers/socat.js';
import { temporaryStore } from '../helpers/temporary-store.js';
import { TestInstrument } from '../helpers/test-instrument.js';

const address = 'c0:ff:ee:00:00:01';
const backoff = { initial: 5, maximum: 20, jitter: 0 };
const open: { close(): Promise<void> }[] = [];
const adapters: NobleStandIn[] = [];

/** After every test nothing may be left of it: no listener on the adapter, on a peripheral or its stream, no connection, no scan. */
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
  for (const noble of adapters.splice(0)) {
    const counted = (emitter: NodeJS.EventEmitter) =>
      emitter.eventNames().reduce((sum, name) => sum + emitter.listenerCount(name), 0);
    expect(counted(noble)).toBe(0);
    expect(noble.isScanning).toBe(false);
    for (const one of noble.peripherals) {
      expect(counted(one)).toBe(0);
      expect(counted(one.stream)).toBe(0);
      expect(one.state).not.toBe('connected');
    }
  }
  expect(violationListeners()).toBe(0);
});

function hall(whims: Partial<Whims> = {}, instrument = new TestInstrument()) {
  const noble = new NobleStandIn();
  adapters.push(noble);
  const rig = new InstrumentRig(instrument);
  const peripheral = new PeripheralStandIn(address, rig);
  Object.assign(peripheral.whims, whims);
  noble.peripherals.push(peripheral);
  const link = (more: Partial<BleLinkOptions> = {}) => {
    const made = openBleLink({
      address,
      noble,
      backoff,
      findTimeout: 200,
      connectTimeout: 100,
      operationTimeout: 100,
      ...more,
    });
    open.push(made);
    return made;
  };
  return { noble, peripheral, rig, instrument, link };
}

/** The events of a link as they come. */
function collected(link: AsyncIterable<LinkEvent>): LinkEvent[] {
  const events: LinkEvent[] = [];
  void (async () => {
    for await (const event of link) events.push(event);
  })();
  return events;
}
const types = (events: readonly LinkEvent[]) => events.map(({ type }) => type);
const errors = (events: readonly LinkEvent[]) =>
  events.flatMap((event) => ('error' in event && event.error ? [event.error.code] : []));

describe('a BLE link', () => {
  it.each([23, 53, 131, 247])('carries the contract at MTU %i', async (mtu) => {
    const { link, peripheral, instrument } = hall({ mtu });
    const made = link();
    const stream = new InstrumentStream(made);
    await until(() => made.isOpen);
    const { frame } = await requestStatus(stream, { publicKey: instrument.publicKey });
    expect(frame.claims.sequence).toBe(1);
    expect(made.radio.mtu).toBe(mtu);
    expect(made.statistics).toMatchObject({ connections: 1, packets: 1, discarded: 0 });
    await until(() => peripheral.acknowledgements > 0);
  });

  it('reads a log that is whole although notifications are lost', async () => {
    const instrument = new TestInstrument();
    for (let i = 0; i < 150; i++) instrument.addEvent(2, [0, 1, i]);
    const { link } = hall({ lose: (turn) => turn % 7 === 3 }, instrument);
    const made = link();
    const stream = new InstrumentStream(made);
    await until(() => made.isOpen);
    const store = await temporaryStore();
    await store.registry.enrol(instrument.record());
    const { kid, publicKey } = instrument;
    const { length, head } = await readEventLog(stream, store.eventLogs, kid, { publicKey });
    expect([length, [...head]]).toEqual([151, [...instrument.logHead]]);
    expect(made.radio.gaps).toBeGreaterThan(0);
    expect(made.statistics.discarded).toBe(0);
  });

  it('connects through errors 0x3e, and tells what does not go', async () => {
    const { link } = hall({ failures: 2 });
    const events = collected(link());
    await until(() => types(events).includes('connected'));
    expect(types(events)).toEqual(['connected']);

    const worse = hall({ failures: 4 });
    const told = collected(worse.link());
    await until(() => types(told).includes('connected'));
    expect(types(told)).toEqual(['retry', 'connected']);
    expect(errors(told)).toEqual(['ble-connect-failed']);
  });

  it('gives up an attempt that nobody answers, and leaves none of it behind', async () => {
    const { link, peripheral } = hall({ deaf: true });
    const events = collected(link({ attempts: 1 }));
    await until(() => types(events).includes('retry'));
    expect(errors(events)).toEqual(['ble-connect-failed']);
    expect(peripheral.state).toBe('disconnected');
  });

  it('says that nobody is there', async () => {
    const { link, peripheral } = hall();
    peripheral.isAround = false;
    const events = collected(link({ findTimeout: 30 }));
    await until(() => types(events).includes('retry'));
    expect(errors(events)[0]).toBe('ble-not-in-range');
    peripheral.isAround = true;
    await until(() => types(events).includes('connected'));
  });

  it('is connected again after it was lost; what was cut off does not run on', async () => {
    const { link, peripheral, rig } = hall();
    const events = collected(link());
    await until(() => types(events).includes('connected'));
    rig.port.send(Uint8Array.of(0xc0, 1, 2, 3));
    await until(() => rig.port.written.length >= 0 && peripheral.acknowledgements > 0);
    peripheral.vanish();
    await until(() => types(events).filter((type) => type === 'connected').length === 2);
    expect(types(events)).toEqual(['connected', 'discarded', 'disconnected', 'connected']);
    expect(events[2]).toMatchObject({ reason: 'vanished', error: { code: 'ble-link-lost' } });
    expect(events[3]).toMatchObject({ connection: 2 });
  });

  it('outlives its adapter: off, and on again', async () => {
    const { link, noble } = hall();
    const made = link();
    const events = collected(made);
    await until(() => made.isOpen);
    noble.become('poweredOff');
    await until(() => errors(events).includes('ble-adapter-lost'));
    expect(made.isOpen).toBe(false);
    await expect(made.send(Uint8Array.of(1))).rejects.toMatchObject({ code: 'link-not-open' });
    noble.become('poweredOn');
    await until(() => made.isOpen);
    expect(made.connection).toBe(2);
  });

  it('tells a switched-off, a forbidden and an absent adapter apart', async () => {
    for (const [state, code] of [
      ['poweredOff', 'ble-adapter-off'],
      ['unauthorized', 'ble-unauthorized'],
      ['unsupported', 'ble-adapter-absent'],
    ] as const) {
      const { link, noble } = hall();
      noble.state = state;
      const events = collected(link());
      await until(() => types(events).includes('retry'));
      expect(errors(events)[0]).toBe(code);
      const scan = scanInstruments({ noble });
      await expect(scan.started).rejects.toMatchObject({ code });
      await scan.close();
    }
  });

  it('refuses who is no instrument: without the service, a characteristic, or what it must allow', async () => {
    for (const whims of [{ service: '1800' }, { without: RADIO_FLOW }] satisfies Partial<Whims>[]) {
      const { link, peripheral } = hall(whims);
      const events = collected(link());
      await until(() => types(events).includes('retry'));
      expect(errors(events)[0]).toBe('ble-not-an-instrument');
      await until(() => peripheral.state === 'disconnected');
    }
  });

  it('refuses chunks that are longer than agreed, and shows them', async () => {
    const { link, rig } = hall({ spoil: (chunk) => Buffer.concat([chunk, Buffer.alloc(200)]) });
    const events = collected(link());
    await until(() => types(events).includes('connected'));
    rig.send(Uint8Array.of(1, 2, 3));
    await until(() => types(events).includes('disconnected'));
    expect(events[1]).toMatchObject({ type: 'discarded', reason: 'radio-chunk' });
    expect(events[2]).toMatchObject({ error: { code: 'ble-bad-peripheral' } });
  });

  it('never takes more than it asked for, whatever MTU a peripheral claims', async () => {
    const { link } = hall({ mtu: 65_535 });
    const made = link({ mtu: 53 });
    await until(() => made.isOpen);
    expect(made.radio.mtu).toBe(53);
  });

  it('ends a connection on which a write is never answered', async () => {
    const { link, peripheral } = hall({ unanswered: true });
    const made = link();
    const events = collected(made);
    await until(() => made.isOpen);
    await expect(made.send(encodeRequest({ type: 'command-nonce' }))).rejects.toMatchObject({
      code: 'link-write-failed',
    });
    expect(errors(events)).toContain('ble-operation-timeout');
    peripheral.whims.unanswered = false;
    await until(() => made.isOpen);
    await made.send(encodeRequest({ type: 'command-nonce' }));
  });

  it('acknowledges nothing while its reader is too slow, and goes on where it was', async () => {
    const { link, rig, peripheral } = hall();
    const made = link({ queueLimit: 8 });
    await until(() => made.isOpen);
    for (let i = 0; i < 60; i++) rig.send(Uint8Array.of(i, 0x55, 0xaa));
    await new Promise((resolve) => setTimeout(resolve, 100));
    const held = peripheral.acknowledgements;
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(peripheral.acknowledgements).toBe(held);
    const events = collected(made);
    await until(() => events.filter(({ type }) => type === 'packet').length === 60);
    expect(types(events).filter((type) => type === 'dropped' || type === 'discarded')).toEqual([]);
  });

  it('falls silent: connected anew', async () => {
    const { link } = hall();
    const events = collected(link({ byteTimeout: 30 }));
    await until(() => types(events).filter((type) => type === 'connected').length === 2);
    expect(types(events).slice(0, 3)).toEqual(['connected', 'liveness', 'disconnected']);
  });

  it('is closed at any moment: searching, connecting, discovering, open; and twice', async () => {
    for (const after of [0, 1, 2, 3, 5, 8, 13, 20, 40]) {
      const { link } = hall(after > 8 ? { deaf: true } : {});
      const made = link();
      const events = collected(made);
      await new Promise((resolve) => setTimeout(resolve, after));
      await Promise.all([made.close(), made.close()]);
      expect(made.isOpen).toBe(false);
      expect(['closed', undefined]).toContain(
        events.findLast(({ type }) => type === 'disconnected')?.['reason' as never],
      );
      await expect(made.send(Uint8Array.of(1))).rejects.toMatchObject({ code: 'link-closed' });
    }
    const ending = new AbortController();
    const { link } = hall();
    const made = link({ signal: ending.signal });
    await until(() => made.isOpen);
    ending.abort();
    await until(() => !made.isOpen);
    expect(() => openBleLink({ address: 'nowhere' })).toThrow(expect.objectContaining({ code: 'link-bad-option' }));
  });

  it('shares its adapter with a scan, which pauses while it connects and goes on afterwards', async () => {
    const { link, noble, peripheral } = hall();
    const scan = scanInstruments({ noble });
    open.push(scan);
    await scan.started;
    await until(() => scan.snapshot().length === 1);
    const made = link();
    await until(() => made.isOpen);
    expect(peripheral.connections).toBe(1);
    const { heard } = scan.statistics;
    await until(() => scan.statistics.heard > heard);
    expect(scan.adapter.state).toBe('scanning');
  });
});
