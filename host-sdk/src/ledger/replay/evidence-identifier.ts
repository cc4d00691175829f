import { createHash } from 'node:crypto';
import { decodeFrame } from '@hengzhun/protocol';
import { frameIdOf, parseFrameId } from '../../frames/frame-id.js';

/** What an identifier of evidence names. */
export type NamedEvidence =
  | { readonly kind: 'frame'; readonly kid: string; readonly sequence: number }
  /** `sha256`: hex; of a refused packet its first 16 bytes. */
  | { readonly kind: 'refused' | 'attachment'; readonly sha256: string }
  | { readonly kind: 'record'; readonly record: string; readonly id: string; readonly version?: number }
  | { readonly kind: 'ledger'; readonly number: number }
  | { readonly kind: 'instrument'; readonly ueid: string };

/** Undefined: an identifier that this version does not know. */
export function readIdentifier(identifier: string): NamedEvidence | undefined {
  const frame = parseFrameId(identifier);
  if (frame !== undefined) return { kind: 'frame', kid: frame.kid, sequence: frame.sequence };
  const hashed = /^(?:(refused)\/([0-9a-f]{32})|(attachment)\/([0-9a-f]{64}))$/.exec(identifier);
  if (hashed !== null)
    return hashed[1] === undefined
      ? { kind: 'attachment', sha256: hashed[4]! }
      : { kind: 'refused', sha256: hashed[2]! };
  const entry = /^ledger\/([1-9][0-9]{0,15})$/.exec(identifier);
  if (entry !== null) return { kind: 'ledger', number: Number(entry[1]) };
  const instrument = /^instrument\/([0-9a-f]{34})$/.exec(identifier);
  if (instrument !== null) return { kind: 'instrument', ueid: instrument[1]! };
  const record = /^record\/([a-z][a-z-]{0,63})\/([A-Za-z0-9._-]{1,128})(?:\/([1-9][0-9]{0,9}))?$/.exec(identifier);
  if (record === null) return undefined;
  const version = record[3] === undefined ? {} : { version: Number(record[3]) };
  return { kind: 'record', record: record[1]!, id: record[2]!, ...version };
}

/** Whether the name that follows from the bytes themselves is this one; undefined: the name does not follow from the bytes. */
export function isNamedByContent(identifier: string, bytes: Uint8Array): boolean | undefined {
  const named = readIdentifier(identifier);
  if (named?.kind === 'refused' || named?.kind === 'attachment') {
    return createHash('sha256').update(bytes).digest('hex').startsWith(named.sha256);
  }
  if (named?.kind !== 'frame') return undefined;
  try {
    return frameIdOf(decodeFrame(bytes)) === identifier;
  } catch {
    // Bytes that are no frame at all are not the frame that is named.
    return false;
  }
}
