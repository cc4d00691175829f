import { afterEach, describe, expect, it } from 'vitest';
import { type Air, type AirOptions, type Central, createAir, openCentral } from '../../src/index.js';
import {
  connectTo,
  ECHO_NOTIFY,
  ECHO_SERVICE,
  ECHO_WRITE,
  type Found,
  openEcho,
  withoutStacks,
} from '../support/radio.js';

let air: Air;
const open: { close(): void }[] = [];
afterEach(() => {
  for (const one of open.splice(0)) one.close();
  air?.close();
});

function begin(options: AirOptions = {}): void {
  air = createAir({ seed: 5, ...options });
}

async function central(options: Parameters<typeof openCentral>[1] = {}): Promise<Central> {
  const result = openCentral(air, options);
  open.push(result);
  await air.until(result.noble.waitForPoweredOnAsync());
  return result;
}

function echo(options: Parameters<typeof openEcho>[1] = {}): ReturnType<typeof openEcho> {
  const result = openEcho(air, { position: { x: 2, y: 0 }, ...options });
  open.push(result.peripheral);
  return result;
}

/** Scans until a peripheral (any, or one by its address) was found. */
async function find({ noble }: Central, address?: string): Promise<Found> {
  let listener: (one: Found) => void = () => {};
  const found = new Promise<Found>((resolve) => {
    listener = (one) => {
      if (address === undefined || one.address === address) resolve(one);
    };
  });
  noble.on('discover', listener);
  await air.until(noble.startScanningAsync([], true));
  const result = await air.until(found);
  noble.removeListener('discover', listener);
  await air.until(noble.stopScanningAsync());
  return result;
}

async function echoOver(found: Found, message: Buffer): Promise<Buffer> {
  const { characteristic } = await connectTo(air, found, ECHO_SERVICE);
  const notify = characteristic(ECHO_NOTIFY);
  await air.until(notify.subscribeAsync());
  const heard = new Promise<Buffer>((resolve) => notify.once('data', (data: Buffer) => resolve(data)));
  await air.until(characteristic(ECHO_WRITE).writeAsync(message, true));
  return air.until(heard);
}

/** noble takes options here; its typings say otherwise. */
const connectWith = (found: Found, options: { minInterval?: number; maxInterval?: number; timeout?: number }) =>
  (found as unknown as { connectAsync(how: object): Promise<void> }).connectAsync(options);

const random = (number: number): string => `c0:00:00:00:00:${number.toString(16).padStart(2, '0')}`;

