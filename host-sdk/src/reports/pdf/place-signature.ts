import { createHash } from 'node:crypto';
import { toHex } from '../../bytes.js';
import { badRecord } from '../record/report-error.js';
import { readAttachments } from './read-attachments.js';
import { openRange, signatureRoom } from './signature-field.js';

/** Where the room for the signature begins and ends: at its angle brackets. */
export interface SignaturePlace {
  readonly start: number;
  readonly end: number;
}

/** A document whose ByteRange (ISO 32000-2 section 12.8.1) is filled in: everything but the signature's own digits. */
export interface RangedDocument {
  readonly bytes: Buffer;
  readonly place: SignaturePlace;
  /** SHA-256 of the range. */
  readonly digest: Uint8Array;
}

const room = 2 * signatureRoom + 2;

/** Fills the ByteRange of a document that `renderRecord` made. Pure. */
export function fillRange(unsigned: Uint8Array): RangedDocument {
  const bytes = Buffer.from(unsigned);
  // Members may hold anything, such as these words: the field comes after all of them.
  const range = bytes.indexOf(openRange, readAttachments(bytes).end);
  const start = bytes.indexOf(`/Contents <${'0'.repeat(64)}`, range) + '/Contents '.length;
  const end = start + room;
  if (range < 0 || start < range || bytes[start] !== 0x3c || bytes[end - 1] !== 0x3e)
    throw badRecord('there is no room for a signature');
  const filled = `/ByteRange [0 ${start} ${end} ${bytes.length - end}`;
  bytes.write(`${filled}]`.padEnd(openRange.length, ' '), range, 'latin1');
  return { bytes, place: { start, end }, digest: rangeDigest(bytes, { start, end }) };
}

/** SHA-256 of everything but the signature. */
export function rangeDigest(bytes: Uint8Array, { start, end }: SignaturePlace): Uint8Array {
  return createHash('sha256').update(bytes.subarray(0, start)).update(bytes.subarray(end)).digest();
}

/** Puts a CMS signature into its room; zeros fill the rest. */
export function placeSignature({ bytes, place }: RangedDocument, cms: Uint8Array): Buffer {
  if (cms.length > signatureRoom)
    throw badRecord(`its signature has ${cms.length} bytes, there is room for ${signatureRoom}`);
  bytes.write(toHex(cms).padEnd(2 * signatureRoom, '0'), place.start + 1, 'latin1');
  return bytes;
}
