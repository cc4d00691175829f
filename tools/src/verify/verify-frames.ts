import type { KeyObject } from 'node:crypto';
import { decodeFrame, type Frame, frameDigest, HengzhunError, verifyChain, verifyFrame } from '@hengzhun/protocol';
import type { TrustedKeys } from './key-set.js';
import type { SequencePart } from './split-sequence.js';

/** What became of one item of a file. */
export interface FrameVerdict {
  readonly index: number;
  readonly offset: number;
  readonly frame: Frame | undefined;
  readonly kid: string | undefined;
  readonly verdict: 'signature-valid' | 'covered' | 'refused';
  /** Sequence number of the frame whose signature covers this one. */
  readonly by?: number;
  /** Why it was refused: a stable code. */
  readonly code?: string;
}

/** How the frames of one key hang together. */
export interface ChainSummary {
  readonly kid: string;
  readonly frames: number;
  readonly first: number;
  readonly last: number;
  /** Places where at least one sequence number is missing. */
  readonly gaps: readonly { after: number; before: number }[];
  /** Sequence numbers with two different contents, or whose digest the next frame does not name: clone, rollback or forgery. */
  readonly forks: readonly number[];
}

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

/** How many frames one valid signature may cover here: the SDK's own batches are a day of ten-minute frames. */
const batch = 512;

/** Verifies the items of a file against trusted keys: chain by chain, or with `each` every signature by itself. */
export function verifyFrames(
  parts: readonly SequencePart[],
  keys: TrustedKeys,
  each: boolean,
  onProgress: (done: number) => void = () => undefined,
): FrameVerdict[] {
  const verdicts: FrameVerdict[] = [];
  let run: { frame: Frame; index: number; offset: number }[] = [];
  const flush = () => {
    verdicts.push(...verifyRun(run, keys, each));
    onProgress(verdicts.length);
    run = [];
  };
  parts.forEach((part, index) => {
    let frame: Frame;
    try {
      frame = decodeFrame(part.bytes);
    } catch (error) {
      if (!(error instanceof HengzhunError)) throw error;
      flush();
      verdicts.push({
        index,
        offset: part.offset,
        frame: undefined,
        kid: undefined,
        verdict: 'refused',
        code: error.code,
      });
      return;
    }
    if (run.length >= batch || (run.length > 0 && hex(run[0]!.frame.kid) !== hex(frame.kid))) flush();
    run.push({ frame, index, offset: part.offset });
  });
  flush();
  return verdicts;
}

function verifyRun(
  run: readonly { frame: Frame; index: number; offset: number }[],
  keys: TrustedKeys,
  each: boolean,
): FrameVerdict[] {
  if (run.length === 0) return [];
  const kid = hex(run[0]!.frame.kid);
  const key = keys.get(kid);
  if (!key) return run.map((item) => ({ ...item, kid, verdict: 'refused', code: 'unknown-key' }));
  if (each) return run.map((item) => ({ ...item, kid, ...verifyOne(item.frame, key) }));
  const results = verifyChain(
    run.map((item) => item.frame),
    key,
  );
  return run.map((item, i) => {
    const result = results[i]!;
    if (result.status === 'covered') return { ...item, kid, verdict: 'covered', by: result.by };
    // Offline nobody can exhaust us by bad signatures: what the bounded search left unjudged is judged alone.
    const unjudged = result.status === 'refused' && result.code === 'chain-search-limit';
    if (unjudged) return { ...item, kid, ...verifyOne(item.frame, key) };
    if (result.status === 'refused') return { ...item, kid, verdict: 'refused', code: result.code };
    return { ...item, kid, verdict: 'signature-valid' };
  });
}

function verifyOne(
  frame: Frame,
  key: KeyObject,
): { verdict: 'signature-valid' } | { verdict: 'refused'; code: string } {
  try {
    verifyFrame(frame, key);
    return { verdict: 'signature-valid' };
  } catch (error) {
    if (!(error instanceof HengzhunError)) throw error;
    return { verdict: 'refused', code: error.code };
  }
}

/** Order, gaps and forks of the frames that verified, for every key. */
export function summariseChains(verdicts: readonly FrameVerdict[]): ChainSummary[] {
  const byKey = new Map<string, Frame[]>();
  for (const { frame, kid, verdict } of verdicts) {
    if (!frame || !kid || verdict === 'refused') continue;
    const list = byKey.get(kid);
    if (list) list.push(frame);
    else byKey.set(kid, [frame]);
  }
  return [...byKey].map(([kid, frames]) => summariseChain(kid, frames));
}

function summariseChain(kid: string, frames: Frame[]): ChainSummary {
  const ordered = frames.toSorted((a, b) => a.claims.sequence - b.claims.sequence);
  const gaps: { after: number; before: number }[] = [];
  const forks = new Set<number>();
  for (let i = 1; i < ordered.length; i++) {
    const [older, newer] = [ordered[i - 1]!.claims.sequence, ordered[i]!.claims.sequence];
    const digest = frameDigest(ordered[i - 1]!);
    if (newer === older) {
      if (hex(digest) !== hex(frameDigest(ordered[i]!))) forks.add(newer);
    } else if (newer === older + 1) {
      if (hex(digest.subarray(0, 16)) !== hex(ordered[i]!.claims.previous)) forks.add(older);
    } else gaps.push({ after: older, before: newer });
  }
  const sequence = (frame: Frame | undefined) => frame?.claims.sequence ?? 0;
  return {
    kid,
    frames: frames.length,
    first: sequence(ordered[0]),
    last: sequence(ordered.at(-1)),
    gaps,
    forks: [...forks],
  };
}
