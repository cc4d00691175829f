import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  byteString,
  type ChunkSender,
  checkSender,
  commandPieces,
  createChunkSender,
  decodeFlow,
  encodeAcknowledge,
  encodeBegin,
  hasRoom,
  isRadioService,
  nextChunk,
  putMessage,
  RADIO_COMMANDS,
  RADIO_FLOW,
  RADIO_SERVICE,
  RADIO_STREAM,
  radioCharacteristic,
  resetSender,
  StreamReceiver,
  takeFlow,
} from '../src/index.js';
import { converse, type Fate } from './support/air.js';
import { refusal } from './support/refusal.js';

const text = fc.uint8Array({ minLength: 1, maxLength: 300 }).map((bytes) => byteString(bytes));
const messages = fc.array(text, { minLength: 1, maxLength: 12 });
const fates = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: fc.constant<Fate>(1) },
    { weight: 2, arbitrary: fc.constant<Fate>(0) },
    { weight: 1, arbitrary: fc.constant<Fate>(2) },
  ),
  { minLength: 1, maxLength: 37 },
);
const mtu = fc.constantFrom(23, 53, 131, 247);

function begun(size: number, most = 244, now = 0): ChunkSender {
  const sender = createChunkSender(most);
  resetSender(sender, now);
  takeFlow(sender, `\0${String.fromCharCode(size)}`, now);
  return sender;
}

const acknowledge = (next: number) => byteString(encodeAcknowledge(next));

function all(sender: ChunkSender, now: number): string[] {
  const chunks: string[] = [];
  for (let chunk = nextChunk(sender, now); chunk !== undefined; chunk = nextChunk(sender, now)) chunks.push(chunk);
  return chunks;
}

const numbers = (chunks: string[]) => chunks.map((chunk) => chunk.charCodeAt(0));

describe('the flow of the radio (README, "Radio")', () => {
  it('over a link that loses and doubles: all arrives in order, or the instrument ends it', () => {
    fc.assert(
      fc.property(messages, mtu, fates, fates, fc.nat(300), (sent, unit, down, up, delay) => {
        const { isDead, received } = converse(createChunkSender(244), sent, unit, down, up, delay);
        const expected = sent.join('');
        expect(expected.startsWith(received)).toBe(true);
        if (!isDead) expect(received).toBe(expected);
      }),
      { numRuns: 300 },
    );
  });

  it('with one notification in ten lost and every acknowledgement arriving nothing ever dies', () => {
    fc.assert(
      fc.property(messages, mtu, fc.nat(9), fc.nat(100), (sent, unit, lost, delay) => {
        const down = Array.from({ length: 10 }, (_, i): Fate => (i === lost ? 0 : 1));
        const { isDead, received } = converse(createChunkSender(244), sent, unit, down, [1], delay);
        expect(isDead).toBe(false);
        expect(received).toBe(sent.join(''));
      }),
    );
  });

  it('a loss costs a request to go back, not the 600 ms of silence', () => {
    const { took } = converse(createChunkSender(244), ['x'.repeat(1000)], 131, [0, 1, 1, 1, 1, 1, 1, 1, 1, 1], [1], 10);
    expect(took).toBeLessThan(300);
  });

  it('a link that lets nothing through is ended after 10 s, and one that is not acknowledged too', () => {
    expect(converse(createChunkSender(244), ['x'], 131, [0], [1], 10)).toMatchObject({ isDead: true, took: 10_000 });
    expect(converse(createChunkSender(244), ['x'], 131, [1], [0], 10)).toMatchObject({ isDead: true, took: 10_000 });
  });
});

