import {
  createSlipDecoder,
  FLAG_BIT_LOCKED,
  INSTRUMENT_KIND_DISPENSER,
  INSTRUMENT_KIND_SCALE,
  RADIO_COMMANDS,
  RADIO_FLOW,
  RADIO_SERVICE,
  RADIO_STREAM,
  slipEncode,
  writeBeacon,
} from '@hengzhun/protocol/device';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { installRadio, Nrf } from './nrf.js';

installRadio(new Nrf());
const { createRadio, hearRadio, sendRadio } = await import('../../src/radio/radio.js');
const { renewBeacon } = await import('../../src/radio/beacon.js');
const { HEARD_COMMANDS, openRadio, silenceRadio } = await import('../../src/platform/radio.js');
const { crc32 } = await import('../../src/platform/espruino.js');

type Radio = ReturnType<typeof createRadio>;

let nrf: Nrf;
let radio: Radio;
let messages: string[];
let changes: number;

const LIMIT = 256;

beforeEach(() => {
  vi.useFakeTimers();
  nrf = new Nrf();
  installRadio(nrf);
  messages = [];
  changes = 0;
  radio = createRadio(LIMIT);
  const opened = openRadio((what, bytes) => {
    if (what < HEARD_COMMANDS) changes++;
    hearRadio(radio, what, bytes, (message) => messages.push(message));
  });
  expect(opened).toBe(true);
});
afterEach(() => vi.useRealTimers());

function begin(size = 244): void {
  nrf.enter();
  nrf.write(RADIO_FLOW, [0, size]);
}

/** The next notifications within `ms`, connection events every 10 ms; their numbers and bytes. */
function listen(ms: number): { numbers: number[]; text: string } {
  for (let i = 0; i < ms; i += 10) {
    vi.advanceTimersByTime(10);
    nrf.event();
  }
  const heard = nrf.heard();
  return {
    numbers: heard.map((one) => one[0]!),
    text: heard.map((one) => Buffer.from(one.subarray(1)).toString('latin1')).join(''),
  };
}

