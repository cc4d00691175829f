import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  answersNonce,
  byteString,
  commandKeyIdentifier,
  decodeMessage,
  decodeReply,
  decodeRequest,
  deriveCommandKey,
  encodeCommand,
  encodeRequest,
  encodeSignedCommand,
  hkdfExpandSha256,
  hkdfSha256,
  messageType,
  nonceListDigest,
  ProtocolError,
  unwrapCommandKey,
  verifyCommand,
  verifyMac0,
  verifySignedCommand,
  wrapCommandKey,
} from '../src/index.js';
import { createInstrument } from './support/instrument.js';
import { refusal } from './support/refusal.js';
import { golden, hex, unhex } from './support/vectors.js';

/** RFC 5869 appendix A.1 to A.3 (SHA-256): IKM, salt, info, L, OKM, PRK. */
const HKDF: [string, string, string, number, string, string][] = [
  [
    '0b'.repeat(22),
    '000102030405060708090a0b0c',
    'f0f1f2f3f4f5f6f7f8f9',
    42,
    '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865',
    '077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5',
  ],
  [
    range(0x00, 0x4f),
    range(0x60, 0xaf),
    range(0xb0, 0xff),
    82,
    'b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87',
    '06a6b88c5853361a06104c9ceb35b45cef760014904671014a193f40c15fc244',
  ],
  [
    '0b'.repeat(22),
    '',
    '',
    42,
    '8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8',
    '19ef24a32c717b167f33a91d6f648bdf96596776afdb6377ac434c1c293ccb04',
  ],
];

function range(first: number, last: number): string {
  return hex(Uint8Array.from({ length: last - first + 1 }, (_, i) => first + i));
}

it.each(HKDF)('RFC 5869 appendix A: HKDF-SHA-256 of %s', (material, salt, info, length, expected, pseudorandom) => {
  expect(hex(hkdfSha256(unhex(material), unhex(salt), unhex(info), length))).toBe(expected);
  expect(hex(hkdfExpandSha256(unhex(pseudorandom), unhex(info), length))).toBe(expected);
});

describe('wrapped keys', () => {
  const key = fc.uint8Array({ minLength: 32, maxLength: 32 });
  const nonce = fc.uint8Array({ minLength: 16, maxLength: 16 });
  const info = fc.record({ nonce, role: fc.integer({ min: 1, max: 3 }), epoch: fc.integer({ min: 0, max: 65535 }) });

  it('come back under the same key and command, and under no other', () => {
    fc.assert(
      fc.property(key, key, info, info, (fresh, present, right, wrong) => {
        const wrapped = wrapCommandKey(fresh, present, right);
        expect(hex(unwrapCommandKey(wrapped, present, right))).toBe(hex(fresh));
        const same = hex(right.nonce) === hex(wrong.nonce) && right.role === wrong.role && right.epoch === wrong.epoch;
        expect(hex(unwrapCommandKey(wrapped, present, wrong)) === hex(fresh)).toBe(same);
      }),
    );
  });

  it.each([
    [31, 32, 16],
    [32, 33, 16],
    [32, 32, 15],
  ])('keys of %d and %d bytes with a nonce of %d are refused', (fresh, present, length) => {
    const wrong = { nonce: new Uint8Array(length), role: 1, epoch: 1 };
    expect(refusal(() => wrapCommandKey(new Uint8Array(fresh), new Uint8Array(present), wrong))).toBe('command-key');
  });
});