describe('the instrument', () => {
  it('keeps and sends nothing before begin, and uses the smaller of what both can', () => {
    const sender = createChunkSender(49);
    resetSender(sender, 0);
    putMessage(sender, 'lost');
    expect(nextChunk(sender, 0)).toBeUndefined();
    takeFlow(sender, '\0\xf4', 0);
    expect(sender.size).toBe(49);
    expect(nextChunk(sender, 0)).toBeUndefined();
    takeFlow(sender, '\0\x13', 0);
    expect(sender.size).toBe(19);
  });

  it('has four chunks on the way, numbered from 0 modulo 256', () => {
    const sender = begun(1);
    let next = 0;
    for (let round = 0; round < 300; round++) {
      putMessage(sender, 'abcd');
      expect(numbers(all(sender, round))).toEqual([0, 1, 2, 3].map((i) => (next + i) & 255));
      next = (next + 4) & 255;
      takeFlow(sender, acknowledge(next), round);
    }
    expect(sender).toMatchObject({ ignored: 0, dropped: 0, out: [] });
  });

  it('goes back when asked, at most once in 100 ms unless the window moved', () => {
    const sender = begun(1);
    putMessage(sender, 'abcdef');
    all(sender, 0);
    takeFlow(sender, acknowledge(0), 10);
    expect(all(sender, 10)).toEqual(['\0a', '\x01b', '\x02c', '\x03d']);
    takeFlow(sender, acknowledge(0), 109);
    expect(all(sender, 109)).toEqual([]);
    takeFlow(sender, acknowledge(1), 109);
    expect(all(sender, 109)).toEqual(['\x04e']);
    takeFlow(sender, acknowledge(1), 109);
    expect(numbers(all(sender, 109))).toEqual([1, 2, 3, 4]);
  });

  it('an acknowledgement that arrives after going back spares what it covers', () => {
    const sender = begun(1);
    putMessage(sender, 'abcd');
    all(sender, 0);
    takeFlow(sender, acknowledge(0), 10);
    expect(nextChunk(sender, 10)).toBe('\0a');
    takeFlow(sender, acknowledge(3), 11);
    expect(all(sender, 11)).toEqual(['\x03d']);
  });

  it('sends again after 600 ms without an acknowledgement', () => {
    const sender = begun(10);
    putMessage(sender, 'abc');
    all(sender, 100);
    expect(checkSender(sender, 699)).toBe(false);
    expect(all(sender, 699)).toEqual([]);
    expect(checkSender(sender, 700)).toBe(false);
    expect(all(sender, 700)).toEqual(['\0abc']);
    checkSender(sender, 1299);
    expect(all(sender, 1299)).toEqual([]);
    checkSender(sender, 1300);
    expect(all(sender, 1300)).toEqual(['\0abc']);
  });

  it('ends a connection without begin after 10 s whatever is written, and a silent one after 60 s', () => {
    const sender = createChunkSender(49);
    resetSender(sender, 1000);
    takeFlow(sender, 'rubbish', 10_000);
    expect(checkSender(sender, 10_999)).toBe(false);
    expect(checkSender(sender, 11_000)).toBe(true);
    const quiet = begun(49, 49, 1000);
    expect(checkSender(quiet, 60_999)).toBe(false);
    expect(checkSender(quiet, 61_000)).toBe(true);
    takeFlow(quiet, acknowledge(0), 60_999);
    expect(checkSender(quiet, 61_000)).toBe(false);
  });

  it('is not kept by a central that only asks to go back', () => {
    const sender = begun(10);
    putMessage(sender, 'abc');
    all(sender, 0);
    for (let now = 0; now < 10_000; now += 50) {
      expect(checkSender(sender, now)).toBe(false);
      takeFlow(sender, acknowledge(0), now);
      expect(all(sender, now).length).toBeLessThanOrEqual(1);
    }
    expect(checkSender(sender, 10_000)).toBe(true);
  });

  it('drops a message that does not fit as a whole and counts it; an empty queue takes any', () => {
    const sender = begun(244);
    expect(hasRoom(sender, 2050)).toBe(true);
    putMessage(sender, 'x'.repeat(2050));
    expect(hasRoom(sender, 1)).toBe(false);
    putMessage(sender, 'y');
    expect(sender.dropped).toBe(1);
    expect(all(sender, 0)).toHaveLength(4);
    expect(sender.queue).toBe('x'.repeat(2050 - 4 * 244));
    putMessage(sender, 'y');
    expect(sender.dropped).toBe(2);
    takeFlow(sender, acknowledge(4), 0);
    all(sender, 0);
    putMessage(sender, 'z'.repeat(1024 - sender.queue.length));
    expect(sender).toMatchObject({ dropped: 2 });
    expect(sender.queue).toHaveLength(1024);
  });

  it('a begin forgets what was for an earlier stream', () => {
    const sender = begun(1);
    putMessage(sender, 'abcdefgh');
    all(sender, 0);
    takeFlow(sender, acknowledge(2), 0);
    takeFlow(sender, '\0\x05', 1);
    putMessage(sender, 'new');
    expect(all(sender, 1)).toEqual(['\0new']);
  });

  it('whatever is written, its window and its queue stay bounded and it never fails', () => {
    const write = fc.uint8Array({ maxLength: 6 }).map((bytes) => byteString(bytes));
    const small = fc.tuple(fc.nat(2), fc.nat(255)).map((bytes) => String.fromCharCode(...bytes));
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.oneof(write, small), fc.nat(700)), { maxLength: 60 }), (writes) => {
        const sender = begun(20);
        let now = 0;
        for (const [bytes, pause] of writes) {
          now += pause;
          takeFlow(sender, bytes, now);
          putMessage(sender, 'm'.repeat(300));
          checkSender(sender, now);
          expect(all(sender, now).length).toBeLessThanOrEqual(8);
          expect(sender.out.length).toBeLessThanOrEqual(4);
          expect(sender.queue.length).toBeLessThanOrEqual(1024);
          expect(sender.oldest).toBe(sender.oldest & 255);
        }
      }),
    );
  });

  it('ignores and counts what is neither begin nor acknowledge', () => {
    const sender = begun(10);
    for (const bytes of ['', '\0', '\x01', '\0\0', '\0\xf5', '\x02\x01', '\x01\x01', '\x01\0\0'])
      takeFlow(sender, bytes, 0);
    expect(sender).toMatchObject({ ignored: 8, size: 10 });
  });
});

