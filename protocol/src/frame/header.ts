import { decodeCbor } from '../cbor/decode.js';
import { ProtocolError } from '../errors.js';
import { ALGORITHM_ES256 } from '../generated/constants.js';

/** Length of the protected header: { 1: -7, 4: 8 bytes }. */
export const HEADER_LENGTH = 13;

/** Whether the 13 bytes at `at` are the protected header of version 1, whatever the key identifier. */
export function isFrameHeader(bytes: Uint8Array, at: number): boolean {
  return (
    bytes[at] === 0xa2 &&
    bytes[at + 1] === 0x01 &&
    bytes[at + 2] === 0x26 &&
    bytes[at + 3] === 0x04 &&
    bytes[at + 4] === 0x48
  );
}

/** Says what is wrong with a protected header that is not the one of version 1. */
export function refuseHeader(header: Uint8Array, offset: number): never {
  if (header.length === 0) throw new ProtocolError('frame-algorithm', offset);
  // What is not deterministic has its code from here.
  const map = decodeCbor(header);
  if (!(map instanceof Map)) throw new ProtocolError('cbor-unexpected-type', offset);
  if (map.has(2)) throw new ProtocolError('frame-critical', offset);
  if (map.get(1) !== ALGORITHM_ES256) throw new ProtocolError('frame-algorithm', offset);
  const kid = map.get(4);
  if (!(kid instanceof Uint8Array) || kid.length !== 8) throw new ProtocolError('frame-key-identifier', offset);
  throw new ProtocolError('frame-protected-extra', offset);
}

/** Tag 18, array of four, byte string of 13: what stands before the protected header. */
const HEADER_AT = 3;

/**
 * Key identifier that a message names if it is a frame, 8 bytes (a view), found by looking at its beginning only; undefined: it is none of
 * version 1. Nothing else is checked: it serves to fetch what decoding and verifying will need.
 */
export function peekKeyIdentifier(bytes: Uint8Array): Uint8Array | undefined {
  const begins = bytes[0] === 0xd2 && bytes[1] === 0x84 && bytes[2] === (0x40 | HEADER_LENGTH);
  if (!begins || bytes.length < HEADER_AT + HEADER_LENGTH || !isFrameHeader(bytes, HEADER_AT)) return undefined;
  return bytes.subarray(HEADER_AT + 5, HEADER_AT + HEADER_LENGTH);
}
