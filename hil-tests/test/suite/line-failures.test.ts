import { PROVISIONING_FILE } from '@hengzhun/firmware';
import { type Link, type LinkEvent, openSerialLink } from '@hengzhun/host-sdk';
import {
  decodeMessage,
  encodeRequest,
  FRAME_KIND_STATUS,
  type Frame,
  SlipDecoder,
  slipEncodeBytes,
  verifyChain,
  verifyFrame,
} from '@hengzhun/protocol';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  createEmulationHost,
  createHostClock,
  createVirtualBinding,
  type EmulationHost,
  feedInjection,
  VirtualClock,
  type VirtualPort,
} from '../../src/index.js';
import { scaleBundle } from '../support/hosts.js';
import { configuration, publicKey, ZERO_COUNTS } from '../support/instrument.js';

const PATH = '/virtual/scale';
const EPOCH = Date.UTC(2026, 0, 1);

let bundle: string;
beforeAll(async () => {
  bundle = (await scaleBundle()).code;
});

/** The real firmware on an emulated port, read by the SDK's link, all in one virtual time. */
class Rig {
  readonly clock = new VirtualClock();
  readonly host: EmulationHost;
  readonly port: VirtualPort;
  readonly link: Link;
  readonly events: LinkEvent[] = [];
  #time = 0;

  constructor() {
    this.host = createEmulationHost({ clock: this.clock, bundle, files: { [PROVISIONING_FILE]: configuration() } });
    const binding = createVirtualBinding({ clock: this.clock, seed: 7 });
    this.port = binding.attach(PATH, this.host.serial1);
    this.link = openSerialLink({ path: PATH, binding, clock: createHostClock(this.clock, EPOCH), random: () => 0 });
    void this.#collect();
  }

  async #collect(): Promise<void> {
    for await (const event of this.link) this.events.push(event);
  }

  async start(): Promise<void> {
    await this.clock.run(10);
    await this.host.start();
    await this.clock.run(500);
  }

  /** One status frame is due every ten of these. */
  async sample(count: number): Promise<void> {
    const samples = Array.from({ length: count }, () => {
      this.#time += 1000;
      return { timeMs: this.#time, counts: ZERO_COUNTS + ((this.#time / 1000) % 7), temperature: 2000 };
    });
    await feedInjection(this.host, samples);
    await this.clock.run(500);
  }

  of<T extends LinkEvent['type']>(type: T): Extract<LinkEvent, { type: T }>[] {
    return this.events.filter((event): event is Extract<LinkEvent, { type: T }> => event.type === type);
  }

  frames(): Frame[] {
    return this.of('packet').flatMap(({ bytes }) => {
      const message = decodeMessage(bytes);
      return message.type === 'frame' ? [message.frame] : [];
    });
  }
}

let rig: Rig;
afterEach(async () => {
  await rig.link.close();
  await rig.host.stop();
});

describe('what a line does to an instrument and its reader', () => {
  it('nothing, on a good line: frames arrive whole, dated in the rig’s time', async () => {
    rig = new Rig();
    await rig.start();
    await rig.sample(41);
    expect(rig.frames().length).toBeGreaterThanOrEqual(5);
    expect(verifyChain(rig.frames(), publicKey).every(({ status }) => status !== 'refused')).toBe(true);
    expect(rig.of('discarded')).toEqual([]);
    for (const { earliest, latest } of rig.of('packet')) {
      expect(earliest).toBeGreaterThanOrEqual(EPOCH);
      // A frame of some 210 bytes takes 18 ms at 115 200 baud.
      expect(latest - earliest).toBeLessThan(100);
    }
  });

  it('the port vanishes in mid-frame and comes back: the half is shown, the chain goes on behind it', async () => {
    rig = new Rig();
    await rig.start();
    await rig.sample(11);
    const before = rig.frames().length;
    // The plug is pulled 8 ms after the next frame began, of the 18 that it takes.
    const { port, clock } = rig;
    port.faults.toHost = {
      tamper: (bytes) => {
        port.faults.toHost = {};
        clock.setTimer(clock.now() + 8, () => port.vanish());
        return bytes;
      },
    };
    await rig.sample(10);
    await clock.run(1000);
    expect(rig.of('disconnected')).toHaveLength(1);
    expect(rig.of('disconnected')[0]).toMatchObject({ reason: 'vanished' });
    expect(rig.of('discarded').map(({ reason }) => reason)).toEqual(['disconnected']);
    expect(rig.of('retry')[0]).toMatchObject({ error: { code: 'link-path-missing' } });
    rig.port.restore();
    await rig.clock.run(20_000);
    expect(rig.link.isOpen).toBe(true);
    await rig.sample(41);
    const frames = rig.frames();
    expect(frames.length).toBeGreaterThan(before);
    for (const frame of frames) verifyFrame(frame, publicKey);
  });

  it('noise: what is spoilt is discarded with a reason, and no spoilt byte gets into a frame', async () => {
    rig = new Rig();
    rig.port.faults.toHost = { bitFlips: 0.001, drops: 0.0005, noise: 0.0005 };
    await rig.start();
    await rig.sample(301);
    expect(rig.of('discarded').length).toBeGreaterThan(0);
    const frames = rig.frames();
    expect(frames.length).toBeGreaterThan(5);
    for (const frame of frames) verifyFrame(frame, publicKey);
  });

  it('a forger: a frame changed on the line comes through with a good checksum and a bad signature', async () => {
    rig = new Rig();
    let forged = 0;
    rig.port.faults.toHost = {
      tamper: (bytes) => {
        const [item] = new SlipDecoder().push(bytes);
        const message = item?.type === 'packet' ? decodeMessage(item.bytes.slice()) : undefined;
        if (message?.type !== 'frame' || message.frame.kind !== FRAME_KIND_STATUS) return bytes;
        // The last byte of the claims, with the checksum made anew.
        const { payload } = message.frame;
        payload[payload.length - 1]! ^= 1;
        forged++;
        return slipEncodeBytes(message.frame.bytes);
      },
    };
    await rig.start();
    await rig.sample(101);
    expect(forged).toBeGreaterThan(0);
    const results = rig.frames().map((frame) => {
      try {
        verifyFrame(frame, publicKey);
        return 'good';
      } catch (error) {
        return (error as { code: string }).code;
      }
    });
    expect(results.filter((result) => result === 'signature-invalid')).toHaveLength(forged);
  });

  it('requests that are truncated or too long: the instrument goes on answering the next', async () => {
    rig = new Rig();
    await rig.start();
    await rig.sample(5);
    const request = slipEncodeBytes(encodeRequest({ type: 'command-nonce' }));
    rig.host.serial1.write(request.slice(0, -3));
    rig.host.serial1.write(Uint8Array.of(0xc0));
    rig.host.serial1.write(new Uint8Array(5000).fill(0x20));
    rig.host.serial1.write(Uint8Array.of(0xc0));
    await rig.link.send(encodeRequest({ type: 'command-nonce' }));
    await rig.clock.run(1000);
    const replies = rig.of('packet').filter(({ bytes }) => decodeMessage(bytes).type === 'reply');
    expect(replies).toHaveLength(1);
  });
});