describe.skipIf(withoutStacks())('noble and bleno over the virtual radio', () => {
  it('scans, connects, writes, is notified and disconnects', async () => {
    begin();
    const { peripheral, written } = echo({ name: 'echo' });
    const adapter = await central();
    const found = await find(adapter);
    expect(found.advertisement.manufacturerData).toEqual(Buffer.from([0xff, 0xff, 1, 2, 3]));
    expect(found.advertisement.serviceUuids).toEqual([ECHO_SERVICE]);
    expect(await echoOver(found, Buffer.from('hello'))).toEqual(Buffer.from('hello'));
    expect(written).toEqual([Buffer.from('hello')]);
    const gone = new Promise((resolve) => peripheral.once('disconnect', resolve));
    await air.until(found.disconnectAsync());
    await air.until(gone);
    expect(adapter.controller.links.size).toBe(0);
    expect(peripheral.controller.links.size).toBe(0);
  });

  it.each([
    [23, 27],
    [53, 27],
    [53, 251],
    [131, 251],
    [247, 27],
    [247, 251],
  ])('carries what an ATT MTU of %i holds in packets of %i octets', async (maximumMtu, longestData) => {
    begin();
    echo({ maximumMtu, longestData });
    const found = await find(await central());
    const message = Buffer.from(Array.from({ length: maximumMtu - 3 }, (_, i) => i));
    expect(await echoOver(found, message)).toEqual(message);
    expect(found.mtu).toBe(maximumMtu);
  });

  it('takes longer for the same bytes where packets are shorter, the interval longer or the air worse', async () => {
    const took = async (longestData: number, interval: number, link: number): Promise<number> => {
      begin({ loss: { link } });
      echo({ longestData, eventLength: 3.75 });
      const found = await find(await central());
      await air.until(connectWith(found, { minInterval: interval, maxInterval: interval, timeout: 0x0c80 }));
      const { characteristics } = await air.until(
        found.discoverSomeServicesAndCharacteristicsAsync([ECHO_SERVICE], [ECHO_WRITE]),
      );
      const start = air.now();
      for (let i = 0; i < 20; i++) await air.until(characteristics[0]!.writeAsync(Buffer.alloc(240), false));
      for (const one of open.splice(0)) one.close();
      return air.now() - start;
    };
    const good = await took(251, 12, 0);
    expect(await took(27, 6, 0)).toBeGreaterThan(await took(251, 6, 0));
    expect(await took(251, 80, 0)).toBeGreaterThan(3 * good);
    expect(await took(251, 12, 0.3)).toBeGreaterThan(1.2 * good);
  });

  it('tells the distance by the power, which the links report as well', async () => {
    begin();
    const near = echo({ position: { x: 1, y: 0 } });
    echo({ position: { x: 20, y: 0 } });
    const adapter = await central();
    const addresses = [3, 2, 1].map((n) => `02:48:5a:00:00:0${n}`);
    const far = await find(adapter, addresses[1]);
    const close = await find(adapter, addresses[2]);
    // 2.5 decades of 10 dB for 20 times the distance, less what fades.
    expect(close.rssi - far.rssi).toBeGreaterThan(20);
    await air.until(close.connectAsync());
    const before = await air.until(close.updateRssiAsync());
    near.peripheral.controller.position = { x: 10, y: 0 };
    expect(before - (await air.until(close.updateRssiAsync()))).toBeGreaterThan(12);
  });

  it('shows advertising data as it changes, and those that cannot be connected to', async () => {
    begin();
    const { peripheral } = echo();
    const adapter = await central();
    const seen = new Set<string>();
    adapter.noble.on('discover', (one: Found) =>
      seen.add(`${one.connectable} ${one.advertisement.manufacturerData?.toString('hex')}`),
    );
    await air.until(adapter.noble.startScanningAsync([], true));
    await air.run(500);
    peripheral.advertise({ data: Uint8Array.from([4, 0xff, 1, 2, 3]), interval: 100 });
    await air.run(500);
    peripheral.advertise({ data: Uint8Array.from([4, 0xff, 1, 2, 4]), interval: 100, kind: 'non-connectable' });
    await air.run(500);
    expect([...seen]).toEqual(['true ffff010203', 'true 010203', 'false 010204']);
    peripheral.stopAdvertising();
    await air.run(50);
    seen.clear();
    await air.run(500);
    expect([...seen]).toEqual([]);
  });

  it('shows fifty peripherals that advertise every 500 ms within 5 s (Vol 6 Part B, 4.4.2.2)', async () => {
    for (const advertising of [0, 0.1]) {
      begin({ loss: { advertising } });
      for (let i = 0; i < 50; i++) {
        // Not switched on all at once: then they would talk over one another for longer.
        await air.run(37);
        echo({ randomAddress: random(i + 1), interval: 500, content: [i], position: { x: (i % 10) - 5, y: i / 10 } });
      }
      const adapter = await central();
      const seen = new Map<string, number>();
      adapter.noble.on('discover', (one: Found) => {
        if (one.advertisement.serviceUuids?.includes(ECHO_SERVICE) && !seen.has(one.address)) {
          seen.set(one.address, air.now());
        }
      });
      const start = air.now();
      await air.until(adapter.noble.startScanningAsync([], true));
      await air.run(5000);
      expect(seen.size).toBe(50);
      console.log(
        `50 peripherals, ${advertising * 100} % loss: all seen after ${Math.round(Math.max(...seen.values()) - start)} ms of air time, ` +
          `${air.counts.advertisingEvents} events, ${air.counts.collisions} collisions`,
      );
      expect(air.counts.collisions).toBeGreaterThan(0);
      for (const one of open.splice(0)) one.close();
    }
  });

  it('scans, connects, reads and disconnects a hundred times', async () => {
    begin({ loss: { advertising: 0.1, link: 0.05 } });
    const { peripheral } = echo();
    const adapter = await central();
    let attempts = 0;
    for (let i = 0; i < 100; i++) {
      const found = await find(adapter);
      // A first packet that gets lost is 0x3E: real ones happen as well.
      let connection: Awaited<ReturnType<typeof connectTo>> | undefined;
      while (!connection) {
        attempts++;
        connection = await connectTo(air, found, ECHO_SERVICE).catch((error: Error) => {
          if (!/62/.test(error.message)) throw error;
          return undefined;
        });
      }
      await air.until(connection.characteristic(ECHO_WRITE).writeAsync(Buffer.from([i]), false));
      expect(await air.until(connection.characteristic(ECHO_NOTIFY).readAsync())).toEqual(Buffer.from([i]));
      await air.until(found.disconnectAsync());
    }
    console.log(
      `100 cycles: ${attempts} connections, ${Math.round(air.now() / 1000)} s of air time, counts`,
      air.counts,
    );
    await air.run(1000);
    expect(adapter.controller.links.size).toBe(0);
    expect(peripheral.controller.links.size).toBe(0);
    expect(peripheral.pending).toBe(0);
  });

  it('holds several links at once, each with its own bytes', async () => {
    begin();
    for (let i = 0; i < 4; i++) echo({ randomAddress: random(i + 1) });
    const adapter = await central();
    const found: Found[] = [];
    for (let i = 0; i < 4; i++) found.push(await find(adapter, random(i + 1)));
    for (const [i, one] of found.entries()) {
      expect(await echoOver(one, Buffer.from(`to ${i}`))).toEqual(Buffer.from(`to ${i}`));
    }
    expect(adapter.controller.links.size).toBe(4);
  });

  it('serves several centrals, one at a time where the peripheral has one link', async () => {
    begin();
    const { peripheral } = echo();
    const [first, second] = [await central(), await central()];
    const one = await find(first);
    const other = await find(second);
    expect(await echoOver(one, Buffer.from('first'))).toEqual(Buffer.from('first'));
    expect(peripheral.controller.advertiser.enabled).toBe(false);
    const late = echoOver(other, Buffer.from('second'));
    await air.until(one.disconnectAsync());
    expect(await late).toEqual(Buffer.from('second'));
  });

  it('tells both ends that the link was lost once the supervision time-out is over, not before', async () => {
    begin();
    const { peripheral } = echo();
    const found = await find(await central());
    await air.until(connectWith(found, { timeout: 100 }));
    await air.run(200);
    const gone = new Promise<unknown>((resolve) => found.once('disconnect', resolve));
    const gonePeer = new Promise((resolve) => peripheral.once('disconnect', resolve));
    const cut = air.now();
    peripheral.controller.position = { x: 5000, y: 0 };
    expect(await air.until(gone)).toBe(0x08);
    expect(air.now() - cut).toBeGreaterThan(900);
    expect(air.now() - cut).toBeLessThan(1100);
    await air.until(gonePeer);
  });

  it('survives a gap that is shorter than the supervision time-out', async () => {
    begin();
    const { peripheral, written } = echo();
    const found = await find(await central());
    await air.until(connectWith(found, { timeout: 100 }));
    const { characteristics } = await air.until(
      found.discoverSomeServicesAndCharacteristicsAsync([ECHO_SERVICE], [ECHO_WRITE]),
    );
    peripheral.controller.position = { x: 5000, y: 0 };
    const write = characteristics[0]!.writeAsync(Buffer.from('patience'), false);
    await air.run(800);
    expect(written).toEqual([]);
    peripheral.controller.position = { x: 2, y: 0 };
    await air.until(write);
    expect(written).toEqual([Buffer.from('patience')]);
  });

  it('loses the adapter in the midst of a link, and goes on when it is back', async () => {
    begin();
    const { peripheral } = echo();
    const adapter = await central();
    const found = await find(adapter);
    await air.until(found.connectAsync());
    await air.run(100);
    const states: string[] = [];
    adapter.noble.on('stateChange', (state) => states.push(state));
    const gonePeer = new Promise((resolve) => peripheral.once('disconnect', resolve));
    const cut = air.now();
    adapter.controller.lose();
    await air.run(50);
    expect(states).toEqual(['poweredOff']);
    expect(found.state).toBe('disconnected');
    // The other side hears nothing of it but silence.
    await air.until(gonePeer);
    expect(air.now() - cut).toBeGreaterThan(400);
    adapter.controller.restore();
    await air.run(100);
    expect(states).toEqual(['poweredOff', 'poweredOn']);
    expect(await echoOver(await find(adapter), Buffer.from('back'))).toEqual(Buffer.from('back'));
  });

  it('is the same run from the same seed', async () => {
    const run = async (seed: number): Promise<string> => {
      begin({ seed, loss: { advertising: 0.2, link: 0.1 } });
      echo();
      const found = await find(await central());
      await air.until(connectWith(found, { timeout: 300 }));
      await air.until(found.discoverAllServicesAndCharacteristicsAsync());
      const result = JSON.stringify([air.now(), air.counts, found.rssi]);
      for (const one of open.splice(0)) one.close();
      return result;
    };
    expect(await run(8)).toBe(await run(8));
    expect(await run(8)).not.toBe(await run(9));
  });

  it('leaves no timer and no listener of the process behind', async () => {
    const listeners = (): number[] => [process.listenerCount('exit'), process.listenerCount('SIGINT')];
    const timers = (): number => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    const before = [listeners(), timers()];
    begin({ timeScale: 50 });
    for (let i = 0; i < 20; i++) echo({ randomAddress: random(i + 1) });
    const adapter = await central();
    const found = await find(adapter);
    await air.until(found.connectAsync());
    expect(listeners()).toEqual(before[0]);
    for (const one of open.splice(0)) one.close();
    air.close();
    expect(listeners()).toEqual(before[0]);
    expect(timers()).toBeLessThanOrEqual(before[1] as number);
  });
});
