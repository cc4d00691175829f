import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  byteString,
  bytesOf,
  decodeFrame,
  decodeMessage,
  type Frame,
  type IdentityClaims,
  INSTRUMENT_KIND_DISPENSER,
  INSTRUMENT_KIND_SCALE,
  importPublicKey,
  MAXIMUM_STATUS_FRAME,
  type NozzleState,
  ProtocolError,
  packChannel,
  packNozzle,
  peekKeyIdentifier,
  type StatusClaims,
  sha256,
  signFrame,
  verifyFrame,
  writeIdentityClaims,
  writeIdentityStatement,
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

const nozzle = fc.record({
  index: fc.integer({ min: 0, max: 3 }),
  selfStates: fc.tuple(...[0, 1, 2, 3].map(() => fc.integer({ min: 0, max: 3 }))),
  totaliser: fc.oneof(fc.integer({ min: 0, max: 2 ** 40 - 1 }), fc.constantFrom(0, 2 ** 32 - 1, 2 ** 32, 2 ** 40 - 1)),
  fuelings: fc.integer({ min: 0, max: 2 ** 24 - 1 }),
});

function packed10({ index, selfStates, totaliser, fuelings }: NozzleState): string {
  return packNozzle(
    index,
    selfStates.reduce((word, state, i) => word | (state << (2 * i)), 0),
    totaliser,
    fuelings,
  );
}

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
      nozzle: fc.option(nozzle, { nil: undefined }),
      indication: fc.option(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), { nil: undefined }),
    });
    fc.assert(
      fc.property(content, (generated) => {
        // At most six channels beside a nozzle state.
        const most = generated.nozzle ? 6 : 8;
        const status = { ...generated, channels: generated.channels.slice(0, most) };
        const packed = status.channels
          .map((c) => packChannel(c.identifier, c.conditions, c.value, c.uncertainty))
          .join('');
        const { claims, bytes } = roundTrip(
          writeStatusClaims({ ...status, channels: packed, nozzle: status.nozzle && packed10(status.nozzle) }),
        );
        const { indication } = claims as StatusClaims;
        // The indication is left out only where it had made the frame too long.
        if (indication === undefined && status.indication !== undefined) {
          const size = status.indication < -24 || status.indication > 23 ? 3 : 2;
          expect(bytes.length + size).toBeGreaterThan(MAXIMUM_STATUS_FRAME - 4);
        }
        expect(comparable(claims)).toEqual({ kind: 1, ...comparable({ ...status, indication }) });
        if (indication !== undefined) expect(indication).toBe(status.indication);
      }),
    );
  });

  it('identity', () => {
    const text = (least: number, most: number) => fc.string({ minLength: least, maxLength: most });
    const common = {
      reportingInterval: uint32,
      typeApproval: text(0, 32),
      serialNumber: text(1, 32),
      keyAssurance: fc.integer({ min: 1, max: 2 }),
      unobserved: uint32,
      observedChannels: fc.constantFrom('', '\x10', '\x01\x02\x10\x11\x12\xff'),
    };
    const uint48 = fc.integer({ min: 0, max: 2 ** 48 - 1 });
    const scale = fc.record({
      instrumentKind: fc.constant(INSTRUMENT_KIND_SCALE as typeof INSTRUMENT_KIND_SCALE),
      accuracyClass: fc.integer({ min: 1, max: 4 }),
      maximumCapacity: uint48,
      minimumCapacity: uint48,
      verificationInterval: uint48,
      scaleInterval: uint48,
      ...common,
    });
    const dispenser = fc.record({
      instrumentKind: fc.constant(INSTRUMENT_KIND_DISPENSER as typeof INSTRUMENT_KIND_DISPENSER),
      nozzles: fc.array(
        fc.record({
          fuel: text(1, 12),
          minimumFlow: uint32,
          maximumFlow: uint32,
          minimumQuantity: uint32,
          pulses: uint32,
        }),
        { minLength: 1, maxLength: 4 },
      ),
      ...common,
    });
    const content = fc.record({
      ...link,
      logHead: string(32),
      ueid: string(16).map((random) => `\x01${random}`),
      oemid: string(16),
      hwmodel: string(1, 32),
      hwversion: text(1, 16),
      dbgstat: fc.integer({ min: 0, max: 4 }),
      eatProfile: text(1, 64),
      swname: text(1, 32),
      swversion: text(1, 16),
      data: fc.oneof(scale, dispenser),
      softwareMeasurement: string(32),
      lifeStage: fc.integer({ min: 0, max: 3 }),
      softwareCounter: uint16,
      keyEpochs: fc.tuple(uint16, uint16, uint16),
      element: fc.option(string(9), { nil: undefined }),
    });
    fc.assert(
      fc.property(content, (identity) => {
        const digest = byteString(sha256(bytesOf(writeIdentityStatement(identity))));
        const { claims } = roundTrip(writeIdentityClaims({ ...identity, identityDigest: digest }));
        const { keyEpochs, data, ...rest } = claims as IdentityClaims;
        const { observedChannels, ...plain } = data;
        const [maker, authority, inspector] = identity.keyEpochs;
        expect(keyEpochs).toEqual({ maker, authority, inspector });
        expect({ ...plain, observedChannels: byteString(observedChannels) }).toEqual(identity.data);
        const { keyEpochs: _, data: __, ...expected } = identity;
        expect(comparable(rest)).toEqual({ kind: 2, ...comparable({ ...expected, identityDigest: digest }) });
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
    const values = fc.array(fc.maxSafeInteger(), { maxLength: 8 });
    const content = fc.record({
      ...link,
      logHead: string(32),
      commandDigest: string(16),
      commandResult: uint8,
      values,
    });
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

  it('what a message says at its beginning about its key is what decoding finds, and nothing is thrown', () => {
    for (const bytes of frames) expect(peekKeyIdentifier(bytes)).toEqual(decodeFrame(bytes).kid);
    const cut = fc.record({ bytes: fc.constantFrom(...frames), length: fc.nat({ max: 24 }), tail: fc.uint8Array() });
    fc.assert(
      fc.property(cut, ({ bytes, length, tail }) => {
        const other = Uint8Array.from([...bytes.subarray(0, length), ...tail]);
        const kid = peekKeyIdentifier(other);
        if (decodes(other)) expect(kid).toEqual(decodeFrame(other).kid);
        else expect(kid?.length ?? 8).toBe(8);
      }),
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
