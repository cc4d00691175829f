import { ProtocolError } from '../errors.js';
import {
  FRAME_KIND_IDENTITY,
  FRAME_KIND_STATUS,
  MAXIMUM_MESSAGE,
  MAXIMUM_STATUS_FRAME,
} from '../generated/constants.js';
import { readClaims } from './claims.js';
import { Cursor } from './cursor.js';
import { HEADER_LENGTH, isFrameHeader, refuseHeader } from './header.js';
import { checkIdentityDigest } from './identity-digest.js';
import { checkSignatureForm } from './signature-form.js';
import type { Frame } from './types.js';

/**
 * Reads a frame: COSE_Sign1 (RFC 9052 section 4.2) with the claims of the contract, in one pass over the bytes. Exactly
 * one sequence of bytes stands for a frame's content: whatever is not deterministic, unknown, missing, out of range, or
 * left over is refused, and so is a signature out of range or with a high s. Also checks that an identity frame's
 * digest fits its statement. Does **not** verify the signature.
 *
 * @param bytes the message without its CRC; the frame's arrays are views of it
 * @throws ProtocolError `frame-*`, `cbor-*`, `signature-length`, `signature-range`, `signature-high-s`
 */
export function decodeFrame(bytes: Uint8Array): Frame {
  if (bytes.length > MAXIMUM_MESSAGE) throw new ProtocolError('frame-too-long', MAXIMUM_MESSAGE);
  const cursor = new Cursor(bytes, 0, bytes.length);
  if (bytes[0] !== 0xd2) {
    // An overlong form of tag 18 has its own code; everything else is another kind of message.
    if (cursor.head(6) !== 18) throw new ProtocolError('frame-tag', 0);
  }
  cursor.at = 1;
  if (bytes[1] !== 0x84) {
    if (cursor.head(4) !== 4) throw new ProtocolError('frame-form', 1);
  }
  cursor.at = 2;

  const protectedHeader = cursor.string(0, MAXIMUM_MESSAGE);
  const headerStart = cursor.at - protectedHeader.length;
  if (protectedHeader.length !== HEADER_LENGTH || !isFrameHeader(bytes, headerStart)) {
    refuseHeader(protectedHeader, headerStart);
  }

  const unprotectedStart = cursor.at;
  if (cursor.head(5) !== 0) throw new ProtocolError('frame-unprotected', unprotectedStart);

  const payload = cursor.string(1, MAXIMUM_MESSAGE);
  const payloadEnd = cursor.at;

  const signatureStart = payloadEnd;
  const signature = cursor.string(0, MAXIMUM_MESSAGE);
  cursor.finish();
  checkSignatureForm(signature, signatureStart);

  cursor.at = payloadEnd - payload.length;
  cursor.end = payloadEnd;
  const claims = readClaims(cursor);
  cursor.finish();
  if (claims.kind === FRAME_KIND_STATUS) {
    if (bytes.length > MAXIMUM_STATUS_FRAME) throw new ProtocolError('frame-too-long', MAXIMUM_STATUS_FRAME);
  } else if (claims.kind === FRAME_KIND_IDENTITY) checkIdentityDigest(claims);
  return {
    bytes,
    protectedHeader,
    payload,
    signature,
    kid: bytes.subarray(headerStart + 5, headerStart + HEADER_LENGTH),
    kind: claims.kind,
    claims,
  } as Frame;
}