describe('the radio of an instrument (contract, README "Radio")', () => {
  it('has the service with three characteristics, and not the console', () => {
    expect(nrf.options).toEqual({ uart: false });
    const [stream, commands, flow] = [RADIO_STREAM, RADIO_COMMANDS, RADIO_FLOW].map((one) =>
      nrf.characteristics.get(one),
    );
    expect(nrf.characteristics.size).toBe(3);
    expect(stream).toEqual({ notify: true, maxLen: 245 });
    expect(commands).toMatchObject({ writable: true, maxLen: 60 });
    expect(flow).toMatchObject({ writable: true, maxLen: 2 });
    expect(nrf.isAsleep).toBe(false);
  });

  it('is none where the board has none', () => {
    installRadio(undefined);
    expect(openRadio(() => {})).toBe(false);
    expect(silenceRadio).not.toThrow();
  });

  it('notifies nothing before begin, then everything in order, in chunks of what begin said', () => {
    nrf.enter();
    sendRadio(radio, 'too early');
    expect(listen(100).numbers).toEqual([]);
    nrf.write(RADIO_FLOW, [0, 3]);
    sendRadio(radio, 'abcdefghij');
    expect(listen(100)).toEqual({ numbers: [0, 1, 2, 3], text: 'abcdefghij' });
  });

  it('waits for the pace between notifications, longer where they do not arrive', () => {
    nrf.buffers = 1;
    begin(1);
    sendRadio(radio, 'abcdefgh');
    // a connection event every 60 ms only
    vi.advanceTimersByTime(60);
    const first = nrf.heard().map((one) => one[0]);
    expect(first).toEqual([0]);
    for (let i = 0; i < 60; i++) {
      nrf.event();
      vi.advanceTimersByTime(60);
      const [one] = nrf.heard();
      if (one) nrf.write(RADIO_FLOW, [1, (one[0]! + 1) & 255]);
      else nrf.write(RADIO_FLOW, [1, radio.sender.oldest]);
    }
    expect(radio.sender.out).toEqual([]);
    expect(radio.sender.queue).toBe('');
    expect(radio.pace).toBeLessThanOrEqual(128);
  });

  it('sends again after 600 ms, and ends the connection after 10 s without progress', () => {
    begin(10);
    sendRadio(radio, 'lost');
    expect(listen(400).numbers).toEqual([0]);
    expect(listen(500).numbers).toEqual([0]);
    listen(8900);
    expect(nrf.ended).toBe(0);
    listen(600);
    expect(nrf.ended).toBe(1);
    expect(radio.sender).toMatchObject({ size: 0, queue: '', out: [] });
  });

  it('ends what does not begin in 10 s, and what is silent for 60 s', () => {
    nrf.enter();
    nrf.write(RADIO_COMMANDS, [0xc0]);
    listen(9900);
    expect(nrf.ended).toBe(0);
    listen(400);
    expect(nrf.ended).toBe(1);
    begin();
    listen(59_000);
    expect(nrf.ended).toBe(1);
    nrf.write(RADIO_FLOW, [1, 0]);
    listen(59_000);
    expect(nrf.ended).toBe(1);
    listen(1500);
    expect(nrf.ended).toBe(2);
  });

  it('looks at one connection once, however quickly centrals come and go', () => {
    for (let i = 0; i < 50; i++) {
      nrf.enter();
      nrf.leave();
    }
    expect(changes).toBe(100);
    expect(vi.getTimerCount()).toBe(1);
    listen(400);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('takes commands in pieces, and forgets half of one when another central comes or begins', () => {
    begin();
    const packet = Buffer.from(slipEncode('command', crc32), 'latin1');
    nrf.write(RADIO_COMMANDS, packet.subarray(0, 5));
    nrf.write(RADIO_COMMANDS, packet.subarray(5));
    expect(messages).toEqual(['command']);
    nrf.write(RADIO_COMMANDS, packet.subarray(0, 5));
    nrf.leave();
    begin();
    nrf.write(RADIO_COMMANDS, packet.subarray(5));
    expect(messages).toEqual(['command']);
    nrf.write(RADIO_COMMANDS, packet.subarray(0, 5));
    nrf.write(RADIO_FLOW, [0, 50]);
    nrf.write(RADIO_COMMANDS, packet);
    expect(messages).toEqual(['command', 'command']);
  });

  it('an update that the platform refuses is like one that the air lost', () => {
    begin(10);
    nrf.restarts = true;
    sendRadio(radio, 'abc');
    expect(listen(100)).toMatchObject({ text: '' });
    nrf.restarts = false;
    expect(listen(800)).toEqual({ numbers: [0], text: 'abc' });
  });
});

describe('whoever means harm', () => {
  it('cannot make the queue or the decoder grow, nor the instrument fail, by any writes', () => {
    const uuid = fc.constantFrom(RADIO_COMMANDS, RADIO_FLOW, RADIO_STREAM, RADIO_SERVICE);
    const bytes = fc.uint8Array({ maxLength: 70 });
    fc.assert(
      fc.property(fc.array(fc.tuple(uuid, bytes, fc.nat(50)), { maxLength: 40 }), (writes) => {
        begin();
        for (const [to, what, pause] of writes) {
          nrf.write(to, what);
          sendRadio(radio, 'm'.repeat(400));
          listen(pause);
          expect(radio.sender.queue.length).toBeLessThanOrEqual(1024);
          expect(radio.sender.out.length).toBeLessThanOrEqual(4);
          expect(radio.decoder.buffer.length).toBeLessThanOrEqual(LIMIT + 60);
        }
        nrf.leave();
        // two timers at most: the pace's and the look's
        expect(vi.getTimerCount()).toBeLessThanOrEqual(2);
      }),
      { numRuns: 60 },
    );
  });

  it('a flood of begins, or of anything, ends the connection', () => {
    for (const [uuid, what] of [
      [RADIO_FLOW, [0, 100]],
      [RADIO_FLOW, [9]],
      [RADIO_COMMANDS, [1]],
    ] as const) {
      const before = nrf.ended;
      begin();
      for (let i = 0; i < 65; i++) nrf.write(uuid, [...what]);
      listen(300);
      expect(nrf.ended).toBe(before + 1);
      expect(nrf.isConnected).toBe(false);
    }
  });

  it('a message for a central that does not acknowledge is dropped whole, and counted', () => {
    begin(100);
    for (let i = 0; i < 10; i++) sendRadio(radio, String(i).repeat(300));
    const { dropped } = radio.sender;
    expect(dropped).toBeGreaterThan(0);
    let text = '';
    for (let next = 0; next < 40; next++) {
      text += listen(100).text;
      nrf.write(RADIO_FLOW, [1, radio.sender.oldest + radio.sender.out.length]);
    }
    expect(text.replace(/(\d)\1{299}/g, '$1')).toMatch(/^\d+$/);
    expect(text).toHaveLength((10 - dropped) * 300);
  });
});

describe('the beacon of an instrument', () => {
  const shell = (changes: object = {}) => ({
    core: { nozzles: 0 },
    keyIdentifier: '\x01\xab\0\xff5678',
    selfState: 2,
    flags: 0,
    journal: { sealState: 1, sequence: 77, boot: 3, previous: 'pq'.repeat(8) },
    log: { length: 12 },
    beaconDue: true,
    ...changes,
  });

  it('is manufacturer data of 31 bytes with flags; the scan response has service and name', () => {
    const s = shell();
    renewBeacon(s as never, radio);
    expect(s.beaconDue).toBe(false);
    const expected = writeBeacon(INSTRUMENT_KIND_SCALE, 2, false, false, 1, 77, s.keyIdentifier, 3, 12, 'pq');
    expect(Buffer.from(nrf.advertisement!).toString('latin1')).toBe(`\x02\x01\x06\x1b\xff\xff\xff${expected}`);
    expect(nrf.advertised).toEqual({ interval: 500, whenConnected: true, name: 'HZ-01ab00ff' });
    expect(nrf.scanResponse).toHaveLength(31);
    expect(Buffer.from(nrf.scanResponse!.subarray(2, 18)).reverse().toString('hex')).toBe(
      RADIO_SERVICE.replaceAll('-', ''),
    );
    expect(Buffer.from(nrf.scanResponse!.subarray(18)).toString('latin1')).toBe('\x0c\x08HZ-01ab00ff');
  });

  it('says dispenser, locked, busy, and has no key before there is one', () => {
    nrf.enter();
    const s = shell({ core: { nozzles: 2 }, flags: (1 << FLAG_BIT_LOCKED) >>> 0, keyIdentifier: '' });
    renewBeacon(s as never, radio);
    const expected = writeBeacon(INSTRUMENT_KIND_DISPENSER, 2, true, true, 1, 77, '', 3, 12, 'pq');
    expect(Buffer.from(nrf.advertisement!.subarray(7)).toString('latin1')).toBe(expected);
    expect(nrf.advertised).toMatchObject({ name: 'HZ' });
  });

  it('is silent where provisioning wants no radio: no advertising, no console', () => {
    silenceRadio();
    expect(nrf.isAsleep).toBe(true);
    expect(nrf.options).toEqual({ uart: false });
    expect(nrf.characteristics.size).toBe(0);
  });
});

it('the decoder of the radio is bounded like that of the cable', () => {
  expect(radio.decoder).toEqual(createSlipDecoder(LIMIT, crc32));
});
