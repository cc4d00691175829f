import { afterEach, describe, expect, it } from 'vitest';
import {
  type Air,
  type Central,
  createAir,
  createEmulatedRadio,
  createEmulationHost,
  type EmulatedRadio,
  type EmulatedRadioOptions,
  type EmulationHost,
  openCentral,
} from '../../src/index.js';
import { connectTo, findNamed, withoutStacks } from '../support/radio.js';

// What Espruino's NRF does: targets/nrf5x/bluetooth.c and libs/bluetooth/jswrap_bluetooth.c, 2v29.

const SERVICE = 'ce9a0001-6d4e-4b7c-9a53-1d0f5e8b2c47';
const STREAM = 'ce9a0002-6d4e-4b7c-9a53-1d0f5e8b2c47';
const COMMANDS = 'ce9a0003-6d4e-4b7c-9a53-1d0f5e8b2c47';
const bare = (uuid: string): string => uuid.replaceAll('-', '');

const PROGRAM = `
var heard = [];
NRF.on('connect', function(address) { heard.push('connect ' + address); });
NRF.on('disconnect', function(reason) { heard.push('disconnect ' + reason); });
var services = {}, characteristics = {};
characteristics['${STREAM}'] = { notify: true, readable: true, maxLen: 128 };
characteristics['${COMMANDS}'] = { writable: true, maxLen: 8, onWrite: function(event) { heard.push('write ' + E.toString(event.data)); } };
services['${SERVICE}'] = characteristics;
NRF.setServices(services, { uart: false });
NRF.setAdvertising([2,1,6,5,255,255,255,65,66], { interval: 100, whenConnected: true, name: 'board' });
NRF.setScanResponse([6,8,98,111,97,114,100]);
function send(text) {
  var value = {}, update = {};
  value['${STREAM}'] = { value: text, notify: true };
  update['${SERVICE}'] = value;
  NRF.updateServices(update);
}
`;

let air: Air;
let host: EmulationHost;
let radio: EmulatedRadio;
let central: Central;
afterEach(async () => {
  central?.close();
  await host?.stop();
  radio?.close();
  air.close();
});

async function rig(options: EmulatedRadioOptions = {}, program = PROGRAM): Promise<void> {
  air = createAir({ seed: 3 });
  radio = createEmulatedRadio(air, { randomAddress: 'c2:48:5a:00:00:07', position: { x: 1, y: 0 }, ...options });
  host = createEmulationHost({ bundle: program, clock: air.clock, radio });
  await host.start();
  expect(host.console).toEqual([]);
  central = openCentral(air);
  await air.until(central.noble.waitForPoweredOnAsync());
}

async function link() {
  const peripheral = await findNamed(air, central, 'board');
  const connection = await connectTo(air, peripheral, bare(SERVICE));
  const heard: Buffer[] = [];
  const stream = connection.characteristic(bare(STREAM));
  await air.until(stream.subscribeAsync());
  stream.on('data', (data: Buffer) => heard.push(data));
  return { peripheral, stream, commands: connection.characteristic(bare(COMMANDS)), heard };
}

const said = (): string[] => [...(host.evaluate('heard') as string[])];

