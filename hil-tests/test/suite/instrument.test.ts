import { createHash, generateKeyPairSync, randomBytes, verify } from 'node:crypto';
import { Sign1 } from '@auth0/cose';
import {
  COMMAND_RESULT_DONE,
  COMMAND_SEAL,
  COMMAND_TIME_ANCHOR,
  commandDigest,
  decodeEvent,
  decodeFrame,
  EMPTY_LOG,
  EVENT_BOOT,
  EVENT_SEAL,
  EVENT_TIME_ANCHOR,
  encodeCommand,
  FLAG_BIT_LEARNING,
  FLAG_BIT_RESTARTED,
  FRAME_KIND_IDENTITY,
  FRAME_KIND_LOG,
  FRAME_KIND_RECEIPT,
  FRAME_KIND_STATUS,
  type ProtocolError,
  REFUSAL_BAD_ARGUMENT,
  REFUSAL_BAD_NONCE,
  REFUSAL_BAD_TAG,
  REFUSAL_MALFORMED,
  REFUSAL_NOT_ALLOWED,
  REFUSAL_RANGE,
  REFUSAL_ROLE,
  REFUSAL_UNKNOWN_KEY,
  REFUSAL_UNKNOWN_REQUEST,
  RESET_REASON_POWER,
  type ReceiptFrame,
  SEAL_STATE_SEALED,
  SEAL_STATE_UNSEALED,
  type StatusFrame,
  signatureStructure,
  slipEncodeBytes,
  TIME_QUALITY_UNKNOWN,
  verifyChain,
  verifyFrame,
  verifyLog,
} from '@hengzhun/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InstrumentHost } from '../../src/index.js';
import { HOSTS } from '../support/hosts.js';
import { authorityKey, inspectorKey, publicKey } from '../support/instrument.js';
import { Session } from '../support/session.js';

/** A status frame, before SLIP escaping (design, "Size"). */
const LONGEST_STATUS = 256;

