import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Air, type Controller, createAir } from '../../src/index.js';
import { H4Decoder } from '../../src/radio/h4.js';

// Bluetooth Core Specification 5.4, Vol 4 Part E; sections are named at each test.

let air: Air;
beforeEach(() => {
  air = createAir();
});
afterEach(() => air.close());

interface Host {
  controller: Controller;
  heard: string[];
  send(hex: string): void;
}

function host(options = {}): Host {
  const controller = air.createController(options);
  const heard: string[] = [];
  controller.attach({ packet: (packet) => heard.push(packet.toString('hex')) });
  return { controller, heard, send: (hex) => controller.write(Buffer.from(hex.replaceAll(' ', ''), 'hex')) };
}

async function ask({ heard, send }: Host, hex: string): Promise<string[]> {
  heard.length = 0;
  send(hex);
  await air.run(5);
  return [...heard];
}

const ADVERTISE = [
  '01 06 20 0f a0 00 a0 00 00 00 00 000000000000 07 00',
  `01 08 20 20 03 020106 ${'00'.repeat(28)}`,
  '01 0a 20 01 01',
];
const SCAN = ['01 0b 20 07 01 10 00 10 00 00 00', '01 0c 20 02 01 00'];
/** Set Event Mask: LE Meta events are masked after a reset (7.3.1). */
const UNMASK = '01 01 0c 08 ffffffffffffff3f';
/** LE Create Connection to the first controller's address: interval 24 (30 ms), latency 0, time-out 42 (420 ms). */
const CONNECT = '01 0d 20 19 60 00 30 00 00 00 0100005a4802 00 06 00 18 00 00 00 2a 00 04 00 06 00';

async function connected(options = {}): Promise<{ peripheral: Host; central: Host; handles: [number, number] }> {
  const peripheral = host(options);
  const central = host(options);
  for (const command of [UNMASK, ...ADVERTISE]) await ask(peripheral, command);
  await ask(central, UNMASK);
  peripheral.heard.length = 0;
  await ask(central, CONNECT);
  await air.run(500);
  const handle = ({ heard }: Host): number =>
    Buffer.from(heard.find((packet) => packet.startsWith('043e1301'))!, 'hex').readUInt16LE(5);
  return { peripheral, central, handles: [handle(peripheral), handle(central)] };
}

const u16 = (value: number): string => Buffer.from([value & 0xff, value >> 8]).toString('hex');

