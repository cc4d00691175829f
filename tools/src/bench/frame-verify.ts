import { verify } from 'node:crypto';
import { decodeFrame, signatureStructure, verifyChain, verifyFrame } from '@hengzhun/protocol';
import { makeChain } from './frames.js';
import { measurePair } from './measure.js';
import { atLeast, type BenchResult } from './result.js';

/** A day of one instrument that reports every ten minutes. */
const batch = 144;

/** Frames/s: decoded, strictly checked and verified one by one, against nothing but the signature check of node:crypto. */
export async function frameVerify(smoke: boolean): Promise<BenchResult> {
  const { frames, publicKey } = makeChain(smoke ? 300 : 1500);
  const bare = bareVerify(frames, publicKey);
  const subject = () => {
    for (const bytes of frames) verifyFrame(decodeFrame(bytes), publicKey);
  };
  const pair = await measurePair(subject, bare, { rounds: smoke ? 3 : 25, units: frames.length });
  return atLeast('frame.verify', 'frames/s', pair, 0.93);
}

/** Frames/s: unbroken batches of 144, decoded, strictly checked and verified as chains, against the same. */
export async function chainVerify(smoke: boolean): Promise<BenchResult> {
  const { frames, publicKey } = makeChain(batch * (smoke ? 2 : 8));
  const bare = bareVerify(frames, publicKey);
  // Each round must be long enough for the clock: the subject does its work several times.
  const repeat = 8;
  const subject = () => {
    for (let i = 0; i < repeat; i++) {
      for (let at = 0; at < frames.length; at += batch) {
        const results = verifyChain(frames.slice(at, at + batch).map(decodeFrame), publicKey);
        if (results.some(({ status }) => status === 'refused'))
          throw new Error('chain.verify: a good frame was refused');
      }
    }
  };
  const pair = await measurePair(subject, bare, { rounds: smoke ? 3 : 25, units: frames.length });
  return atLeast(
    'chain.verify',
    'frames/s',
    { value: pair.value * repeat, reference: pair.reference, ratio: pair.ratio * repeat },
    10,
  );
}

/** Nothing but the signature check of node:crypto, for each of the frames. */
export function bareVerify(
  frames: readonly Uint8Array[],
  publicKey: ReturnType<typeof makeChain>['publicKey'],
): () => void {
  const prepared = frames.map((bytes) => {
    const frame = decodeFrame(bytes);
    return { message: signatureStructure(frame), signature: frame.signature };
  });
  return () => {
    for (const { message, signature } of prepared) {
      if (!verify('sha256', message, { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature)) {
        throw new Error('the reference refuses a good signature');
      }
    }
  };
}
