import { SerialPort } from 'serialport';
import { afterEach, describe, expect, it } from 'vitest';
import { openPtyPair, type PtyPair } from '../../src/index.js';
import { withoutSocat } from '../support/interpreter.js';

let pair: PtyPair | undefined;
const ports: SerialPort[] = [];
afterEach(async () => {
  for (const port of ports.splice(0)) if (port.isOpen) await new Promise((resolve) => port.close(resolve));
  await pair?.close();
  pair = undefined;
});

function open(path: string): Promise<SerialPort> {
  return new Promise((resolve, reject) => {
    const port = new SerialPort({ path, baudRate: 115_200 }, (error) => (error ? reject(error) : resolve(port)));
    ports.push(port);
  });
}

function collect(port: SerialPort, length: number): Promise<Buffer> {
  return new Promise((resolve) => {
    let all = Buffer.alloc(0);
    port.on('data', (chunk: Buffer) => {
      all = Buffer.concat([all, chunk]);
      if (all.length >= length) resolve(all);
    });
  });
}

describe.skipIf(withoutSocat())('a pair of pseudo-terminals under the native bindings', () => {
  it('carries every byte value', async () => {
    pair = await openPtyPair();
    const [a, b] = [await open(pair.a), await open(pair.b)];
    const all = Buffer.from(Uint8Array.from({ length: 256 }, (_, i) => i));
    const heard = collect(b, 256);
    a.write(all);
    expect(await heard).toEqual(all);
  });

  it('refuses a second open and a path that is not there, in the words that the SDK looks for', async () => {
    pair = await openPtyPair();
    await open(pair.a);
    await expect(open(pair.a)).rejects.toThrow('Cannot lock port');
    await expect(open(`${pair.a}-none`)).rejects.toThrow('No such file or directory');
  });

  it('vanishes under an open port and comes back under the same path', async () => {
    pair = await openPtyPair();
    const [far, port] = [await open(pair.a), await open(pair.b)];
    // Without a reader nothing is noticed, nor when the hang-up comes before the first read is under way.
    const first = collect(port, 1);
    far.write('x');
    await first;
    await new Promise((resolve) => setTimeout(resolve, 50));
    const closed = new Promise<{ disconnected?: boolean } | null>((resolve) => port.once('close', resolve));
    await pair.vanish();
    expect(await closed).toMatchObject({ disconnected: true });
    await expect(open(pair.b)).rejects.toThrow('No such file or directory');
    await pair.restore();
    const [a, b] = [await open(pair.a), await open(pair.b)];
    const heard = collect(b, 4);
    a.write('back');
    expect((await heard).toString()).toBe('back');
  });

  it('says what to install when socat is missing', async () => {
    const path = process.env.PATH;
    process.env.PATH = '/nowhere';
    try {
      await expect(openPtyPair()).rejects.toMatchObject({
        code: 'socat-missing',
        message: expect.stringContaining('apt-get install socat'),
      });
    } finally {
      process.env.PATH = path;
    }
  });
});
