import { afterEach, describe, expect, it } from 'vitest';
import { type Air, type Central, createAir, openCentral } from '../../src/index.js';
import { ECHO_NOTIFY, ECHO_SERVICE, ECHO_WRITE, openEcho, withoutStacks } from '../support/radio.js';

let air: Air;
const open: { close(): void }[] = [];
afterEach(() => {
  for (const one of open.splice(0)) one.close();
  air.close();
});

async function central(position = { x: 0, y: 0 }): Promise<Central> {
  const result = openCentral(air, { position });
  open.push(result);
  await air.until(result.noble.waitForPoweredOnAsync());
  return result;
}

function echo(options: Parameters<typeof openEcho>[1] = {}): ReturnType<typeof openEcho> {
  const result = openEcho(air, { position: { x: 2, y: 0 }, ...options });
  open.push(result.peripheral);
  return result;
}

type Found = Awaited<ReturnType<Central['noble']['connectAsync']>>;

async function find({ noble }: Central): Promise<Found> {
  const found = new Promise<Found>((resolve) => noble.once('discover', resolve));
  await air.until(noble.startScanningAsync([], true));
  const result = await air.until(found);
  await air.until(noble.stopScanningAsync());
  return result;
}

async function echoOver(peripheral: Found, message: Buffer): Promise<Buffer> {
  const { characteristics } = await air.until(
    peripheral.discoverSomeServicesAndCharacteristicsAsync([ECHO_SERVICE], [ECHO_NOTIFY, ECHO_WRITE]),
  );
  const notify = characteristics.find(({ uuid }) => uuid === ECHO_NOTIFY)!;
  const write = characteristics.find(({ uuid }) => uuid === ECHO_WRITE)!;
  await air.until(notify.subscribeAsync());
  const heard = new Promise<Buffer>((resolve) => notify.once('data', (data: Buffer) => resolve(data)));
  await air.until(write.writeAsync(message, false));
  return air.until(heard);
}

describe.skipIf(withoutStacks())('noble and bleno over the virtual radio', () => {
  it('scans, connects, writes, is notified and disconnects', async () => {
    air = createAir();
    const { peripheral, written } = echo({ name: 'echo' });
    const adapter = await central();
    const found = await find(adapter);
    expect(found.advertisement.manufacturerData).toEqual(Buffer.from([0xff, 0xff, 1, 2, 3]));
    expect(found.advertisement.serviceUuids).toEqual([ECHO_SERVICE]);
    expect(found.rssi).toBeLessThan(-30);
    await air.until(found.connectAsync());
    expect(await echoOver(found, Buffer.from('hello'))).toEqual(Buffer.from('hello'));
    expect(written).toEqual([Buffer.from('hello')]);
    const gone = new Promise((resolve) => peripheral.once('disconnect', resolve));
    await air.until(found.disconnectAsync());
    await air.until(gone);
    expect(adapter.controller.links.size).toBe(0);
    expect(peripheral.controller.links.size).toBe(0);
  });
});
