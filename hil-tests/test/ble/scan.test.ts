import { knownInStore, openStore, type ScanEvent, scanInstruments } from '@hengzhun/host-sdk';
import { afterEach, describe, expect, it } from 'vitest';
import { TestInstrument } from '../../../host-sdk/test/helpers/test-instrument.js';
import { type Guest, Hall } from './hall.js';
import { leftovers } from './leftovers.js';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  while (cleanups.length > 0) await cleanups.pop()!();
});

async function open(...options: ConstructorParameters<typeof Hall>) {
  const hall = new Hall(...options);
  cleanups.push(() => hall.close());
  await hall.untilSo(() => hall.noble.state === 'poweredOn');
  return hall;
}

/** A scan whose events are collected; ended with the test. */
function scanning(hall: Hall, more: Parameters<typeof scanInstruments>[0] = {}) {
  const { noble, clock } = hall;
  const scan = scanInstruments({ noble, clock, ...more });
  const events: ScanEvent[] = [];
  void (async () => {
    for await (const event of scan) events.push(event);
  })();
  cleanups.push(() => hall.until(scan.close()));
  return { scan, events };
}

/** Rows of stalls, 3 m apart. */
const stall = (index: number) => ({ x: 1 + 3 * (index % 10), y: 1 + 3 * Math.floor(index / 10) });

describe('a scan of the real noble over the virtual radio', () => {
  it('has all of 50 instruments within 5 s of air time, connected to none, and stays live (issue 5)', async () => {
    const hall = await open();
    const before = leftovers(hall);
    const guests: Guest[] = [];
    for (let index = 0; index < 50; index++) {
      guests.push(hall.add({ position: stall(index) }));
      // Nobody switches a hall on at once: otherwise all would advertise at the same moments for a while.
      await hall.air.run(hall.air.random() * 500);
    }
    const began = hall.air.now();
    const { scan, events } = scanning(hall);
    await hall.untilSo(() => scan.snapshot().length === 50);
    const took = hall.air.now() - began;
    expect(took).toBeLessThan(5000);
    expect(hall.air.counts.connections).toBe(0);
    const [nearest] = scan.snapshot();
    expect(nearest!.address).toBe(guests[0]!.address);
    // one raises an alarm, one is switched off: both show
    guests[20]!.say({ selfState: 2 });
    await hall.air.run(3000);
    const raised = scan.snapshot().find(({ address }) => address === guests[20]!.address);
    expect(raised?.beacon?.selfState).toBe(2);
    guests[30]!.gatt.stop();
    await hall.untilSo(() => scan.snapshot().length === 49, 20_000);
    expect(events.filter(({ type }) => type === 'gone')).toHaveLength(1);
    const now = hall.clock.now();
    expect(scan.snapshot().every(({ lastSeen }) => now - lastSeen < 5000)).toBe(true);
    await hall.until(scan.close());
    expect(leftovers(hall)).toEqual(before);
  });

  it('tells a clone, a revoked key, one that nobody enrolled, and one behind what is stored', async () => {
    const hall = await open();
    const store = await openStore(':memory:', { clock: hall.clock });
    cleanups.push(() => store.close());
    const [twin, revoked, stranger, back, good] = [1, 2, 3, 4, 5].map((seed) => new TestInstrument(seed));
    for (const one of [twin!, revoked!, back!, good!]) await store.registry.enrol(one.record());
    await store.registry.revokeKey(revoked!.kid, 0, 'stolen');
    const frames = back!.statuses(20);
    await store.ingest(
      frames.map((bytes) => ({ bytes, link: 'serial', connection: 1, earliest: 1, latest: hall.clock.now() })),
    );
    back!.sequence = 5;
    hall.add({ instrument: twin! });
    hall.add({ instrument: twin!.clone() });
    for (const instrument of [revoked!, stranger!, back!, good!]) hall.add({ instrument });
    const { scan } = scanning(hall, { lookup: knownInStore(store) });
    await hall.air.run(5000);
    const suspicions = Object.fromEntries(scan.snapshot().map(({ kid, suspicions }) => [kid, suspicions]));
    expect(suspicions).toEqual({
      [twin!.kid]: ['clone-present'],
      [revoked!.kid]: ['key-revoked'],
      [stranger!.kid]: ['key-unknown'],
      [back!.kid]: ['behind-store'],
      [good!.kid]: [],
    });
    expect(scan.presentAt(twin!.kid)).toBe(2);
    expect(scan.snapshot().find(({ kid }) => kid === good!.kid)?.known).toMatchObject({ serialNumber: 'SN-5' });
  });

  it('bears advertisements of every kind, and remembers few of those whose addresses are made up', async () => {
    const hall = await open();
    const guest = hall.add();
    const { scan, events } = scanning(hall, { limit: 8 });
    const bogus = hall.air.createController({ position: { x: 2, y: 2 } });
    const random = hall.air.random;
    const { openPeripheral } = await import('@hengzhun/hil-tests');
    bogus.remove();
    for (let turn = 0; turn < 150; turn++) {
      const address = `c1:00:00:00:${(turn >> 8).toString(16).padStart(2, '0')}:${(turn & 255).toString(16).padStart(2, '0')}`;
      const liar = openPeripheral(hall.air, { randomAddress: address });
      const bytes = Buffer.from(Array.from({ length: 31 }, () => Math.floor(random() * 256)));
      // Half of them begin like one of ours; some have lengths that lead out of the advertisement, or an empty transmit power.
      if (turn % 2 === 0) Buffer.from([2, 1, 6, 27, 0xff, 0xff, 0xff, 0x48, 0x5a]).copy(bytes);
      if (turn % 5 === 0) Buffer.from([1, 0x0a, 200, 0xff]).copy(bytes);
      liar.advertise({ data: bytes, scanResponse: bytes.subarray(0, 20), interval: 100 });
      await hall.air.run(250);
      liar.close();
    }
    const around = scan.snapshot();
    expect(around.length).toBeLessThanOrEqual(8);
    expect(around.some(({ address }) => address === guest.address)).toBe(true);
    expect(events.some(({ type }) => type === 'crowded' || type === 'gone')).toBe(true);
    expect(around.filter(({ refused }) => refused).every(({ beacon }) => beacon === undefined)).toBe(true);
  });

  it('goes on when its adapter comes back', async () => {
    const hall = await open();
    hall.add();
    const { scan, events } = scanning(hall);
    await hall.untilSo(() => scan.snapshot().length === 1);
    hall.central.controller.lose();
    await hall.untilSo(() => scan.adapter.state === 'lost');
    expect(scan.adapter.error).toMatchObject({ code: 'ble-adapter-lost' });
    await hall.untilSo(() => scan.snapshot().length === 0);
    hall.central.controller.restore();
    await hall.untilSo(() => scan.snapshot().length === 1);
    const states = events.flatMap((event) => (event.type === 'adapter' ? [event.state] : []));
    expect(states.slice(-3)).toEqual(['lost', 'idle', 'scanning']);
  });
});
