import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { makeVectors, plain } from '../scripts/vectors/make.mjs';
import { renderVectors } from '../scripts/vectors/render.mjs';
import * as protocol from '../src/index.js';
import {
  decodeEvent,
  decodeFrame,
  decodeReply,
  decodeRequest,
  decodeSign1,
  encodeRequest,
  eventLogHead,
  frameDigest,
  importPublicKey,
  nonceListDigest,
  relate,
  SlipDecoder,
  slipEncodeBytes,
  verifyCertificate,
  verifyCommand,
  verifyFrame,
} from '../src/index.js';
import { refusal } from './support/refusal.js';
import { golden, goldenText, hex, unhex } from './support/vectors.js';

describe('the golden vectors are what the package makes (else, and only if meant: node scripts/vectors/write.mjs)', () => {
  const made: Record<string, unknown> = makeVectors(protocol);

  it.each(Object.keys(made))('%s', (file) => {
    expect(goldenText(file)).toBe(renderVectors(made[file]));
  });

  it('there are no other files', () => {
    expect(readdirSync(new URL('../vectors/', import.meta.url)).sort()).toEqual(Object.keys(made).sort());
  });
});

describe('frames.golden.json', () => {
  const { key, frames } = golden('frames');
  const publicKey = importPublicKey(key.public);

  it.each<{ name: string; bytes: string; digest: string; claims: unknown }>(frames)('$name', (vector) => {
    const frame = decodeFrame(unhex(vector.bytes));
    verifyFrame(frame, publicKey);
    expect(hex(frameDigest(frame))).toBe(vector.digest);
    expect(plain(frame.claims)).toEqual(vector.claims);
    // The generic reader agrees with the fast one that this is deterministic CBOR.
    expect(hex(decodeSign1(frame.bytes).payload)).toBe(hex(frame.payload));
  });

  it('they form one chain, but for the last five', () => {
    const points = frames
      .slice(0, -5)
      .map((vector: { bytes: string }) => protocol.chainPoint(decodeFrame(unhex(vector.bytes))));
    expect(points).toHaveLength(8);
    for (let i = 1; i < points.length; i++) expect(relate(points[i - 1], points[i])).toBe('linked');
  });

  it.each([
    ['status, every field at its widest', 8, 255],
    ['status of a dispenser, every field at its widest', 6, 255],
    ['status with an indication where there is just room', 7, 255],
  ])('%s has %d channels and at most 256 bytes', (name, channels, length) => {
    const widest = frames.find((vector: { name: string }) => vector.name === name);
    expect(widest.claims.channels).toHaveLength(channels);
    expect(widest.bytes.length / 2).toBe(length);
    expect(protocol.MAXIMUM_STATUS_FRAME).toBe(256);
  });
});

describe('refused-frames.golden.json: one defect each', () => {
  const { key, frames } = golden('refused-frames');
  const publicKey = importPublicKey(key.public);

  it.each<{ name: string; bytes: string; code: string; stage: string }>(frames)('$name: $code', (vector) => {
    const bytes = unhex(vector.bytes);
    if (vector.stage === 'decode') {
      expect(refusal(() => decodeFrame(bytes))).toBe(vector.code);
    } else {
      const frame = decodeFrame(bytes);
      expect(refusal(() => verifyFrame(frame, publicKey))).toBe(vector.code);
    }
  });

  it('covers every code of frames and signatures', () => {
    const used = new Set(frames.map((vector: { code: string }) => vector.code));
    const codes = Object.keys(protocol.PROTOCOL_ERRORS).filter((code) => /^(frame|signature)-/.test(code));
    expect(codes.filter((code) => !used.has(code))).toEqual([]);
  });
});

it('events.golden.json', () => {
  let head: Uint8Array = new Uint8Array(32);
  for (const vector of golden('events').entries) {
    const entry = unhex(vector.entry);
    expect(entry.length).toBeLessThanOrEqual(protocol.MAXIMUM_EVENT);
    expect(plain(decodeEvent(entry))).toEqual(vector.event);
    head = eventLogHead(head, entry);
    expect(hex(head)).toBe(vector.head);
  }
});

