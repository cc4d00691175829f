import { SerialPortStream } from '@serialport/stream';
import { describe, expect, it } from 'vitest';
import { createVirtualBinding, type RigPort, VirtualClock } from '../../src/index.js';

/** A device that remembers what it heard and says what it is told. */
function device(): RigPort & { say(text: string): void; heard(): string } {
  const listeners = new Set<(bytes: Uint8Array) => void>();
  const heard: Uint8Array[] = [];
  return {
    write: (bytes) => heard.push(bytes),
    onData(callback) {
      listeners.add(callback);
      return () => listeners.delete(callback);
    },
    say: (text) => {
      for (const listener of listeners) listener(Uint8Array.from(Buffer.from(text, 'latin1')));
    },
    heard: () => Buffer.concat(heard).toString('latin1'),
  };
}

function rig() {
  const clock = new VirtualClock();
  const binding = createVirtualBinding({ clock });
  const far = device();
  const port = binding.attach('/virtual/scale', far);
  return { clock, binding, far, port };
}

async function opened(binding: ReturnType<typeof rig>['binding'], baudRate = 9600): Promise<SerialPortStream> {
  const stream = new SerialPortStream({ binding, path: '/virtual/scale', baudRate, autoOpen: false });
  await new Promise<void>((resolve, reject) => stream.open((error) => (error ? reject(error) : resolve())));
  return stream;
}

describe('the virtual binding under @serialport/stream', () => {
  it('carries bytes both ways, each after its 10 bit times', async () => {
    const { clock, binding, far } = rig();
    const stream = await opened(binding);
    const got: { at: number; text: string }[] = [];
    stream.on('data', (chunk: Buffer) => got.push({ at: clock.now(), text: chunk.toString() }));
    far.say('x'.repeat(96));
    stream.write('hello');
    await clock.run(5);
    expect(far.heard()).toBe(''); // five bytes take 5.2 ms
    await clock.run(1);
    expect(far.heard()).toBe('hello');
    await clock.run(104);
    expect(got.map(({ text }) => text).join('')).toBe('x'.repeat(96));
    // 96 bytes at 9600 baud take 100 ms; the stream has heard the last of them no earlier.
    expect(got.at(-1)!.at).toBeGreaterThanOrEqual(100);
    expect(got[0]!.at).toBeLessThan(20);
  });

  it('refuses a second open and a wrong path in the words of the native bindings', async () => {
    const { binding } = rig();
    await opened(binding);
    await expect(binding.open({ path: '/virtual/scale', baudRate: 9600 })).rejects.toThrow('Cannot lock port');
    await expect(binding.open({ path: '/virtual/none', baudRate: 9600 })).rejects.toThrow('No such file or directory');
  });

  it('closes a stream as disconnected when the device vanishes in mid-frame, and opens again after it is back', async () => {
    const { clock, binding, far, port } = rig();
    const stream = await opened(binding);
    let heard = '';
    stream.on('data', (chunk: Buffer) => {
      heard += chunk.toString();
    });
    const closed = new Promise<{ disconnected?: boolean } | null>((resolve) => stream.once('close', resolve));
    far.say('a whole frame that takes its time on the line');
    await clock.run(20);
    port.vanish();
    await clock.run(100);
    expect(await closed).toMatchObject({ disconnected: true });
    expect(heard.length).toBeGreaterThan(0);
    expect(heard.length).toBeLessThan(45);
    await expect(binding.open({ path: '/virtual/scale', baudRate: 9600 })).rejects.toThrow('No such file');
    expect(await binding.list()).toEqual([]);
    port.restore();
    const again = await opened(binding);
    again.on('data', (chunk: Buffer) => {
      heard += chunk.toString();
    });
    heard = '';
    far.say('back');
    await clock.run(100);
    expect(heard).toBe('back');
  });

  it('cancels the read under way when the program closes the port', async () => {
    const { binding } = rig();
    const port = await binding.open({ path: '/virtual/scale', baudRate: 9600 });
    const read = port.read(Buffer.alloc(10), 0, 10);
    await port.close();
    await expect(read).rejects.toMatchObject({ canceled: true });
    await expect(port.write(Buffer.from('x'))).rejects.toThrow('Port is not open');
  });

  it('adds noise, drops and turns bits as often as asked, the same way for the same seed', async () => {
    const run = async (): Promise<string> => {
      const { clock, binding, far, port } = rig();
      const stream = await opened(binding, 115_200);
      let heard = '';
      stream.on('data', (chunk: Buffer) => {
        heard += chunk.toString('latin1');
      });
      port.faults.toHost = { noise: 0.01, drops: 0.02, bitFlips: 0.05 };
      far.say('U'.repeat(5000));
      await clock.run(1000);
      return heard;
    };
    const heard = await run();
    expect(heard).toBe(await run());
    const whole = [...heard].filter((byte) => byte === 'U').length;
    expect(whole).toBeGreaterThan(5000 * 0.91);
    expect(whole).toBeLessThan(5000 * 0.95);
  });

  it('lets someone on the line exchange what passes', async () => {
    const { clock, binding, far, port } = rig();
    const stream = await opened(binding);
    let heard = '';
    stream.on('data', (chunk: Buffer) => {
      heard += chunk.toString();
    });
    port.faults.toHost = {
      tamper: (bytes) => Uint8Array.from(Buffer.from(Buffer.from(bytes).toString().replace('1', '2'))),
    };
    far.say('weight 1');
    await clock.run(100);
    expect(heard).toBe('weight 2');
  });
});
