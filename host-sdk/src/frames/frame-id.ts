import { decodeFrame, type Frame, frameDigest, HengzhunError } from '@hengzhun/protocol';
import { toHex } from '../bytes.js';

/**
 * Identifier of a frame: `<kid>/<sequence>/<first 8 bytes of its digest, hex>`. It follows from the frame's own bytes, so it names the same
 * frame in every store, on every machine, whatever the order of arrival; two frames of a fork have different ones.
 */
export function frameId(kid: string, sequence: number, digest: string): string {
  return `${kid}/${sequence}/${digest.slice(0, 16)}`;
}

/** Identifier of a frame that was decoded. */
export const frameIdOf = (frame: Frame): string =>
  frameId(toHex(frame.kid), frame.claims.sequence, toHex(frameDigest(frame)));

/** Identifier of the frame in these bytes; undefined when they are none. */
export function frameIdOfBytes(bytes: Uint8Array): string | undefined {
  try {
    return frameIdOf(decodeFrame(bytes));
  } catch (cause) {
    if (cause instanceof HengzhunError) return undefined;
    throw cause;
  }
}

/** The parts of a frame identifier; undefined when it is none. */
export function parseFrameId(id: string): { kid: string; sequence: number; digest: string } | undefined {
  const match = /^([0-9a-f]{16})\/([1-9][0-9]{0,9})\/([0-9a-f]{16})$/.exec(id);
  return match === null ? undefined : { kid: match[1]!, sequence: Number(match[2]), digest: match[3]! };
}