describe('requests.golden.json', () => {
  const { accepted, refused } = golden('requests');

  it.each<{ name: string; bytes: string; request: Record<string, unknown> }>(accepted)(
    '$name',
    ({ bytes, request }) => {
      // Nonces and pieces are hexadecimal in the vectors.
      const withBytes = (convert: (bytes: Uint8Array) => unknown) =>
        Object.fromEntries(
          Object.entries(request).map(([name, value]) => [
            name,
            typeof value === 'string' && name !== 'type' ? convert(unhex(value)) : value,
          ]),
        );
      expect(hex(encodeRequest(withBytes((value) => value) as unknown as protocol.RequestContent))).toBe(bytes);
      expect(decodeRequest(unhex(bytes))).toEqual(withBytes(protocol.byteString));
    },
  );

  it.each<{ name: string; bytes: string; code: string }>(refused)('$name: $code', ({ bytes, code }) => {
    expect(refusal(() => decodeRequest(unhex(bytes)))).toBe(code);
  });
});

it.each<{ name: string; bytes: string; reply: { digest?: string; nonces?: string[] } }>(golden('replies').replies)(
  'replies.golden.json: $name',
  ({ bytes, reply }) => {
    const { digest, ...expected } = reply;
    expect(plain(decodeReply(unhex(bytes)))).toEqual(expected);
    if (digest) expect(hex(nonceListDigest(reply.nonces!.map(unhex)))).toBe(digest);
  },
);

describe('commands.golden.json', () => {
  const vectors = golden('commands');
  const key = unhex(vectors.key);

  it('the key is derived from the master key', () => {
    const info = { ...vectors.info, ueid: unhex(vectors.info.ueid) };
    expect(hex(protocol.deriveCommandKey(unhex(vectors.master), info))).toBe(vectors.key);
    expect(hex(protocol.commandKeyIdentifier(key))).toBe(vectors.kid);
  });

  interface CommandVector {
    name: string;
    bytes: string;
    digest: string;
    kind: number;
    arguments: (number | string)[];
  }

  function readVector(vector: CommandVector): protocol.DecodedRequest {
    const request = decodeRequest(unhex(vector.bytes));
    expect(request.commandKind).toBe(vector.kind);
    expect(Buffer.from(request.commandNonce!, 'latin1').toString('hex')).toBe(vectors.nonce);
    const items = request.commandArguments!.map((item) =>
      typeof item === 'number' ? item : Buffer.from(item, 'latin1').toString('hex'),
    );
    expect(items).toEqual(vector.arguments);
    expect(hex(protocol.commandDigest(unhex(vector.bytes)))).toBe(vector.digest);
    return request;
  }

  it.each<CommandVector>(vectors.commands)('$name', (vector) => {
    const request = readVector(vector);
    verifyCommand(request, key);
    // The generic COSE reader agrees.
    expect(hex(protocol.verifyMac0(unhex(vector.bytes), key).tag)).toBe(
      Buffer.from(request.tag!, 'latin1').toString('hex'),
    );
  });

  it.each<CommandVector>(vectors.signed)('$name', (vector) => {
    const request = readVector(vector);
    const commander = importPublicKey(vectors.commander);
    protocol.verifySignedCommand(request, commander);
    // The generic COSE reader agrees.
    expect(hex(protocol.verifySign1(unhex(vector.bytes), commander, { lowS: true }).signature)).toBe(
      Buffer.from(request.signature!, 'latin1').toString('hex'),
    );
  });

  it('the wrapped key comes back', () => {
    const { role, epoch, key: wanted, wrapped } = vectors.wrap;
    const info = { nonce: unhex(vectors.nonce), role, epoch };
    expect(hex(protocol.unwrapCommandKey(unhex(wrapped), key, info))).toBe(wanted);
  });

  it.each<{ name: string; bytes: string; code: string }>(vectors.refused)(
    'refused: $name: $code',
    ({ bytes, code }) => {
      expect(refusal(() => decodeRequest(unhex(bytes)))).toBe(code);
    },
  );
});

describe('slip.golden.json', () => {
  const { packets, stream, items } = golden('slip');

  it.each<{ message: string; packet: string }>(packets)('$message', ({ message, packet }) => {
    expect(hex(slipEncodeBytes(unhex(message)))).toBe(packet);
    expect(new SlipDecoder().push(unhex(packet)).map(plain)).toEqual([{ type: 'packet', bytes: message }]);
  });

  it('the stream with line noise', () => {
    expect(new SlipDecoder().push(unhex(stream)).map(plain)).toEqual(items);
  });
});

it('certificate.golden.json', () => {
  const { maker, bytes, certificate } = golden('certificate');
  const { publicKey, ...rest } = verifyCertificate(unhex(bytes), importPublicKey(maker), 1_800_000_000);
  expect(protocol.exportJwk(publicKey)).toEqual(certificate.publicKey);
  expect({ ...(plain(rest) as object), publicKey: certificate.publicKey }).toEqual(certificate);
});
