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

  it('they form one chain, but for the widest', () => {
    const points = frames
      .slice(0, -1)
      .map((vector: { bytes: string }) => protocol.chainPoint(decodeFrame(unhex(vector.bytes))));
    expect(points).toHaveLength(6);
    for (let i = 1; i < points.length; i++) expect(relate(points[i - 1], points[i])).toBe('linked');
  });

  it('a status frame with eight channels, a nonce of 12 bytes and every field at its widest has at most 256 bytes', () => {
    const widest = frames.at(-1);
    expect(widest.claims.channels).toHaveLength(8);
    expect(widest.bytes.length / 2).toBe(255);
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

  it.each<{ name: string; bytes: string; request: { nonce?: string } }>(accepted)('$name', ({ bytes, request }) => {
    const { nonce, ...rest } = request;
    const content = nonce === undefined ? rest : { ...rest, nonce: unhex(nonce) };
    expect(hex(encodeRequest(content as protocol.RequestContent))).toBe(bytes);
    const read = decodeRequest(unhex(bytes));
    expect(read).toEqual(nonce === undefined ? rest : { ...rest, nonce: Buffer.from(nonce, 'hex').toString('latin1') });
  });

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

  it.each<{ name: string; bytes: string; digest: string; kind: number; arguments: (number | string)[] }>(
    vectors.commands,
  )('$name', (vector) => {
    const request = decodeRequest(unhex(vector.bytes));
    verifyCommand(request, key);
    expect(request.commandKind).toBe(vector.kind);
    expect(Buffer.from(request.commandNonce!, 'latin1').toString('hex')).toBe(vectors.nonce);
    const items = request.commandArguments!.map((item) =>
      typeof item === 'number' ? item : Buffer.from(item, 'latin1').toString('hex'),
    );
    expect(items).toEqual(vector.arguments);
    expect(hex(protocol.commandDigest(unhex(vector.bytes)))).toBe(vector.digest);
    // The generic COSE reader agrees.
    expect(hex(protocol.verifyMac0(unhex(vector.bytes), key).tag)).toBe(
      Buffer.from(request.tag!, 'latin1').toString('hex'),
    );
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