describe('commands', () => {
  const master = new Uint8Array(32).fill(7);
  const info = { ueid: new Uint8Array(17).fill(1), role: 2, epoch: 0, jurisdiction: '330100' };
  const key = deriveCommandKey(master, info);
  const nonce = new Uint8Array(16).fill(9);
  const command = encodeCommand({ kind: 2, nonce, arguments: [] }, key);

  it('every part of the key information makes another key', () => {
    const others = [
      { ...info, ueid: new Uint8Array(17).fill(2) },
      { ...info, role: 3 },
      { ...info, epoch: 1 },
      { ...info, jurisdiction: '330200' },
    ].map((other) => hex(deriveCommandKey(master, other)));
    expect(new Set([...others, hex(key)]).size).toBe(5);
  });

  it('a tag fits its command and its key only', () => {
    expect(refusal(() => verifyCommand(decodeRequest(command), key))).toBe('accepted');
    const otherKey = deriveCommandKey(master, { ...info, epoch: 1 });
    expect(refusal(() => verifyCommand(decodeRequest(command), otherKey))).toBe('key-mismatch');
    for (let bit = 0; bit < 8 * command.length; bit++) {
      const copy = Uint8Array.from(command);
      copy[bit >> 3] = copy[bit >> 3]! ^ (1 << (bit & 7));
      expect(refusal(() => verifyCommand(decodeRequest(copy), key))).not.toBe('accepted');
      expect(refusal(() => verifyMac0(copy, key))).not.toBe('accepted');
    }
  });

  it('a signature fits its command and its key only', () => {
    const { privateKey, publicKey } = createInstrument();
    const signed = encodeSignedCommand({ kind: 8, nonce, arguments: [1, new Uint8Array(3)] }, privateKey);
    expect(refusal(() => verifySignedCommand(decodeRequest(signed), publicKey))).toBe('accepted');
    expect(messageType(signed)).toBe('request');
    const other = createInstrument().publicKey;
    expect(refusal(() => verifySignedCommand(decodeRequest(signed), other))).toBe('key-mismatch');
    for (let bit = 0; bit < 8 * signed.length; bit++) {
      const copy = Uint8Array.from(signed);
      copy[bit >> 3] = copy[bit >> 3]! ^ (1 << (bit & 7));
      expect(refusal(() => verifySignedCommand(decodeRequest(copy), publicKey))).not.toBe('accepted');
    }
  });

  it('a command of one form is none of the other', () => {
    const { privateKey, publicKey } = createInstrument();
    const signed = encodeSignedCommand({ kind: 8, nonce, arguments: [] }, privateKey);
    expect(refusal(() => verifyCommand(decodeRequest(signed), key))).toBe('command-form');
    expect(refusal(() => verifySignedCommand(decodeRequest(command), publicKey))).toBe('command-form');
  });

  it.each<[string, () => unknown, string]>([
    ['a short master key', () => deriveCommandKey(new Uint8Array(31), info), 'command-key'],
    ['a long jurisdiction', () => deriveCommandKey(master, { ...info, jurisdiction: '123456789' }), 'command-key'],
    ['a short command key', () => encodeCommand({ kind: 2, nonce, arguments: [] }, new Uint8Array(16)), 'command-key'],
    ['a short nonce', () => encodeCommand({ kind: 2, nonce: nonce.subarray(1), arguments: [] }, key), 'command-body'],
    ['a fraction', () => encodeCommand({ kind: 2, nonce, arguments: [0.5] }, key), 'command-body'],
    [
      'more than a message holds',
      () => encodeCommand({ kind: 2, nonce, arguments: [new Uint8Array(1000)] }, key),
      'command-body',
    ],
    ['a request as a command', () => verifyCommand({ type: 'identify' }, key), 'command-form'],
  ])('refuses %s', (_, action, code) => {
    expect(refusal(action)).toBe(code);
  });

  it('what is written is what the instrument reads', () => {
    const item = fc.oneof(fc.maxSafeInteger(), fc.uint8Array({ maxLength: 40 }));
    fc.assert(
      fc.property(fc.nat(), fc.array(item, { maxLength: 8 }), (kind, items) => {
        const read = decodeRequest(encodeCommand({ kind, nonce, arguments: items }, key));
        verifyCommand(read, key);
        expect(read).toMatchObject({
          type: 'command',
          kid: byteString(commandKeyIdentifier(key)),
          commandKind: kind,
          commandNonce: byteString(nonce),
          commandArguments: items.map((i) => (typeof i === 'number' ? i : byteString(i))),
        });
      }),
    );
  });
});

