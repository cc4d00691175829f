import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  byteString,
  bytesOf,
  crc32,
  crc32ByTable,
  crc32OfByteString,
  createSlipDecoder,
  MAXIMUM_MESSAGE,
  SlipDecoder,
  type SlipItem,
  slipEncode,
  slipEncodeBytes,
  slipPush,
} from '../src/index.js';
import { refusal } from './support/refusal.js';
import { hex } from './support/vectors.js';

/** Bytes in which END, ESC and their partners are common. */
const nasty = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(0xc0, 0xdb, 0xdc, 0xdd) },
  { weight: 5, arbitrary: fc.integer({ min: 0, max: 255 }) },
);
const message = fc.array(nasty, { minLength: 1, maxLength: 80 }).map((bytes) => Uint8Array.from(bytes));
const cuts = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 20 });

/** A stream cut into chunks of the given lengths, over and over. */
function chunks(stream: Uint8Array, lengths: number[]): Uint8Array[] {
  const out: Uint8Array[] = [];
  for (let at = 0, i = 0; at < stream.length; i++) {
    const length = lengths[i % lengths.length]!;
    out.push(stream.slice(at, at + length));
    at += length;
  }
  return out;
}

const copy = (item: SlipItem) =>
  item.type === 'packet'
    ? { type: item.type, bytes: hex(item.bytes) }
    : { type: item.type, bytes: hex(item.bytes), reason: item.reason };

function onHost(parts: Uint8Array[], limit?: number) {
  const decoder = new SlipDecoder(limit);
  return parts.flatMap((part) => decoder.push(part).map(copy));
}

function onDevice(parts: Uint8Array[], limit: number) {
  const packets: string[] = [];
  const discarded: [number, string][] = [];
  const decoder = createSlipDecoder(limit, crc32OfByteString);
  for (const part of parts) {
    slipPush(
      decoder,
      byteString(part),
      (bytes) => packets.push(hex(bytesOf(bytes))),
      (count, reason) => discarded.push([count, reason]),
    );
  }
  return { packets, discarded };
}

describe('CRC-32', () => {
  it('has the check value of IEEE 802.3', () => {
    expect(crc32(Buffer.from('123456789'))).toBe(0xcbf43926);
    expect(crc32ByTable(Buffer.from('123456789'))).toBe(0xcbf43926);
  });

  it('by table and by the platform are the same', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => crc32ByTable(bytes) === crc32(bytes)));
  });
});

describe('RFC 1055', () => {
  it('instrument and host write the same packet, and both read it', () => {
    fc.assert(
      fc.property(message, (bytes) => {
        const packet = slipEncodeBytes(bytes);
        expect(hex(bytesOf(slipEncode(byteString(bytes), crc32OfByteString)))).toBe(hex(packet));
        expect(onHost([packet])).toEqual([{ type: 'packet', bytes: hex(bytes) }]);
        expect(onDevice([packet], 1024)).toEqual({ packets: [hex(bytes)], discarded: [] });
      }),
    );
  });

  it('packets come out whole however the stream is cut', () => {
    fc.assert(
      fc.property(fc.array(message, { maxLength: 6 }), cuts, (messages, lengths) => {
        const parts = chunks(Buffer.concat(messages.map(slipEncodeBytes)), lengths);
        expect(onHost(parts)).toEqual(messages.map((bytes) => ({ type: 'packet', bytes: hex(bytes) })));
        expect(onDevice(parts, 1024)).toEqual({ packets: messages.map(hex), discarded: [] });
      }),
    );
  });

  it('any bytes whatever: nothing is thrown, nothing is lost, and what follows the next END is read', () => {
    const noise = fc.array(nasty, { maxLength: 200 }).map((bytes) => Uint8Array.from(bytes));
    fc.assert(
      fc.property(noise, message, cuts, fc.integer({ min: 12, max: 100 }), (bytes, good, lengths, limit) => {
        fc.pre(good.length + 4 <= limit);
        const parts = chunks(Buffer.concat([bytes, Buffer.from([0xc0]), slipEncodeBytes(good)]), lengths);
        const items = onHost(parts, limit);
        expect(items.at(-1)).toEqual({ type: 'packet', bytes: hex(good) });
        const whole = Buffer.from(bytes).filter((byte) => byte !== 0xc0).length;
        const accounted = items.slice(0, -1).reduce((sum, item) => {
          return sum + (item.type === 'packet' ? escapedLength(item.bytes) : item.bytes.length / 2);
        }, 0);
        expect(accounted).toBe(whole);
      }),
      { numRuns: 1000 },
    );
  });

  it('instrument and host agree on every stream about packets, and about why the rest is discarded', () => {
    const noise = fc.array(nasty, { maxLength: 150 }).map((bytes) => Uint8Array.from([...bytes, 0xc0]));
    fc.assert(
      fc.property(noise, cuts, (bytes, lengths) => {
        const parts = chunks(bytes, lengths);
        const items = onHost(parts, 1024);
        const device = onDevice(parts, 1024);
        expect(device.packets).toEqual(items.filter((item) => item.type === 'packet').map((item) => item.bytes));
        expect(device.discarded).toEqual(
          items.flatMap((item) => (item.type === 'discarded' ? [[item.bytes.length / 2, item.reason]] : [])),
        );
      }),
      { numRuns: 1000 },
    );
  });
});

