import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  byteString,
  decodeFrame,
  decodeMessage,
  type Frame,
  importPublicKey,
  ProtocolError,
  packChannel,
  signFrame,
  verifyFrame,
  writeLogClaims,
  writeReceiptClaims,
  writeStatusClaims,
} from '../src/index.js';
import { createInstrument } from './support/instrument.js';
import { golden, unhex } from './support/vectors.js';

const { privateKey, publicKey } = createInstrument();
const { key, frames: vectors } = golden('frames');
const goldenKey = importPublicKey(key.public);
const frames: Uint8Array[] = vectors.map((vector: { bytes: string }) => unhex(vector.bytes));

const uint8 = fc.integer({ min: 0, max: 255 });
const uint16 = fc.integer({ min: 0, max: 0xffff });
const uint32 = fc.integer({ min: 0, max: 0xffffffff });
const string = (least: number, most = least) =>
  fc.uint8Array({ minLength: least, maxLength: most }).map((bytes) => byteString(bytes));
const link = {
  iat: fc.option(uint32, { nil: undefined }),
  nonce: fc.option(string(8, 12), { nil: undefined }),
  uptime: uint32,
  bootcount: uint16,
  sequence: fc.integer({ min: 1, max: 0xffffffff }),
  previous: string(16),
  logLength: uint16,
};
const channel = fc.record({
  identifier: fc.integer({ min: 1, max: 255 }),
  conditions: uint8,
  value: fc.option(fc.integer({ min: -32767, max: 32767 }), { nil: undefined }),
  uncertainty: fc.option(fc.integer({ min: 0, max: 65534 }), { nil: undefined }),
});
const channels = fc
  .uniqueArray(channel, { maxLength: 8, selector: (c) => c.identifier })
  .map((list) => list.sort((a, b) => a.identifier - b.identifier));

/** Byte strings and views alike as hex. */
function comparable(content: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(content).map(([name, value]) => {
      if (value instanceof Uint8Array) return [name, Buffer.from(value).toString('hex')];
      return [name, typeof value === 'string' ? Buffer.from(value, 'latin1').toString('hex') : value];
    }),
  );
}

function roundTrip(payload: string): Frame {
  const frame = decodeFrame(signFrame(payload, privateKey));
  verifyFrame(frame, publicKey);
  return frame;
}

describe('what the instrument writes is what the host reads', () => {
  it('status', () => {
    const content = fc.record({
      ...link,
      selfState: fc.integer({ min: 0, max: 3 }),
      flags: uint32,
      channels,
      logHead: string(16),
      calibrationCounter: uint16,
      sealState: fc.integer({ min: 0, max: 2 }),
      temperature: fc.option(fc.integer({ min: -32768, max: 32767 }), { nil: undefined }),
      timeQuality: fc.integer({ min: 0, max: 3 }),
      identityDigest: string(8),
    });
    fc.assert(
      fc.property(content, (status) => {
        const packed = status.channels
          .map((c) => packChannel(c.identifier, c.conditions, c.value, c.uncertainty))
          .join('');
        const { claims } = roundTrip(writeStatusClaims({ ...status, channels: packed }));
        expect(comparable(claims)).toEqual({ kind: 1, ...comparable(status) });
      }),
    );
  });

  it('log', () => {
    fc.assert(
      fc.property(fc.record({ ...link, logHead: string(32), first: uint16, count: uint16 }), (log) => {
        expect(comparable(roundTrip(writeLogClaims(log)).claims)).toEqual({ kind: 3, ...comparable(log) });
      }),
    );
  });

  it('receipt', () => {
    const content = fc.record({ ...link, logHead: string(32), commandDigest: string(16), commandResult: uint8 });
    fc.assert(
      fc.property(content, (receipt) => {
        expect(comparable(roundTrip(writeReceiptClaims(receipt)).claims)).toEqual({ kind: 4, ...comparable(receipt) });
      }),
    );
  });
});

describe('hostile bytes', () => {
  const decodes = (bytes: Uint8Array): boolean => {
    try {
      decodeMessage(bytes);
      return true;
    } catch (error) {
      expect(error).toBeInstanceOf(ProtocolError);
      return false;
    }
  };

  it('arbitrary bytes give nothing but ProtocolError', () => {
    const start = fc.constantFrom<number[]>([], [0xd2, 0x84], [0xd1, 0x84], [0x83], [0x82, 0x18, 0x41]);
    fc.assert(
      fc.property(start, fc.uint8Array({ maxLength: 300 }), (head, tail) => {
        decodes(Uint8Array.from([...head, ...tail]));
      }),
      { numRuns: 5000 },
    );
  });

  it('every truncation of every golden frame is refused', () => {
    for (const bytes of frames) {
      for (let length = 0; length < bytes.length; length++) expect(decodes(bytes.subarray(0, length))).toBe(false);
    }
  });

  it('no single changed bit of a golden frame verifies', () => {
    for (const bytes of frames) {
      for (let bit = 0; bit < 8 * bytes.length; bit++) {
        const copy = Uint8Array.from(bytes);
        copy[bit >> 3] = copy[bit >> 3]! ^ (1 << (bit & 7));
        let frame: Frame;
        try {
          frame = decodeFrame(copy);
        } catch (error) {
          expect(error).toBeInstanceOf(ProtocolError);
          continue;
        }
        expect(() => verifyFrame(frame, goldenKey)).toThrow(ProtocolError);
      }
    }
  });

  it('bytes inserted, removed or overwritten anywhere never make another encoding that verifies', () => {
    const edit = fc.record({
      at: fc.nat(),
      remove: fc.integer({ min: 0, max: 4 }),
      insert: fc.uint8Array({ maxLength: 4 }),
    });
    fc.assert(
      fc.property(fc.constantFrom(...frames), fc.array(edit, { minLength: 1, maxLength: 3 }), (original, edits) => {
        let bytes = Buffer.from(original);
        for (const { at, remove, insert } of edits) {
          const from = at % (bytes.length + 1);
          bytes = Buffer.concat([bytes.subarray(0, from), insert, bytes.subarray(from + remove)]);
        }
        if (bytes.equals(original)) return;
        expect(() => verifyFrame(decodeFrame(bytes), goldenKey)).toThrow(ProtocolError);
      }),
      { numRuns: 2000 },
    );
  });
});