describe('requests and replies', () => {
  it.each<[string, Parameters<typeof encodeRequest>[0]]>([
    ['a nonce of 7 bytes', { type: 'status', nonce: new Uint8Array(7) }],
    ['a nonce of 13 bytes', { type: 'identify', nonce: new Uint8Array(13) }],
    ['no entries', { type: 'log', first: 0, count: 0 }],
    ['entry 65536', { type: 'log', first: 65536, count: 1 }],
    ['half an entry', { type: 'log', first: 0.5, count: 1 }],
    ['nozzle 4', { type: 'status', nonce: new Uint8Array(8), nozzle: 4 }],
    ['an empty piece', { type: 'update', offset: 0, piece: new Uint8Array(0) }],
    ['a piece of 129 bytes', { type: 'update', offset: 0, piece: new Uint8Array(129) }],
    ['a piece before the image', { type: 'update', offset: -1, piece: new Uint8Array(1) }],
  ])('refuses to ask with %s', (_, request) => {
    expect(refusal(() => encodeRequest(request))).toBe('request-form');
  });

  it.each([
    ['an unknown reply', '8318480000', 'message-unknown'],
    ['a coordinate of 31 bytes', `83184658 20${'00'.repeat(32)}581f${'00'.repeat(31)}`.replace(' ', ''), 'cbor-length'],
    ['an update beyond 32 bits', '8218471b0000000100000000', 'frame-value-range'],
    ['a log without entries', '8318410080', 'reply-form'],
    ['an empty entry', '831841008140', 'cbor-length'],
    ['two items of busy', '82184202', 'reply-form'],
    ['refusal for reason 0', '8318430200', 'reply-form'],
    ['a command nonce of 15 bytes', `8218444f${'00'.repeat(15)}`, 'cbor-length'],
    ['a list of one nonce', `82184581 48${'00'.repeat(8)}`.replace(' ', ''), 'reply-form'],
    ['a trailing byte', '83184202 0500'.replace(' ', ''), 'cbor-trailing'],
  ])('refuses %s', (_, bytes, code) => {
    expect(refusal(() => decodeReply(unhex(bytes)))).toBe(code);
  });

  it('tells messages apart', () => {
    const type = (bytes: string) => decodeMessage(unhex(bytes)).type;
    for (const vector of golden('frames').frames) expect(type(vector.bytes)).toBe('frame');
    for (const vector of golden('replies').replies) expect(type(vector.bytes)).toBe('reply');
    for (const vector of golden('requests').accepted) expect(type(vector.bytes)).toBe('request');
    for (const vector of golden('commands').commands) expect(type(vector.bytes)).toBe('request');
    for (const vector of golden('commands').signed) expect(type(vector.bytes)).toBe('request');
    expect(messageType(new Uint8Array(0))).toBeUndefined();
    expect(refusal(() => decodeMessage(unhex('a0')))).toBe('message-unknown');
  });

  it('arbitrary bytes give nothing but ProtocolError', () => {
    const start = fc.constantFrom<number[]>([0x82], [0x83, 0x18], [0x84, 3], [0xd1, 0x84, 0x49, 0xa2, 1, 5, 4, 0x44]);
    fc.assert(
      fc.property(start, fc.uint8Array({ maxLength: 120 }), (head, tail) => {
        for (const decode of [decodeReply, decodeRequest, decodeMessage]) {
          try {
            decode(Uint8Array.from([...head, ...tail]));
          } catch (error) {
            expect(error).toBeInstanceOf(ProtocolError);
          }
        }
      }),
      { numRuns: 3000 },
    );
  });
});

it('answersNonce: the nonce itself, or the digest of a list that holds it', () => {
  const mine = Buffer.from('my-nonce');
  const other = Buffer.from('another-one');
  const digest = nonceListDigest([other, mine]);
  expect(answersNonce(mine, mine)).toBe(true);
  expect(answersNonce(digest, mine, [other, mine])).toBe(true);
  expect(answersNonce(digest, mine, [mine, other])).toBe(false);
  expect(answersNonce(digest, mine)).toBe(false);
  expect(answersNonce(nonceListDigest([other, other]), mine, [other, other])).toBe(false);
  expect(answersNonce(undefined, mine)).toBe(false);
});