describe.skipIf(withoutStacks())("an emulated board's NRF", () => {
  it('advertises, serves, is written to and notifies', async () => {
    await rig();
    const { peripheral, commands, heard } = await link();
    expect(peripheral.address).toBe('c2:48:5a:00:00:07');
    expect(peripheral.addressType).toBe('random');
    expect(peripheral.advertisement.manufacturerData).toEqual(Buffer.from([0xff, 0xff, 65, 66]));
    expect(peripheral.mtu).toBe(131);
    await air.until(commands.writeAsync(Buffer.from('hello'), false));
    await air.until(commands.writeAsync(Buffer.from('again'), true));
    host.evaluate("send('one')");
    await air.run(100);
    expect(said().slice(1)).toEqual(['write hello', 'write again']);
    expect(said()[0]).toMatch(/^connect 02:48:5a:00:00:\d\d public$/);
    expect(heard).toEqual([Buffer.from('one')]);
  });

  it('drops silently what finds no buffer: of notifications in one go as many arrive as there are buffers', async () => {
    for (const buffers of [1, 3]) {
      await rig({ buffers });
      const { heard } = await link();
      host.evaluate("for (var i = 0; i < 5; i++) send('n' + i)");
      await air.run(500);
      expect(heard.map(String)).toEqual(['n0', 'n1', 'n2'].slice(0, buffers));
      expect(radio.counts).toMatchObject({ sent: buffers, full: 5 - buffers });
      // The value itself is the last one (sd_ble_gatts_value_set comes first).
      host.evaluate("send('later')");
      await air.run(500);
      expect(heard.map(String).at(-1)).toBe('later');
      if (buffers === 1) {
        central.close();
        await host.stop();
        radio.close();
        air.close();
      }
    }
  });

  it('loses notifications by chance where a test asks for it, and nothing else', async () => {
    await rig({ notificationLoss: 0.3 });
    const { heard } = await link();
    for (let i = 0; i < 100; i++) {
      host.evaluate(`send('n${i}')`);
      await air.run(60);
    }
    expect(radio.counts).toMatchObject({ sent: heard.length, full: 0, injected: 100 - heard.length });
    expect(heard.length).toBeGreaterThan(55);
    expect(heard.length).toBeLessThan(85);
  });

  it('cuts a notification to MTU − 3 and refuses a value longer than maxLen', async () => {
    await rig({ maximumMtu: 53 });
    const { heard } = await link();
    host.evaluate("send('x'.repeat(128))");
    await air.run(100);
    expect(heard).toEqual([Buffer.from('x'.repeat(50))]);
    expect(() => host.evaluate("send('x'.repeat(129))")).toThrow('DATA_SIZE');
  });

  it('never tells the program of a write that is longer than the attribute', async () => {
    await rig();
    const { commands } = await link();
    // noble never settles a write that is answered by an ATT error: hence without response.
    await air.until(commands.writeAsync(Buffer.from('far too long'), true));
    await air.run(100);
    expect(said()).toHaveLength(1);
  });

  it('goes on advertising while connected, not connectable, and connectable afterwards', async () => {
    await rig();
    const { peripheral } = await link();
    expect(radio.peripheral.controller.advertiser).toMatchObject({ enabled: true, parameters: { type: 2 } });
    await air.until(peripheral.disconnectAsync());
    await air.run(100);
    expect(radio.peripheral.controller.advertiser).toMatchObject({ enabled: true, parameters: { type: 0 } });
    expect(said().at(-1)).toMatch(/^disconnect/);
  });

  it('keeps new services waiting, and updates failing, until the central is gone', async () => {
    await rig();
    const { peripheral } = await link();
    host.evaluate('NRF.setServices(services, { uart: false })');
    expect(() => host.evaluate("send('no')")).toThrow("Can't update services until BLE restart");
    await air.until(peripheral.disconnectAsync());
    await air.run(50);
    host.evaluate("send('yes')");
  });

  it('ends the connection itself, sleeps and wakes', async () => {
    await rig();
    const { peripheral } = await link();
    const gone = new Promise((resolve) => peripheral.once('disconnect', resolve));
    host.evaluate('NRF.disconnect()');
    await air.until(gone);
    host.evaluate('NRF.sleep()');
    await air.run(50);
    expect(radio.peripheral.controller.advertiser.enabled).toBe(false);
    host.evaluate('NRF.wake()');
    await air.run(50);
    expect(radio.peripheral.controller.advertiser.enabled).toBe(true);
  });

  it('cuts a connection off without a word when it reboots, and serves again', async () => {
    await rig();
    const first = await link();
    const gone = new Promise((resolve) => first.peripheral.once('disconnect', (reason: unknown) => resolve(reason)));
    const before = air.now();
    expect(() => host.evaluate('E.reboot()')).toThrow();
    expect(await air.until(gone)).toBe(0x08);
    expect(air.now() - before).toBeGreaterThan(400);
    const { commands } = await link();
    await air.until(commands.writeAsync(Buffer.from('hello'), false));
    await air.run(50);
    expect(said().at(-1)).toBe('write hello');
    expect(host.boots).toBe(2);
  });

  it('lacks what the port to the ESP32 lacks', async () => {
    const program = PROGRAM.replaceAll(STREAM, '0002')
      .replaceAll(COMMANDS, '0003')
      .replace(/NRF.setScanResponse.*\n/, '');
    const named = program.replace('[2,1,6,5,255,255,255,65,66]', '[2,1,6,6,8,98,111,97,114,100]');
    await rig({ platform: 'ESP32' }, named);
    expect(() => host.evaluate('NRF.setScanResponse([2,8,65])')).toThrow();
    const peripheral = await findNamed(air, central, 'board');
    const connection = await connectTo(air, peripheral, bare(SERVICE));
    // noble writes a UUID of 16 bits without its leading zeros.
    await air.until(connection.characteristic('3').writeAsync(Buffer.from('short'), false));
    await air.run(50);
    expect(said().at(-1)).toBe('write short');
    host.evaluate('NRF.disconnect()');
    await air.run(1000);
    expect(peripheral.state).toBe('connected');
    expect(radio.peripheral.controller.advertiser.enabled).toBe(false);
  });
});
