import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { slipEncodeBytes } from '@hengzhun/protocol';
import { afterEach, describe, expect, it } from 'vitest';
import { loadDefaultBinding } from '../../src/links/default-binding.js';
import type { Link } from '../../src/links/link.js';
import { openError } from '../../src/links/serial-errors.js';
import { openSerialLink } from '../../src/links/serial-link.js';
import type { SerialLinkOptions } from '../../src/links/serial-options.js';
import { LinkReader } from '../helpers/link-reader.js';
import { hasSocat, PtyPair, until } from '../helpers/socat.js';
import { temporaryFolder } from '../helpers/temporary-store.js';

const message = new Uint8Array([0xd2, 1, 2, 3, 0xc0, 0xdb]);
const backoff = { initial: 20, maximum: 50 };
const open: { link?: Link; pair?: PtyPair }[] = [];
afterEach(async () => {
  for (const { link, pair } of open.splice(0)) {
    await link?.close();
    await pair?.unplug();
  }
});

function reader(path: string, options: Partial<SerialLinkOptions> = {}): LinkReader {
  const link = openSerialLink({ path, backoff, ...options });
  open.push({ link });
  return new LinkReader(link);
}

async function pair(): Promise<PtyPair> {
  const made = new PtyPair(temporaryFolder());
  open.push({ pair: made });
  await made.plug();
  return made;
}

describe('serial link: what it refuses at once', () => {
  it.each([
    [{ path: '' }],
    [{ path: '/dev/x', baudRate: 0 }],
    [{ path: '/dev/x', byteTimeout: -1 }],
    [{ path: '/dev/x', queueLimit: 1 }],
    [{ path: '/dev/x', backoff: { initial: 100, maximum: 10 } }],
    [{ path: '/dev/x', backoff: { jitter: 2 } }],
  ])('options %j', (options) => {
    expect(() => openSerialLink(options)).toThrowError(expect.objectContaining({ code: 'link-bad-option' }));
  });
});

describe('serial link: clear errors with the real bindings', () => {
  it('says that the path is missing, and goes on trying', async () => {
    const read = reader(join(temporaryFolder(), 'nothing'));
    expect((await read.next('retry')).error.code).toBe('link-path-missing');
    const second = await read.next('retry');
    expect(second.attempt).toBe(2);
    expect(second.delay).toBeLessThanOrEqual(50);
  });

  it('says that a file is no port', async () => {
    const path = join(temporaryFolder(), 'file');
    writeFileSync(path, 'not a port');
    expect((await reader(path).next('retry')).error.code).toBe('link-not-a-port');
  });

  it('rejects sending while the port is not open, and never sends it later', async () => {
    const read = reader(join(temporaryFolder(), 'nothing'));
    await expect(read.link.send(message)).rejects.toMatchObject({ code: 'link-not-open' });
    await read.link.close();
    await expect(read.link.send(message)).rejects.toMatchObject({ code: 'link-closed' });
  });

  const mayRefuseRoot = process.getuid?.() === 0;
  if (mayRefuseRoot)
    console.warn('running as root: the test of a port without permission is SKIPPED (root may open everything).');
  it.skipIf(mayRefuseRoot || !hasSocat)('says that the permission is missing', async () => {
    const { near } = await pair();
    chmodSync(near, 0);
    expect((await reader(near).next('retry')).error.code).toBe('link-permission');
  });
});

describe('what the bindings of the three systems say', () => {
  it.each([
    ['Error: Permission denied, cannot open /dev/ttyUSB0', 'link-permission'],
    ['Opening COM3: Access denied', 'link-permission'],
    ['Opening COM3: File not found', 'link-path-missing'],
    ['Error: No such file or directory, cannot open /dev/ttyUSB0', 'link-path-missing'],
    ['Error: Resource temporarily unavailable Cannot lock port', 'link-locked'],
    ['Error: Resource busy, cannot open /dev/tty.usbmodem1', 'link-locked'],
    ['Error: Inappropriate ioctl for device setting custom baud rate', 'link-not-a-port'],
    ['Something new', 'link-open-failed'],
  ])('%s: %s', (text, code) => {
    const error = openError('/dev/x', new Error(text));
    expect(error).toMatchObject({ code, detail: { path: '/dev/x' } });
    expect(error.message).toContain('/dev/x');
  });
});

