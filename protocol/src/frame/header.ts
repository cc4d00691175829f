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
