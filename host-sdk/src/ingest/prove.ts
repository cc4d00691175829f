import type { KeyObject } from 'node:crypto';
import { frameDigest, verifyChain } from '@hengzhun/protocol';
import { toHex } from '../bytes.js';
import type { Candidate } from './candidate.js';

const digestSize = 16;

/** First 16 bytes of the frame's digest, hex; computed once. */
export function digestOf(candidate: Candidate): string {
  if (candidate.digest === '') candidate.digest = toHex(frameDigest(candidate.frame).subarray(0, digestSize));
  return candidate.digest;
}

/**
 * Proves the frames of one key, given in ascending order of their numbers: sets `proof`, or `code` and `protocolCode` of a refusal. The search of
 * `verifyChain` is bounded; what it left unjudged is looked at again, so that noise in a batch never costs a good frame. Every
 * bad signature is verified once at most.
 */
export function prove(candidates: readonly Candidate[], publicKey: KeyObject): void {
  let end = candidates.length;
  while (end > 0) {
    const part = end === candidates.length ? candidates : candidates.slice(0, end);
    const results = verifyChain(
      part.map(({ frame }) => frame),
      publicKey,
    );
    let unjudged = 0;
    for (let i = results.length - 1; i >= 0; i--) {
      const result = results[i]!;
      const candidate = part[i]!;
      if (result.status === 'signature-valid') candidate.proof = { how: 'signature-valid' };
      else if (result.status === 'covered') candidate.proof = { how: 'covered', by: result.by };
      else if (result.code === 'chain-search-limit') {
        unjudged = i + 1;
        break;
      } else {
        candidate.code = 'frame-signature-invalid';
        candidate.protocolCode = result.code;
      }
    }
    end = unjudged;
  }
}
