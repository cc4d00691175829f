import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CHAIN_SEARCH_LIMIT,
  type ChainResult,
  chainPoint,
  classifyArrival,
  decodeFrame,
  type Frame,
  type KnownChain,
  relate,
  verifyChain,
  verifyFrame,
} from '../src/index.js';
import { createInstrument, frameChain, nextFrame, withBadSignature } from './support/instrument.js';
import { refusal } from './support/refusal.js';

/** One word for each result: V, C (covered), X (signature-invalid), L (chain-search-limit), K (frame-wrong-key). */
function words(results: ChainResult[]): string {
  return results.map(word).join('');
}

function word(result: ChainResult): string {
  if (result.status === 'signature-valid') return 'V';
  if (result.status === 'covered') return 'C';
  const letters: Record<string, string> = {
    'signature-invalid': 'X',
    'chain-search-limit': 'L',
    'frame-wrong-key': 'K',
  };
  return letters[result.code] ?? '?';
}

describe('verifyChain', () => {
  const instrument = createInstrument();
  const frames = frameChain(instrument, 8);
  const { publicKey } = instrument;
  const judge = (batch: Frame[]) => words(verifyChain(batch, publicKey));

  it('an unbroken batch: one signature covers all before it, and each result says by which frame', () => {
    const results = verifyChain(frames, publicKey);
    expect(results.slice(0, 7)).toEqual(new Array(7).fill({ status: 'covered', by: 8 }));
    expect(results[7]).toEqual({ status: 'signature-valid' });
  });

  it('nothing at all', () => {
    expect(verifyChain([], publicKey)).toEqual([]);
  });

  it('the search goes back to the newest good signature', () => {
    const batch = [...frames.slice(0, 6), withBadSignature(frames[6]!), withBadSignature(frames[7]!)];
    expect(judge(batch)).toBe('CCCCCVXX');
    expect(verifyChain(batch, publicKey)[0]).toEqual({ status: 'covered', by: 6 });
  });

  it('a covered frame may have lost its signature: its content is what is proved', () => {
    expect(judge([...frames.slice(0, 3).map(withBadSignature), ...frames.slice(3)])).toBe('CCCCCCCV');
  });

  it('before a gap a frame needs a signature of its own', () => {
    expect(judge([...frames.slice(0, 3), ...frames.slice(4)])).toBe('CCVCCCV');
    expect(judge([...frames.slice(0, 2), withBadSignature(frames[2]!), ...frames.slice(4)])).toBe('CVXCCCV');
  });

  it('a changed frame is refused, those before it stand on their own', () => {
    const forged = nextFrame({ ...createInstrument(), publicKey }, { sequence: 4 });
    const changed = decodeFrame(reSigned(forged, frames[3]!));
    expect(judge([...frames.slice(0, 3), changed, ...frames.slice(4)])).toMatch(/^CCV[XK]CCCV$/);
  });

  it('injected frames do not cost the genuine ones their cover', () => {
    const stranger = createInstrument();
    const injected = frameChain(stranger, 3);
    const batch = [
      frames[0]!,
      injected[0]!,
      frames[1]!,
      injected[1]!,
      withBadSignature(frames[2]!),
      frames[2]!,
      frames[3]!,
    ];
    expect(judge(batch)).toBe('CKCKCCV');
  });

  it('a fork under the same key: both frames of the number stand on their own signatures', () => {
    const twin = { ...instrument, sequence: 3, previous: instrument.previous };
    const fork = nextFrame(twin, { sequence: 4, selfState: 2 });
    expect(judge([...frames.slice(0, 4), fork, ...frames.slice(4)])).toBe('CCCVVCCCV');
    expect(relate(chainPoint(frames[3]!), chainPoint(fork))).toBe('fork');
  });

  it('the same frame twice is covered by its twin', () => {
    expect(judge([frames[0]!, frames[1]!, frames[1]!, frames[2]!])).toBe('CCCV');
    expect(judge([frames[2]!, frames[2]!])).toBe('CV');
  });

  it('another order gives the same proof with more signatures', () => {
    expect(judge([...frames].reverse())).toBe('VVVVVVVV');
  });

  it('frames that name another key are refused', () => {
    expect(words(verifyChain(frames, createInstrument().publicKey))).toBe('KKKKKKKK');
  });

  it(`after ${CHAIN_SEARCH_LIMIT} bad signatures the rest is not judged`, () => {
    const other = createInstrument();
    const long = frameChain(other, CHAIN_SEARCH_LIMIT + 4);
    const results = words(verifyChain([...long.slice(0, 3), ...long.slice(3).map(withBadSignature)], other.publicKey));
    expect(results).toBe(`LLLL${'X'.repeat(CHAIN_SEARCH_LIMIT)}`);
    // What is covered needs no search, however much was bad before.
    const good = words(verifyChain([...long.map(withBadSignature), nextFrame(other)], other.publicKey));
    expect(good).toBe(`${'C'.repeat(CHAIN_SEARCH_LIMIT + 4)}V`);
  });

  it('never calls a frame proved that neither its own nor a later signature proves', () => {
    const edits = fc.array(fc.constantFrom('keep', 'drop', 'bad', 'swap', 'twice'), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(edits, (list) => {
        const batch = list.flatMap((edit, i) => {
          const frame = frames[i]!;
          if (edit === 'drop') return [];
          if (edit === 'bad') return [withBadSignature(frame)];
          if (edit === 'swap') return [frames[(i + 1) % 8]!, frame];
          return edit === 'twice' ? [frame, frame] : [frame];
        });
        verifyChain(batch, publicKey).forEach((result, i) => {
          const own = refusal(() => verifyFrame(batch[i]!, publicKey));
          if (result.status === 'signature-valid') expect(own).toBe('accepted');
          if (result.status === 'refused') expect(own).toBe('signature-invalid');
          if (result.status === 'covered') {
            const anchor = batch.find((frame, j) => j > i && frame.claims.sequence === result.by);
            expect(anchor).toBeDefined();
          }
        });
      }),
      { numRuns: 60 },
    );
  });
});