describe.each(HOSTS)('an instrument on the $name', ({ create, measurement }) => {
  let host: InstrumentHost;
  let session: Session;

  beforeAll(async () => {
    host = await create();
    session = new Session(host);
    await host.start();
  });
  afterAll(async () => {
    await host.stop();
  });

  const status = (nonce: Uint8Array): Promise<StatusFrame> =>
    session.ask({ type: 'status', nonce }, FRAME_KIND_STATUS, ({ claims }) => sameBytes(claims.nonce, nonce));
  const nonceForCommand = async (): Promise<Uint8Array> => {
    const after = session.replies.length;
    session.request({ type: 'command-nonce' });
    return (await session.reply('command-nonce', after)).nonce;
  };
  const command = async (message: Uint8Array): Promise<ReceiptFrame> => {
    const after = session.frames.length;
    session.send(message);
    return session.frame(FRAME_KIND_RECEIPT, after);
  };
  const refusal = async (message: Uint8Array): Promise<number> => {
    const after = session.replies.length;
    session.send(message);
    return (await session.reply('refusal', after)).reason;
  };

  it('begins with the genesis frame, which is its identity', async () => {
    const frame = await session.frame(FRAME_KIND_IDENTITY);
    expect(frame.claims).toMatchObject({ sequence: 1, bootcount: 1, logLength: 1 });
    expect(Buffer.from(frame.claims.previous)).toEqual(Buffer.alloc(16));
    expect(frame.claims.data).toMatchObject({ serialNumber: 'rig-1', accuracyClass: 3 });
    expect(Buffer.from(frame.claims.softwareMeasurement).toString('hex')).toBe(await measurement());
    verifyFrame(frame, publicKey);
  });

  it('says before its first period that it is still learning, and calls itself nothing better', async () => {
    const { claims } = await status(randomBytes(8));
    expect(claims.flags).toBe(1 << FLAG_BIT_LEARNING);
    expect(claims.channels.map(({ value }) => value)).toEqual(claims.channels.map(() => undefined));
  });

  it('reports its status as samples come, in frames of at most 256 bytes', async () => {
    const after = session.frames.length;
    await session.idle(25);
    const frames = session.frames.slice(after).filter(({ kind }) => kind === FRAME_KIND_STATUS);
    expect(frames.length).toBeGreaterThanOrEqual(2);
    for (const { bytes } of frames) expect(bytes.length).toBeLessThanOrEqual(LONGEST_STATUS);
    expect(frames[0]!.claims).toMatchObject({
      temperature: 2100,
      timeQuality: TIME_QUALITY_UNKNOWN,
      sealState: SEAL_STATE_UNSEALED,
    });
  });

  it('answers a challenge with its nonce, also a frame of 256 bytes at most', async () => {
    const nonce = randomBytes(12);
    const frame = await status(nonce);
    verifyFrame(frame, publicKey);
    expect(frame.bytes.length).toBeLessThanOrEqual(LONGEST_STATUS);
  });

  it('is read and verified by an independent COSE library (RFC 9052)', async () => {
    for (const frame of session.frames) {
      const message = Sign1.decode(frame.bytes);
      await message.verify(publicKey);
      expect(message.protectedHeaders.get(1)).toBe(-7); // ES256, RFC 9053 table 1
    }
  });

  it('is verified by bare node:crypto, and not when a bit was turned', () => {
    for (const frame of session.frames) {
      const check = (data: Uint8Array): boolean =>
        verify('sha256', data, { key: publicKey, dsaEncoding: 'ieee-p1363' }, frame.signature);
      const structure = Uint8Array.from(signatureStructure(frame));
      expect(check(structure)).toBe(true);
      structure[structure.length - 1]! ^= 1;
      expect(check(structure)).toBe(false);
    }
  });

  it('makes frames of which every copy with another signature form, encoding or key is refused', () => {
    const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey;
    for (const frame of session.frames) {
      const { bytes } = frame;
      const code = (copy: Uint8Array): string | undefined => {
        try {
          verifyFrame(decodeFrame(copy), publicKey);
          return undefined;
        } catch (error) {
          return (error as ProtocolError).code;
        }
      };
      expect(code(bytes)).toBeUndefined();
      // n - s is as good a signature for ECDSA (RFC 9053 section 2.1): here it is a second form of the same frame.
      const high = Uint8Array.from(bytes);
      high.set(complement(bytes.subarray(-32)), bytes.length - 32);
      expect(code(high)).toBe('signature-high-s');
      // r moved, s moved, content moved
      for (const at of [bytes.length - 64 + 9, bytes.length - 1, bytes.length - 67]) {
        const changed = Uint8Array.from(bytes);
        changed[at]! ^= 1;
        expect(code(changed)).toBeDefined();
      }
      // the length of the signature in two bytes more than it needs (RFC 8949 section 4.2.1)
      const at = bytes.length - 66;
      const longer = Buffer.concat([bytes.subarray(0, at), Buffer.from([0x59, 0, 64]), bytes.subarray(at + 2)]);
      expect(code(longer)).toBe('cbor-not-shortest');
      // an unprotected header that nobody signed (RFC 9052 section 3)
      const header = bytes.indexOf(0xa0, 16);
      const labelled = Buffer.concat([
        bytes.subarray(0, header),
        Buffer.from([0xa1, 4, 0x40]),
        bytes.subarray(header + 1),
      ]);
      expect(code(labelled)).toBe('frame-unprotected');
      expect(() => verifyFrame(frame, stranger)).toThrow(expect.objectContaining({ code: 'frame-wrong-key' }));
    }
  });

  it('gives its log, provable against the signed head', async () => {
    const from = session.replies.length;
    const nonce = randomBytes(8);
    const { logLength } = session.frames.at(-1)!.claims;
    const frame = await session.ask({ type: 'log', first: 0, count: logLength, nonce }, FRAME_KIND_LOG);
    const entries = await session.until(() => {
      const all = session.replies.slice(from).flatMap((reply) => (reply.type === 'log' ? reply.entries : []));
      return all.length >= logLength && all;
    }, 'all log entries');
    verifyFrame(frame, publicKey);
    expect(sameBytes(frame.claims.nonce, nonce)).toBe(true);
    verifyLog(EMPTY_LOG, entries, { length: frame.claims.logLength, head: frame.claims.logHead });
    expect(decodeEvent(entries[0]!)).toMatchObject({ kind: EVENT_BOOT, bootcount: 1, items: [RESET_REASON_POWER] });
  });

  it('refuses log entries that it does not have', async () => {
    const after = session.replies.length;
    session.request({ type: 'log', first: 60_000, count: 1 });
    expect(await session.reply('refusal', after)).toMatchObject({ reason: REFUSAL_RANGE });
  });

  it('takes a time anchor by command, with a signed receipt, and dates its frames from then on', async () => {
    const seconds = 1_790_000_000;
    const message = encodeCommand(
      { kind: COMMAND_TIME_ANCHOR, nonce: await nonceForCommand(), arguments: [seconds, 40] },
      authorityKey,
    );
    const receipt = await command(message);
    verifyFrame(receipt, publicKey);
    expect(receipt.claims.commandResult).toBe(COMMAND_RESULT_DONE);
    expect(Buffer.from(receipt.claims.commandDigest)).toEqual(Buffer.from(commandDigest(message)));
    const { iat } = (await status(randomBytes(12))).claims;
    expect(iat).toBeGreaterThanOrEqual(seconds);
    expect(iat).toBeLessThan(seconds + 3600);
  });

  it('is sealed by command once, and the inspector’s key cannot', async () => {
    const seal = async (key: Uint8Array): Promise<number> => {
      const nonce = await nonceForCommand();
      return (await command(encodeCommand({ kind: COMMAND_SEAL, nonce, arguments: [] }, key))).claims.commandResult;
    };
    expect(await seal(inspectorKey)).toBe(REFUSAL_ROLE);
    const before = (await status(randomBytes(12))).claims;
    expect(await seal(authorityKey)).toBe(COMMAND_RESULT_DONE);
    const after = (await status(randomBytes(12))).claims;
    expect(after).toMatchObject({ sealState: SEAL_STATE_SEALED, calibrationCounter: before.calibrationCounter + 1 });
    expect(await seal(authorityKey)).toBe(REFUSAL_NOT_ALLOWED);
  });

  it('logs what commands did', async () => {
    const from = session.replies.length;
    const { logLength } = (await status(randomBytes(12))).claims;
    await session.ask({ type: 'log', first: 0, count: logLength }, FRAME_KIND_LOG);
    const kinds = await session.until(() => {
      const all = session.replies.slice(from).flatMap((reply) => (reply.type === 'log' ? reply.entries : []));
      return all.length >= logLength && all.map((entry) => decodeEvent(entry).kind);
    }, 'all log entries');
    expect(kinds).toContain(EVENT_TIME_ANCHOR);
    expect(kinds).toContain(EVENT_SEAL);
  });

  it('refuses a command with a bad tag, an unknown key, a bad nonce, and the same command twice', async () => {
    const body = { kind: COMMAND_TIME_ANCHOR, nonce: await nonceForCommand(), arguments: [1_790_000_000, 40] };
    const good = encodeCommand(body, authorityKey);
    const spoilt = Uint8Array.from(good);
    spoilt[spoilt.length - 1]! ^= 1;
    expect(await refusal(spoilt)).toBe(REFUSAL_BAD_TAG);
    expect(await refusal(encodeCommand(body, new Uint8Array(32).fill(9)))).toBe(REFUSAL_UNKNOWN_KEY);
    expect(await refusal(encodeCommand({ ...body, nonce: new Uint8Array(16) }, authorityKey))).toBe(REFUSAL_BAD_NONCE);
    // None of the refusals has used up the nonce.
    expect((await command(good)).claims.commandResult).toBe(COMMAND_RESULT_DONE);
    expect(await refusal(good)).toBe(REFUSAL_BAD_NONCE);
    const wrong = encodeCommand({ ...body, nonce: await nonceForCommand(), arguments: [1] }, authorityKey);
    expect((await command(wrong)).claims.commandResult).toBe(REFUSAL_BAD_ARGUMENT);
  });

  it.each([
    ['a number in more bytes than it needs', '811804', REFUSAL_MALFORMED],
    ['an unknown request', '8117', REFUSAL_UNKNOWN_REQUEST],
    ['a status request without a nonce', '8102', REFUSAL_MALFORMED],
    ['a nonce that is too short', `820247${'00'.repeat(7)}`, REFUSAL_MALFORMED],
    ['something behind the message', '81040000', REFUSAL_MALFORMED],
    ['no CBOR at all', 'ff', REFUSAL_MALFORMED],
  ])('refuses %s', async (_what, hex, reason) => {
    expect(await refusal(Uint8Array.from(Buffer.from(hex, 'hex')))).toBe(reason);
  });

  it('goes on after noise, torn packets and packets without end', async () => {
    const packet = slipEncodeBytes(Uint8Array.of(0x82, 0x01, 0x48, 1, 2, 3, 4, 5, 6, 7, 8));
    const noise = Uint8Array.from({ length: 300 }, (_, i) => (i * 167 + 13) & 255);
    host.serial1.write(noise);
    host.serial1.write(packet.slice(0, 9));
    host.serial1.write(Uint8Array.of(0xc0, 0xdb, 0xdb, 0xc0, 0xc0));
    host.serial1.write(new Uint8Array(2000).fill(0x55));
    host.serial1.write(Uint8Array.of(0xc0));
    const nonce = randomBytes(12);
    verifyFrame(await status(nonce), publicKey);
  });

  it('answers several waiting challenges with one signature over their list', async () => {
    // The pool of one-time values may be down to what challenges cannot touch: a lone one waits for the next value.
    await status(randomBytes(12));
    await host.run(session.retryAfter() * 1000);
    const after = session.frames.length;
    const from = session.replies.length;
    const nonces = [randomBytes(8), randomBytes(12)];
    for (const nonce of nonces) session.request({ type: 'status', nonce });
    const list = await session.reply('nonce-list', from);
    expect(list.nonces.map((nonce) => Buffer.from(nonce).toString('hex'))).toEqual(
      nonces.map((nonce) => nonce.toString('hex')),
    );
    // CDDL `nonce-list`: [2*4 bstr .size (8..12)]; the claim is the first 12 bytes of its SHA-256.
    const encoded = Buffer.concat([Buffer.of(0x82, 0x48), nonces[0]!, Buffer.of(0x4c), nonces[1]!]);
    const expected = createHash('sha256').update(encoded).digest().subarray(0, 12);
    const frame = await session.frame(FRAME_KIND_STATUS, after);
    expect(Buffer.from(frame.claims.nonce!)).toEqual(expected);
    verifyFrame(frame, publicKey);
  });

  it('goes on with its chain after a power cut, and says that it was restarted', async () => {
    const before = session.frames.at(-1)!.claims;
    const after = session.frames.length;
    await host.cutPower();
    await host.start();
    const identity = await session.frame(FRAME_KIND_IDENTITY, after);
    // A cut may cost the number of a frame that was about to leave, never give one twice.
    expect(identity.claims.sequence).toBeGreaterThan(before.sequence);
    expect(identity.claims.bootcount).toBe(before.bootcount + 1);
    await session.idle(2);
    const frame = await status(randomBytes(12));
    expect(frame.claims.flags & (1 << FLAG_BIT_RESTARTED)).not.toBe(0);
    expect(frame.claims).toMatchObject({ sealState: SEAL_STATE_SEALED, iat: undefined });
  });

  it('has sent one unbroken chain in all this, covered by its newest signature, and no byte besides', () => {
    const results = verifyChain(session.frames, publicKey);
    const last = session.frames.at(-1)!.claims.sequence;
    expect(results.at(-1)).toEqual({ status: 'signature-valid' });
    expect(results.slice(0, -1).every((result) => result.status === 'covered' && result.by === last)).toBe(true);
    const numbers = session.frames.map(({ claims }) => claims.sequence);
    expect(numbers).toEqual(numbers.map((_, i) => i + 1));
    expect(session.discarded).toEqual([]);
  });
});

function sameBytes(a: Uint8Array | undefined, b: Uint8Array): boolean {
  return a !== undefined && Buffer.compare(a, b) === 0;
}

/** n - s for the order n of P-256 (SP 800-186 section 3.2.1.3), big-endian. */
function complement(s: Uint8Array): Uint8Array {
  const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
  const value = order - BigInt(`0x${Buffer.from(s).toString('hex')}`);
  return Buffer.from(value.toString(16).padStart(64, '0'), 'hex');
}
