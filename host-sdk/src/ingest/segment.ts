/** An unbroken run of frames of one key, stored in one row: the frames as received, one after the other (a CBOR sequence, RFC 8742). */
export interface Segment {
  readonly first: number;
  readonly last: number;
  /** 0: the main line; otherwise the first 6 bytes of the digest of a forking frame. */
  readonly branch: number;
  /** Number of the frame whose signature proves the run; for a single frame usually its own. */
  readonly coveredBy: number;
  readonly connection: number;
  readonly earliest: number;
  readonly latest: number;
  readonly frames: readonly Uint8Array[];
}

/** At most so many frames in one row: a row stays small enough to be read for one frame. */
export const segmentLimit = 256;

/** Lengths of the frames, 2 bytes each, little-endian. */
export function packLengths(frames: readonly Uint8Array[]): Uint8Array {
  const lengths = Buffer.allocUnsafe(2 * frames.length);
  for (let i = 0; i < frames.length; i++) lengths.writeUInt16LE(frames[i]!.length, 2 * i);
  return lengths;
}

/** The single frames of a row. Views of `bytes`. */
export function splitFrames(lengths: Uint8Array, bytes: Uint8Array): Uint8Array[] {
  const frames: Uint8Array[] = [];
  let at = 0;
  for (let i = 0; i + 1 < lengths.length; i += 2) {
    const length = lengths[i]! | (lengths[i + 1]! << 8);
    frames.push(bytes.subarray(at, at + length));
    at += length;
  }
  return frames;
}

/** Branch number of a forking frame, from its digest (hex): 48 bits, never 0. */
export function branchOf(digest: string): number {
  return Number.parseInt(digest.slice(0, 12), 16) || 1;
}