describe('a virtual controller at its host interface', () => {
  it('7.3.2: resets, and says in bytes what hosts wait for', async () => {
    expect(await ask(host(), '01 03 0c 00')).toEqual(['040e0401030c00']);
  });

  it('7.7.15, Vol 1 Part F 1.3: answers an unknown command with that status', async () => {
    expect(await ask(host(), '01 ff fc 00')).toEqual(['040f040101fffc']);
  });

  it('refuses parameters of another length and outside their ranges (7.8.5, 7.8.7, 7.8.10)', async () => {
    const one = host();
    expect(await ask(one, '01 0a 20 02 01 00')).toEqual(['040e04010a2012']);
    expect(await ask(one, '01 06 20 0f 10 00 10 00 00 00 00 000000000000 07 00')).toEqual(['040e0401062012']);
    expect(await ask(one, `01 08 20 20 20 ${'00'.repeat(31)}`)).toEqual(['040e0401082012']);
    expect(await ask(one, '01 0b 20 07 01 10 00 11 00 00 00')).toEqual(['040e04010b2012']);
  });

  it('disallows parameters of what is under way (7.8.5, 7.8.10)', async () => {
    const one = host();
    for (const command of [...ADVERTISE, ...SCAN]) await ask(one, command);
    expect(await ask(one, ADVERTISE[0]!)).toEqual(['040e040106200c']);
    expect(await ask(one, SCAN[0]!)).toEqual(['040e04010b200c']);
  });

  it('7.4.6, 7.8.2, 7.8.3, 7.8.46: tells its address, buffers, features and data length', async () => {
    const one = host({ longestData: 251, aclBuffers: 4 });
    expect(await ask(one, '01 09 10 00')).toEqual(['040e0a010910000100005a4802']);
    expect(await ask(one, '01 02 20 00')).toEqual(['040e0701022000fb0004']);
    expect(await ask(one, '01 03 20 00')).toEqual(['040e0c010320002000000000000000']);
    expect(await ask(one, '01 2f 20 00')).toEqual(['040e0c012f2000fb004808fb004808']);
    const short = host({ longestData: 27 });
    expect(await ask(short, '01 03 20 00')).toEqual(['040e0c010320000000000000000000']);
  });

  it('7.7.65.2: reports an advertisement and its scan response, and filters duplicates where asked (7.8.11)', async () => {
    const advertiser = host();
    const scanner = host();
    for (const command of ADVERTISE) await ask(advertiser, command);
    for (const command of [UNMASK, ...SCAN]) await ask(scanner, command);
    await air.run(1000);
    const all = scanner.heard.filter((packet) => packet.startsWith('043e'));
    // Subevent, one report, type, public address, its six bytes, length and data; the power follows.
    expect(all.filter((packet) => packet.slice(6, -2) === '020100000100005a480203020106').length).toBeGreaterThan(5);
    expect(all.filter((packet) => packet.slice(6, -2) === '020104000100005a480200').length).toBeGreaterThan(5);
    await ask(scanner, '01 0c 20 02 00 00');
    await ask(scanner, '01 0c 20 02 01 01');
    await air.run(1000);
    expect(scanner.heard.filter((packet) => packet.startsWith('043e'))).toHaveLength(2);
  });

  it('7.8.1: sends no LE event that is masked', async () => {
    const advertiser = host();
    const scanner = host();
    for (const command of ADVERTISE) await ask(advertiser, command);
    await ask(scanner, '01 01 20 08 0100000000000000');
    for (const command of [UNMASK, ...SCAN]) await ask(scanner, command);
    await air.run(1000);
    expect(scanner.heard.filter((packet) => packet.startsWith('043e'))).toEqual([]);
  });

  it('7.8.12, 7.7.65.1: connects, tells both hosts, and stops advertising (7.8.9)', async () => {
    const { peripheral, central } = await connected();
    expect(central.heard[0]).toBe('040f0400010d20');
    // Role, peer address, interval 24, latency 0, time-out 42, clock accuracy.
    expect(central.heard.find((packet) => packet.startsWith('043e1301'))?.slice(14)).toBe(
      '00000100005a4802180000002a0000',
    );
    expect(peripheral.heard.find((packet) => packet.startsWith('043e1301'))?.slice(14)).toBe(
      '01000200005a4802180000002a0000',
    );
    expect(peripheral.controller.advertiser.enabled).toBe(false);
  });

  it('5.4.2, 7.7.19: carries data in pieces of what a link holds and gives the buffer back', async () => {
    const { peripheral, central, handles } = await connected();
    central.heard.length = peripheral.heard.length = 0;
    const payload = Buffer.alloc(60, 7).toString('hex');
    central.send(`02 ${u16(handles[1])} ${u16(60)} ${payload}`);
    await air.run(100);
    // Controller to host: flags 10 at the first piece, 01 at the others; 27 octets without the data length extension.
    const flagged = (flags: number): string => u16(handles[0] | flags);
    expect(peripheral.heard).toEqual([
      `02${flagged(0x2000)}1b00${'07'.repeat(27)}`,
      `02${flagged(0x1000)}1b00${'07'.repeat(27)}`,
      `02${flagged(0x1000)}0600${'07'.repeat(6)}`,
    ]);
    expect(central.heard).toEqual([`04130501${u16(handles[1])}0100`]);
  });

  it('7.8.33, 7.7.65.7: agrees on longer packets, and then sends them', async () => {
    const { peripheral, central, handles } = await connected();
    await ask(central, '01 01 20 08 5f00000000000000');
    await ask(peripheral, '01 01 20 08 5f00000000000000');
    central.heard.length = peripheral.heard.length = 0;
    central.send(`01 22 20 06 ${u16(handles[1])} fb00 4808`);
    await air.run(200);
    expect(central.heard).toContain(`043e0b07${u16(handles[1])}fb004808fb004808`);
    expect(peripheral.heard).toContain(`043e0b07${u16(handles[0])}fb004808fb004808`);
    central.send(`02 ${u16(handles[1])} ${u16(200)} ${'05'.repeat(200)}`);
    await air.run(100);
    expect(peripheral.heard).toContain(`02${u16(handles[0] | 0x2000)}c800${'05'.repeat(200)}`);
  });

  it('4.1.1, 7.7.26: a host that sends beyond its buffers is told, and the packet is gone', async () => {
    const { central, handles } = await connected({ aclBuffers: 2 });
    central.heard.length = 0;
    for (let i = 0; i < 3; i++) central.send(`02 ${u16(handles[1])} 0100 0${i}`);
    await air.run(1);
    expect(central.heard).toContain('041a0101');
  });

  it('7.1.6, 7.7.5: ends a link; each host hears why', async () => {
    const { peripheral, central, handles } = await connected();
    central.heard.length = peripheral.heard.length = 0;
    central.send(`01 06 04 03 ${u16(handles[1])} 13`);
    await air.run(200);
    expect(central.heard).toEqual(['040f0400010604', `04050400${u16(handles[1])}16`]);
    expect(peripheral.heard).toEqual([`04050400${u16(handles[0])}13`]);
    expect(await ask(central, `01 06 04 03 ${u16(handles[1])} 13`)).toEqual(['040f0402010604']);
  });

  it('7.1.6: ends a link from the peripheral as well, and knows which reasons a host may give', async () => {
    const { peripheral, central, handles } = await connected();
    expect(await ask(peripheral, `01 06 04 03 ${u16(handles[0])} 08`)).toEqual(['040f0412010604']);
    central.heard.length = peripheral.heard.length = 0;
    peripheral.send(`01 06 04 03 ${u16(handles[0])} 15`);
    await air.run(200);
    expect(peripheral.heard.at(-1)).toBe(`04050400${u16(handles[0])}16`);
    expect(central.heard).toEqual([`04050400${u16(handles[1])}15`]);
  });

  it('Vol 6 Part B, 4.5.2: a link that hears nothing ends with its supervision time-out (0x08), not before', async () => {
    const { peripheral, central, handles } = await connected();
    central.heard.length = 0;
    const cut = air.now();
    peripheral.controller.position = { x: 10_000, y: 0 };
    await air.run(380);
    expect(central.heard).toEqual([]);
    await air.run(100);
    expect(air.now() - cut).toBeLessThan(500);
    expect(central.heard).toEqual([`04050400${u16(handles[1])}08`]);
    expect(peripheral.heard.at(-1)).toBe(`04050400${u16(handles[0])}08`);
  });

  it('Vol 6 Part B, 4.5.2: a link that was never heard ends within six intervals with 0x3E', async () => {
    const peripheral = host();
    const central = host();
    for (const command of ADVERTISE) await ask(peripheral, command);
    air.loss.link = 1;
    await ask(central, CONNECT);
    await air.run(1000);
    expect(central.heard.at(-1)).toMatch(/^04050400....3e$/);
    // The advertiser heard nothing of it and goes on.
    expect(peripheral.controller.advertiser.enabled).toBe(true);
  });

  it('7.8.13: a connection under way can be called off', async () => {
    const central = host();
    await ask(central, UNMASK);
    await ask(central, CONNECT);
    expect(await ask(central, CONNECT)).toEqual(['040f040c010d20']);
    const heard = await ask(central, '01 0e 20 00');
    expect(heard[0]).toBe('040e04010e2000');
    expect(heard[1]).toMatch(/^043e130102/);
  });

  it('7.8.18, 7.7.65.3: changes the parameters of a link on both sides', async () => {
    const { peripheral, central, handles } = await connected();
    central.heard.length = peripheral.heard.length = 0;
    central.send(`01 13 20 0e ${u16(handles[1])} 5000 5000 0000 c800 0000 0000`);
    await air.run(1000);
    expect(central.heard).toContain(`043e0a0300${u16(handles[1])}50000000c800`);
    expect(peripheral.heard).toContain(`043e0a0300${u16(handles[0])}50000000c800`);
  });

  it('Vol 6 Part B, 4.5.9: whatever is lost, data arrives once and in order', async () => {
    air = createAir({ seed: 11 });
    const { peripheral, central, handles } = await connected();
    air.loss.link = 0.4;
    peripheral.heard.length = central.heard.length = 0;
    let sent = 0;
    for (let i = 0; i < 100; i++) {
      for (; sent < 100 && sent - central.heard.filter((packet) => packet.startsWith('0413')).length < 8; sent++) {
        central.send(`02 ${u16(handles[1])} 0100 ${sent.toString(16).padStart(2, '0')}`);
      }
      await air.run(100);
    }
    const heard = peripheral.heard
      .filter((packet) => packet.startsWith('02'))
      .map((packet) => Number.parseInt(packet.slice(10), 16));
    expect(heard).toEqual(Array.from({ length: 100 }, (_, i) => i));
    expect(air.counts.linkPacketsLost).toBeGreaterThan(100);
  });

  it('Vol 4 Part A, 2 and 4: cuts a byte stream into packets however it comes, and drops what is none', () => {
    const packets: string[] = [];
    let lost = 0;
    const decoder = new H4Decoder(
      (packet) => packets.push(packet.toString('hex')),
      (dropped) => (lost += dropped),
    );
    const stream = Buffer.from('01030c000240000200abcd040e0401030c00', 'hex');
    for (const byte of stream) decoder.push(Uint8Array.of(byte));
    decoder.push(stream);
    expect(packets).toEqual([
      '01030c00',
      '0240000200abcd',
      '040e0401030c00',
      '01030c00',
      '0240000200abcd',
      '040e0401030c00',
    ]);
    decoder.push(Buffer.from('77ffff', 'hex'));
    expect(lost).toBe(3);
    decoder.push(Buffer.from('024000ffff', 'hex'));
    expect(lost).toBe(8);
    decoder.push(stream.subarray(0, 4));
    expect(packets).toHaveLength(7);
  });
});
