import type { ByteString } from '../device/byte-string.js';
import { frameDigest } from './digest.js';
import type { Frame } from './types.js';

/** What of a frame decides its place in the chain; small enough to be kept for every frame. */
export interface ChainPoint {
  sequence: number;
  /** `frameDigest` of the frame; the first 16 bytes are enough. */
  digest: Uint8Array;
  /** First 16 bytes of the digest of the frame before. */
  previous: Uint8Array;
  bootcount: number;
  /** Seconds since that boot. */
  uptime: number;
}

/** The point of a frame. */
export function chainPoint(frame: Frame): ChainPoint {
  const { sequence, previous, bootcount, uptime } = frame.claims;
  return { sequence, previous, bootcount, uptime, digest: frameDigest(frame) };
}

/** How one frame follows another of the same instrument. */
export type LinkRelation =
  /** Sequence one higher, and `previous` is the digest of the other. */
  | 'linked'
  /** Sequence one higher, but `previous` is not the digest of the other: there are two frames of the other's number. */
  | 'broken'
  /** Sequence higher by more than one: the frames between are missing. */
  | 'gap'
  /** The same Sig_structure again. */
  | 'replay'
  /** Another Sig_structure with the same sequence: clone, rollback or restored flash. */
  | 'fork'
  /** Lower sequence. */
  | 'earlier';

/** How `next` follows `before`. Pure; says nothing about signatures. */
export function relate(before: ChainPoint, next: ChainPoint): LinkRelation {
  if (next.sequence > before.sequence + 1) return 'gap';
  if (next.sequence > before.sequence) return startsWith(before.digest, next.previous) ? 'linked' : 'broken';
  if (next.sequence < before.sequence) return 'earlier';
  return samePrefix(before.digest, next.digest) ? 'replay' : 'fork';
}

/** What is known of an instrument's chain before a frame arrives. */
export interface KnownChain {
  /** Proved frame with the highest sequence; undefined: none yet. */
  newest: ChainPoint | undefined;
  /** Proved frame with this sequence, if there is one. */
  at(sequence: number): ChainPoint | undefined;
}

/** What the arrival of a proved frame means for a known chain. */
export type Arrival =
  /** Nothing was known: the first frame seen of this instrument. */
  | { type: 'first' }
  /** Continues the newest frame. */
  | { type: 'linked' }
  /** Newer than the newest frame; `missing` frames lie between. */
  | { type: 'gap'; missing: number }
  /** Fills a gap and contradicts nothing. */
  | { type: 'late' }
  /** Known already, byte for byte of what is signed. */
  | { type: 'replay' }
  /** Contradicts the known frame with sequence `against`: two histories exist under one key. */
  | { type: 'fork'; against: number }
  /** An unknown lower sequence from a later time than the newest frame: counters were turned back. */
  | { type: 'rollback'; against: number };

/**
 * Places a frame whose signature (or cover) is good in the known chain. Pure.
 *
 * A fork shows in any of three ways: another frame of the same number is known; the frame before is known and is not the
 * one that this frame names; the frame behind is known and names another one.
 */
export function classifyArrival(frame: ChainPoint, known: KnownChain): Arrival {
  const { newest } = known;
  if (!newest) return { type: 'first' };
  const same = known.at(frame.sequence);
  if (same) {
    if (samePrefix(same.digest, frame.digest)) return { type: 'replay' };
    return { type: 'fork', against: frame.sequence };
  }
  const before = known.at(frame.sequence - 1);
  if (before && !startsWith(before.digest, frame.previous)) return { type: 'fork', against: before.sequence };
  const after = known.at(frame.sequence + 1);
  if (after && !startsWith(frame.digest, after.previous)) return { type: 'fork', against: after.sequence };
  if (frame.sequence > newest.sequence) {
    const missing = frame.sequence - newest.sequence - 1;
    return missing === 0 ? { type: 'linked' } : { type: 'gap', missing };
  }
  // Sequence and time of an instrument only go up, together.
  const later =
    frame.bootcount > newest.bootcount || (frame.bootcount === newest.bootcount && frame.uptime > newest.uptime);
  return later ? { type: 'rollback', against: newest.sequence } : { type: 'late' };
}

/** Whether `bytes` begin with `prefix`. */
function startsWith(bytes: Uint8Array, prefix: Uint8Array): boolean {
  for (let i = 0; i < prefix.length; i++) if (bytes[i] !== prefix[i]) return false;
  return true;
}

/** Compares two digests of 16 or 32 bytes over what both have. */
function samePrefix(a: Uint8Array, b: Uint8Array): boolean {
  return a.length < b.length ? startsWith(b, a) : startsWith(a, b);
}

/** Whether `previous` is what a frame behind one with this digest must hold. */
export function isPrevious(previous: Uint8Array, digest: ByteString): boolean {
  for (let i = 0; i < 16; i++) if (previous[i] !== digest.charCodeAt(i)) return false;
  return true;
}