/** Length on the line of a packet's message and CRC. */
function escapedLength(message: string): number {
  return slipEncodeBytes(Buffer.from(message, 'hex')).length - 2;
}

describe('bounds', () => {
  const full = new Uint8Array(MAXIMUM_MESSAGE).fill(0xc0);

  it('the longest message passes, escaped throughout, in any pieces', () => {
    for (const length of [1, 7, 64, 4096]) {
      expect(onHost(chunks(slipEncodeBytes(full), [length]))).toEqual([{ type: 'packet', bytes: hex(full) }]);
    }
    expect(onDevice([slipEncodeBytes(full)], 1024).packets).toEqual([hex(full)]);
  });

  it('one byte more is refused by the writer', () => {
    expect(refusal(() => slipEncodeBytes(new Uint8Array(MAXIMUM_MESSAGE + 1)))).toBe('slip-oversized');
  });

  it('one byte more is discarded by both readers', () => {
    const packet = bytesOf(slipEncode('x'.repeat(MAXIMUM_MESSAGE + 1), crc32OfByteString));
    expect(onHost([packet])).toEqual([
      { type: 'discarded', bytes: hex(packet.subarray(1, -1)), reason: 'slip-oversized' },
    ]);
    expect(onDevice([packet], 1024)).toEqual({ packets: [], discarded: [[1025, 'slip-oversized']] });
  });

  it('an endless packet is handed back in pieces and never kept', () => {
    const decoder = new SlipDecoder();
    let returned = 0;
    for (let i = 0; i < 1000; i++) {
      for (const item of decoder.push(new Uint8Array(100).fill(1))) {
        expect(item).toMatchObject({ type: 'discarded', reason: 'slip-oversized' });
        returned += item.bytes.length;
      }
      expect(decoder.waiting).toBeLessThanOrEqual(2048);
    }
    expect(returned + decoder.waiting).toBe(100_000);
    expect(decoder.push(Uint8Array.of(0xc0, ...slipEncodeBytes(Buffer.from('after')))).map(copy)).toEqual([
      { type: 'packet', bytes: hex(Buffer.from('after')) },
    ]);
  });

  it('the end of the stream hands back what waits', () => {
    const decoder = new SlipDecoder();
    decoder.push(Uint8Array.of(0xc0, 1, 2, 3));
    expect(decoder.end().map(copy)).toEqual([{ type: 'discarded', bytes: '010203', reason: 'slip-short' }]);
    expect(decoder.end()).toEqual([]);
  });

  it('packets that took more than one chunk do not change when their chunk or the decoder is used again', () => {
    const decoder = new SlipDecoder();
    const packet = slipEncodeBytes(Buffer.from('first message'));
    decoder.push(packet.subarray(0, 5));
    const [item] = decoder.push(packet.subarray(5));
    decoder.push(slipEncodeBytes(Buffer.from('second message')).subarray(0, 12));
    packet.fill(0);
    expect(Buffer.from(item!.bytes).toString()).toBe('first message');
  });
});