describe.skipIf(!hasSocat)('serial link over a pseudo-terminal with the real bindings', () => {
  it('passes packets both ways', async () => {
    const pty = await pair();
    const read = reader(pty.near);
    await read.next('connected');
    await pty.write(slipEncodeBytes(message));
    const packet = await read.next('packet');
    expect([...packet.bytes]).toEqual([...message]);
    expect(packet.connection).toBe(1);
    expect(packet.earliest).toBeLessThanOrEqual(packet.latest);
    await read.link.send(message);
    let got = Buffer.alloc(0);
    await until(() => (got = Buffer.concat([got, pty.read()])).length >= slipEncodeBytes(message).length);
    expect([...got]).toEqual([...slipEncodeBytes(message)]);
  });

  it('says that another program holds the port', async () => {
    const { near } = await pair();
    await reader(near).next('connected');
    expect((await reader(near).next('retry')).error.code).toBe('link-locked');
  });

  it('survives a port that vanishes in mid-frame and comes back: the rest is discarded visibly, nothing runs on', async () => {
    const pty = await pair();
    const read = reader(pty.near);
    await read.next('connected');
    const framed = slipEncodeBytes(message);
    await pty.write(framed);
    await read.next('packet');
    await pty.write(framed.subarray(0, 5));
    await until(() => read.link.statistics.bytes === framed.length + 5);
    await pty.unplug();
    const discarded = await read.next('discarded');
    expect(discarded.reason).toBe('disconnected');
    expect([...discarded.bytes]).toEqual([...framed.subarray(1, 5)]);
    expect(await read.next('disconnected')).toMatchObject({ reason: 'vanished', error: { code: 'link-vanished' } });
    await expect(read.link.send(message)).rejects.toMatchObject({ code: 'link-not-open' });
    expect((await read.next('retry')).error.code).toBe('link-path-missing');
    await pty.plug();
    expect((await read.next('connected')).connection).toBe(2);
    // What was refused while the port was away must not come out now.
    expect(pty.read()).toHaveLength(0);
    await pty.write(framed.subarray(5));
    await pty.write(framed);
    expect((await read.next('packet')).connection).toBe(2);
    expect(read.link.statistics).toMatchObject({ packets: 2, connections: 2 });
  });

  it('notices a port that vanishes between two reads', async () => {
    const pty = await pair();
    const binding = await loadDefaultBinding();
    // What a busy machine does to the threads that read: the second read begins when it may.
    let proceed = () => {};
    const may = new Promise<void>((resolve) => (proceed = resolve));
    let reads = 0;
    const slow = {
      ...binding,
      open: async (options: Parameters<typeof binding.open>[0]) => {
        const port = await binding.open(options);
        const read = port.read.bind(port);
        port.read = async (...where) => {
          if (++reads === 2) await may;
          return read(...where);
        };
        return port;
      },
    } as typeof binding;
    const read = reader(pty.near, { binding: slow });
    await read.next('connected');
    await pty.write(new Uint8Array([0x41]));
    await until(() => read.link.statistics.bytes === 1);
    await pty.unplug();
    proceed();
    expect(await read.next('disconnected')).toMatchObject({ reason: 'vanished', error: { code: 'link-vanished' } });
    expect((await read.next('retry')).error.code).toBe('link-path-missing');
  });

  it('is closed while a read is under way: that read ends and waits for nothing', async () => {
    const pty = await pair();
    const binding = await loadDefaultBinding();
    const port = await binding.open({ path: pty.near, baudRate: 115_200 });
    // the read finds nothing, and by the time that it says so the port is closed
    const reading = port.read(Buffer.alloc(16), 0, 16).catch((error: unknown) => error);
    await port.close();
    expect(await reading).toMatchObject({ canceled: true });
    await expect(port.read(Buffer.alloc(16), 0, 16)).rejects.toMatchObject({ canceled: true });
  });

  it('hands back noise, truncated and oversized packets with a reason each, and finds the good packet behind them', async () => {
    const pty = await pair();
    const read = reader(pty.near);
    await read.next('connected');
    const framed = slipEncodeBytes(message);
    const spoiled = new Uint8Array(framed);
    spoiled[3]! ^= 0x10;
    await pty.write(new Uint8Array([0x41, 0x42, 0x43, 0xc0]));
    await pty.write(spoiled);
    await pty.write(framed.subarray(0, 4));
    await pty.write(new Uint8Array([0xc0]));
    await pty.write(new Uint8Array(3000).fill(0x55));
    await pty.write(framed);
    await read.next('packet');
    const reasons = read.events.filter((event) => event.type === 'discarded').map(({ reason }) => reason);
    expect(reasons.slice(0, 3)).toEqual(['slip-short', 'slip-checksum', 'slip-short']);
    expect(new Set(reasons.slice(3))).toEqual(new Set(['slip-oversized']));
    const { discardedBytes, packets } = read.link.statistics;
    expect(packets).toBe(1);
    expect(discardedBytes).toBe(3 + (spoiled.length - 2) + 3 + 3000);
  });

  it('opens a silent port again: no bytes, then no packets', async () => {
    const pty = await pair();
    const read = reader(pty.near, { byteTimeout: 60 });
    await read.next('connected');
    expect(await read.next('liveness')).toMatchObject({ what: 'no-bytes' });
    expect(await read.next('disconnected')).toMatchObject({ reason: 'liveness' });
    expect((await read.next('connected')).connection).toBe(2);
    await read.link.close();
    const packets = reader(pty.near, { packetTimeout: 60 });
    await packets.next('connected');
    const chatter = setInterval(() => void pty.write(new Uint8Array([0x41])), 10);
    expect(await packets.next('liveness')).toMatchObject({ what: 'no-packets' });
    clearInterval(chatter);
  });

  it('ends with the abort signal and frees the port', async () => {
    const pty = await pair();
    const controller = new AbortController();
    const read = reader(pty.near, { signal: controller.signal });
    await read.next('connected');
    controller.abort();
    await read.ended;
    expect(read.events.at(-1)).toMatchObject({ type: 'disconnected', reason: 'closed' });
    await read.link.close();
    await reader(pty.near).next('connected');
  });

  it('holds the line up for a slow reader and loses nothing', async () => {
    const pty = await pair();
    const link = openSerialLink({ path: pty.near, backoff, queueLimit: 64 });
    open.push({ link });
    const iterator = link[Symbol.asyncIterator]();
    expect((await iterator.next()).value?.type).toBe('connected');
    // More than the queue and every buffer on the way can hold at once.
    const count = 3000;
    const feed = (async () => {
      for (let i = 0; i < count; i++) await pty.write(slipEncodeBytes(new Uint8Array(200).fill(i % 256)));
    })();
    const seen: string[] = [];
    let packets = 0;
    // Anything but a packet is a failure, and would leave the count short for ever.
    while (packets < count && seen.length === 0) {
      const { value } = await iterator.next();
      if (value?.type === 'packet') packets++;
      else seen.push(JSON.stringify(value) ?? 'end');
      if (packets % 500 === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await feed;
    expect(seen).toEqual([]);
    expect(link.statistics.dropped).toBe(0);
  });
});
