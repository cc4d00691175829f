import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  byteString,
  bytesOf,
  type CborValue,
  CHANNEL_UNCERTAINTY_UNKNOWN,
  CHANNEL_VALUE_UNAVAILABLE,
  createReader,
  type DeviceFailure,
  decodeCbor,
  encodeCbor,
  ProtocolError,
  packChannel,
  readArrayHead,
  readBytes,
  readEnd,
  readInteger,
  readMapHead,
  readText,
  writeArrayHead,
  writeBytes,
  writeChannel,
  writeInteger,
  writeMapHead,
  writeTag,
  writeText,
} from '../src/index.js';
import { hex, unhex } from './support/vectors.js';

const integer = fc.oneof(
  fc.maxSafeInteger(),
  fc.constantFrom(0, 23, 24, 255, 256, 65535, 65536, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 53 - 1),
  fc.constantFrom(-1, -24, -25, -256, -257, -65536, -65537, -(2 ** 31), -(2 ** 32), -(2 ** 32) - 1, -(2 ** 53) + 1),
);

/** Code that the device's reader fails with, or what it read. */
function onDevice(bytes: Uint8Array, read: (reader: ReturnType<typeof createReader>) => unknown): unknown {
  const reader = createReader(bytes, 0, bytes.length);
  try {
    const value = read(reader);
    readEnd(reader);
    return value;
  } catch (failure) {
    const { code, message, offset } = failure as DeviceFailure;
    expect(failure).not.toBeInstanceOf(Error);
    expect(message).toBe(code);
    expect(Number.isInteger(offset)).toBe(true);
    return code;
  }
}

function onHost(bytes: Uint8Array): unknown {
  try {
    return decodeCbor(bytes);
  } catch (error) {
    expect(error).toBeInstanceOf(ProtocolError);
    return (error as ProtocolError).code;
  }
}

describe('the writer of instruments writes what the strict writer of hosts writes', () => {
  const encoded = (value: CborValue) => hex(encodeCbor(value));
  const device = (s: string) => hex(bytesOf(s));

  it('integers', () => {
    fc.assert(
      fc.property(integer, (n) => {
        expect(device(writeInteger(n))).toBe(encoded(n));
      }),
    );
  });

  it('byte and text strings of every class of length', () => {
    for (const length of [0, 1, 23, 24, 255, 256, 65535, 65536]) {
      expect(device(writeBytes('\xff'.repeat(length)))).toBe(encoded(new Uint8Array(length).fill(255)));
      expect(device(writeText('a'.repeat(length)))).toBe(encoded('a'.repeat(length)));
    }
  });

  it('heads of arrays, maps and tags', () => {
    expect(device(writeArrayHead(30) + '\0'.repeat(30))).toBe(encoded(new Array(30).fill(0)));
    expect(device(writeMapHead(1) + writeInteger(-1) + writeInteger(1))).toBe(encoded(new Map([[-1, 1]])));
    expect(device(writeTag(18))).toBe('d2');
    expect(device(writeTag(998))).toBe('d903e6');
  });
});

