import { decodeFrame, SlipDecoder, slipEncodeBytes } from '@hengzhun/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeChain } from '../src/bench/frames.js';
import { createTamperer, whitewash } from '../src/station/tamper.js';
import { splitSequence } from '../src/verify/split-sequence.js';
import { summariseChains, verifyFrames } from '../src/verify/verify-frames.js';

const chain = makeChain(40);
const kid = Buffer.from(decodeFrame(chain.frames[0]!).kid).toString('hex');
const keys = new Map([[kid, chain.publicKey]]);
const parts = (frames: readonly Uint8Array[]) => [...splitSequence(Buffer.concat(frames))];

describe('splitting a CBOR sequence (RFC 8742)', () => {
  it('gives back the items', () => {
    expect(parts(chain.frames).map(({ bytes }) => Buffer.from(bytes))).toEqual(chain.frames.map((f) => Buffer.from(f)));
  });

  it('loses no byte and never the frames behind a damage, wherever one byte is changed', () => {
    const whole = Buffer.concat(chain.frames.slice(0, 5));
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const damaged = Buffer.from(whole);
        damaged[at] = damaged[at]! ^ change;
        const items = [...splitSequence(damaged)];
        expect(Buffer.concat(items.map(({ bytes }) => bytes))).toEqual(damaged);
        const good = verifyFrames(items, keys, true).filter(({ verdict }) => verdict !== 'refused');
        expect(good.length).toBeGreaterThanOrEqual(4 - 1);
        expect(good.length).toBeLessThan(5);
      }),
    );
  });

  it('ends on any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const items = [...splitSequence(bytes)];
        expect(items.reduce((sum, item) => sum + item.bytes.length, 0)).toBe(bytes.length);
      }),
    );
  });
});

describe('verifying files offline', () => {
  it('says signature valid of the newest and covered of all before it', () => {
    const verdicts = verifyFrames(parts(chain.frames), keys, false);
    expect(verdicts.at(-1)!.verdict).toBe('signature-valid');
    expect(verdicts.slice(0, -1).every(({ verdict, by }) => verdict === 'covered' && by === 40)).toBe(true);
    expect(summariseChains(verdicts)).toEqual([{ kid, frames: 40, first: 1, last: 40, gaps: [], forks: [] }]);
  });

  it('checks every signature with --each', () => {
    const verdicts = verifyFrames(parts(chain.frames), keys, true);
    expect(verdicts.every(({ verdict }) => verdict === 'signature-valid')).toBe(true);
  });

  it('finds a removed frame as a gap', () => {
    const verdicts = verifyFrames(parts(chain.frames.toSpliced(9, 2)), keys, false);
    expect(verdicts.some(({ verdict }) => verdict === 'refused')).toBe(false);
    expect(summariseChains(verdicts)[0]!.gaps).toEqual([{ after: 9, before: 12 }]);
  });

  it('refuses a rewritten frame and nothing else', () => {
    const frames = chain.frames.with(20, whitewash(chain.frames[20]!));
    const refused = verifyFrames(parts(frames), keys, false).filter(({ verdict }) => verdict === 'refused');
    expect(refused.map(({ index, code }) => [index, code])).toEqual([[20, 'signature-invalid']]);
  });

  it('judges frame by frame what the bounded search of a chain leaves open', () => {
    // More bad signatures than the search takes, and a good frame behind a gap before them.
    const bad = chain.frames.slice(15).map((frame) => whitewash(frame));
    const verdicts = verifyFrames(parts([...chain.frames.slice(0, 10), ...bad]), keys, false);
    expect(verdicts.filter(({ verdict }) => verdict !== 'refused').length).toBe(10);
    expect(verdicts.every(({ code }) => code !== 'chain-search-limit')).toBe(true);
  });

  it('refuses what nobody enrolled', () => {
    const verdicts = verifyFrames(parts(makeChain(2).frames), keys, false);
    expect(verdicts.map(({ code }) => code)).toEqual(['unknown-key', 'unknown-key']);
  });
});

describe('somebody on the line', () => {
  it('changes what a status frame says, in a form that only its signature gives away', () => {
    const original = decodeFrame(chain.frames[3]!);
    const rewritten = decodeFrame(whitewash(chain.frames[3]!));
    expect(rewritten.claims.sequence).toBe(original.claims.sequence);
    expect(Buffer.from(rewritten.signature)).toEqual(Buffer.from(original.signature));
    expect(Buffer.from(rewritten.payload)).not.toEqual(Buffer.from(original.payload));
  });

  it('passes everything on, in whatever pieces it travels', () => {
    const stream = Buffer.concat(chain.frames.slice(0, 6).map(slipEncodeBytes));
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 30 }), (sizes) => {
        const tamper = createTamperer(() => false);
        const out: Uint8Array[] = [];
        for (let at = 0, i = 0; at < stream.length; i++) {
          const size = sizes[i % sizes.length]!;
          out.push(tamper(stream.subarray(at, at + size)));
          at += size;
        }
        const packets = new SlipDecoder().push(Buffer.concat(out));
        expect(packets.map(({ bytes }) => Buffer.from(bytes))).toEqual(
          chain.frames.slice(0, 6).map((f) => Buffer.from(f)),
        );
      }),
    );
  });
});