describe('the central', () => {
  it('acknowledges every second chunk, and a single one after 30 ms', () => {
    const receiver = new StreamReceiver(20, 0);
    expect(receiver.due).toBe(20_000);
    expect(receiver.take(Uint8Array.of(0, 65), 100).bytes).toEqual(Uint8Array.of(65));
    expect(receiver.due).toBe(130);
    receiver.take(Uint8Array.of(1, 66), 110);
    expect(receiver.due).toBeLessThanOrEqual(110);
    expect(decodeFlow(receiver.acknowledge(110))).toEqual({ type: 'acknowledge', next: 2 });
    expect(receiver.due).toBe(20_110);
  });

  it('acknowledges at once on a gap and on a repeated chunk, of up to 127 in flight', () => {
    const receiver = new StreamReceiver(20, 0);
    expect(receiver.take(Uint8Array.of(127, 65), 5)).toEqual({ bytes: undefined, irregular: 'gap' });
    expect(receiver.due).toBe(5);
    expect(receiver.acknowledge(5)).toEqual(Uint8Array.of(1, 0));
    expect(receiver.take(Uint8Array.of(129, 65), 6)).toEqual({ bytes: undefined, irregular: 'repeated' });
    expect(receiver.due).toBe(6);
  });

  it('refuses what is no chunk: a peripheral that lies about lengths', () => {
    const receiver = new StreamReceiver(20, 0);
    for (const length of [0, 1, 22, 245, 512])
      expect(refusal(() => receiver.take(new Uint8Array(length), 0))).toBe('radio-chunk');
    expect(receiver.take(new Uint8Array(21), 0).bytes).toHaveLength(20);
  });

  it('begins with what the MTU holds and cuts commands to it', () => {
    expect([23, 53, 131, 247, 517].map((unit) => encodeBegin(unit)[1])).toEqual([19, 49, 127, 243, 244]);
    expect(commandPieces(new Uint8Array(130), 53).map((piece) => piece.length)).toEqual([50, 50, 30]);
    // an ESP32's event holds 60 bytes of a write and no more
    expect(commandPieces(new Uint8Array(130), 247).map((piece) => piece.length)).toEqual([60, 60, 10]);
    expect(commandPieces(new Uint8Array(0), 247)).toEqual([]);
  });

  it('knows the service by its UUIDs, whole or as an ESP32 shows them', () => {
    expect([RADIO_SERVICE, RADIO_SERVICE.replaceAll('-', '').toUpperCase()].map(isRadioService)).toEqual([true, true]);
    expect(isRadioService(RADIO_STREAM)).toBe(false);
    expect([RADIO_STREAM, RADIO_COMMANDS, RADIO_FLOW].map(radioCharacteristic)).toEqual(['stream', 'commands', 'flow']);
    expect(['0002', '0003', '0004', '0005'].map(radioCharacteristic)).toEqual([
      'stream',
      'commands',
      'flow',
      undefined,
    ]);
    expect(radioCharacteristic('00000003-0000-1000-8000-00805F9B34FB')).toBe('commands');
    expect(radioCharacteristic(RADIO_SERVICE)).toBeUndefined();
  });

  it('flow messages are read strictly', () => {
    expect(decodeFlow(Uint8Array.of(0, 244))).toEqual({ type: 'begin', size: 244 });
    for (const bytes of [[], [0], [0, 0], [0, 245], [2, 1], [1, 2, 3]])
      expect(refusal(() => decodeFlow(Uint8Array.from(bytes)))).toBe('radio-flow');
  });
});