describe('the reader of instruments accepts and refuses what the strict reader of hosts does, with the same code', () => {
  const head = fc
    .tuple(fc.integer({ min: 0, max: 7 }), fc.integer({ min: 0, max: 31 }))
    .map(([major, info]) => (major << 5) | info);
  const bytes = fc
    .tuple(head, fc.uint8Array({ maxLength: 12 }))
    .map(([first, rest]) => Uint8Array.from([first, ...rest]));

  it('integers', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          bytes,
          integer.map((n) => Uint8Array.from(encodeCbor(n))),
        ),
        (encoded) => {
          const device = onDevice(encoded, readInteger);
          const host = onHost(encoded);
          if (encoded[0]! >> 5 > 1) expect(device).toMatch(/^cbor-/);
          else if (device === 'cbor-integer-range')
            expect(typeof host === 'bigint' || host === 'cbor-trailing').toBe(true);
          else expect(device).toBe(host);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('strings', () => {
    fc.assert(
      fc.property(bytes, (encoded) => {
        const host = onHost(encoded);
        const major = encoded[0]! >> 5;
        if (major === 2) {
          const expected = host instanceof Uint8Array ? byteString(host) : host;
          // Lengths beyond 2^53 are out of the instrument's range and truncated to the host.
          const device = onDevice(encoded, (reader) => readBytes(reader, 0, 100));
          expect(device === 'cbor-integer-range' ? 'cbor-truncated' : device).toBe(expected);
        }
        if (major === 3) {
          const device = onDevice(encoded, (reader) => readText(reader, 0, 100));
          const expected = typeof host === 'string' && !host.startsWith('cbor-') ? byteString(Buffer.from(host)) : host;
          expect(device === 'cbor-integer-range' ? 'cbor-truncated' : device).toBe(expected);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('UTF-8 of every shape (RFC 3629)', () => {
    const unit = fc.oneof(
      fc.string({ unit: 'binary', minLength: 1, maxLength: 2 }).map((s) => [...Buffer.from(s)]),
      fc.array(
        fc.constantFrom(0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc1, 0xc2, 0xdf, 0xe0, 0xed, 0xef, 0xf0, 0xf4, 0xf5),
        {
          maxLength: 4,
        },
      ),
    );
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 3 }), (units) => {
        const content = units.flat().slice(0, 23);
        const encoded = Uint8Array.from([0x60 | content.length, ...content]);
        const valid = onHost(encoded) !== 'cbor-utf8';
        expect(onDevice(encoded, (reader) => readText(reader, 0, 23))).toBe(
          valid ? byteString(Uint8Array.from(content)) : 'cbor-utf8',
        );
      }),
      { numRuns: 3000 },
    );
  });

  it.each([
    ['81', readArrayHead, 1],
    ['a0', readMapHead, 0],
    ['a0', readArrayHead, 'cbor-unexpected-type'],
    ['9f', readArrayHead, 'cbor-indefinite'],
    ['bf', readMapHead, 'cbor-indefinite'],
    ['9817', readArrayHead, 'cbor-not-shortest'],
    ['fc', readInteger, 'cbor-reserved'],
    ['1b0020000000000000', readInteger, 'cbor-integer-range'],
    ['3b001fffffffffffff', readInteger, 'cbor-integer-range'],
    ['3b001ffffffffffffe', readInteger, -Number.MAX_SAFE_INTEGER],
    ['1bffffffffffffffff', readInteger, 'cbor-integer-range'],
  ])('%s', (encoded, read, expected) => {
    expect(onDevice(unhex(encoded), read)).toBe(expected);
  });

  it('lengths outside the caller’s bounds have their own code', () => {
    expect(onDevice(unhex('4161'), (reader) => readBytes(reader, 2, 3))).toBe('cbor-length');
    expect(onDevice(unhex('6161'), (reader) => readText(reader, 2, 3))).toBe('cbor-length');
  });
});

describe('packChannel', () => {
  it.each<[string, [number, number, number | undefined, number | undefined], string]>([
    ['as it is', [1, 2, -2, 3], '0102fffe0003'],
    ['clipped above', [1, 0, 40000, 70000], '01007ffffffe'],
    ['clipped below, without taking the mark of absence', [1, 0, -40000, -1], '010080010000'],
    ['neither available nor known', [255, 255, undefined, undefined], 'ffff8000ffff'],
  ])('%s', (_, [identifier, conditions, value, uncertainty], expected) => {
    expect(hex(bytesOf(packChannel(identifier, conditions, value, uncertainty)))).toBe(expected);
  });

  it('writeChannel takes the marks of absence as they are', () => {
    const absent = writeChannel(1, 2, CHANNEL_VALUE_UNAVAILABLE, CHANNEL_UNCERTAINTY_UNKNOWN);
    expect(absent).toBe(packChannel(1, 2, undefined, undefined));
    expect(writeChannel(7, 255, -32767, 65534)).toBe(packChannel(7, 255, -32767, 65534));
  });
});