/** Content of one frame under the signature of another. */
function reSigned(content: Frame, signature: Frame): Uint8Array {
  const bytes = Buffer.from(content.bytes);
  bytes.set(signature.signature, bytes.length - 64);
  return bytes;
}

describe('classifyArrival', () => {
  const instrument = createInstrument();
  const frames = frameChain(instrument, 6);
  const points = frames.map(chainPoint);

  function known(...indices: number[]): KnownChain {
    const kept = indices.map((i) => points[i]!);
    return { newest: kept.at(-1), at: (sequence) => kept.find((point) => point.sequence === sequence) };
  }

  it('first, linked, gap, late, replay', () => {
    expect(classifyArrival(points[2]!, known())).toEqual({ type: 'first' });
    expect(classifyArrival(points[3]!, known(0, 1, 2))).toEqual({ type: 'linked' });
    expect(classifyArrival(points[5]!, known(0, 1, 2))).toEqual({ type: 'gap', missing: 2 });
    expect(classifyArrival(points[3]!, known(0, 1, 2, 5))).toEqual({ type: 'late' });
    expect(classifyArrival(points[4]!, known(3, 5))).toEqual({ type: 'late' });
    expect(classifyArrival(points[1]!, known(0, 1, 2))).toEqual({ type: 'replay' });
  });

  const other = (sequence: number, changes: object = {}) =>
    chainPoint(nextFrame({ ...instrument, sequence: 0 }, { sequence, selfState: 3, uptime: 1, ...changes }));

  it('fork: another frame of a known number', () => {
    expect(classifyArrival(other(3), known(0, 1, 2))).toEqual({ type: 'fork', against: 3 });
  });

  it('fork: it continues another frame than the known one before it', () => {
    expect(classifyArrival(other(4), known(0, 1, 2))).toEqual({ type: 'fork', against: 3 });
  });

  it('fork: the known frame behind it continues another', () => {
    expect(classifyArrival(other(4, { previous: 'p'.repeat(16) }), known(0, 1, 4, 5))).toEqual({
      type: 'fork',
      against: 5,
    });
  });

  it('rollback: an unknown lower number from a later time', () => {
    expect(classifyArrival(other(4, { uptime: 361 }), known(0, 1, 5))).toEqual({ type: 'rollback', against: 6 });
    expect(classifyArrival(other(4, { bootcount: 2 }), known(0, 1, 5))).toEqual({ type: 'rollback', against: 6 });
  });

  it('digests may be kept as their first 16 bytes', () => {
    const short = points.map((point) => ({ ...point, digest: point.digest.subarray(0, 16) }));
    expect(relate(short[0]!, points[1]!)).toBe('linked');
    expect(relate(short[0]!, points[0]!)).toBe('replay');
    expect(relate(points[0]!, short[0]!)).toBe('replay');
  });
});

it('relate: every relation', () => {
  const instrument = createInstrument();
  const [a, b, c] = frameChain(instrument, 3).map(chainPoint);
  expect(relate(a!, b!)).toBe('linked');
  expect(relate(a!, c!)).toBe('gap');
  expect(relate(b!, a!)).toBe('earlier');
  expect(relate(a!, { ...b!, previous: new Uint8Array(16) })).toBe('broken');
  expect(relate(a!, a!)).toBe('replay');
  expect(relate(a!, { ...a!, digest: c!.digest })).toBe('fork');
});
