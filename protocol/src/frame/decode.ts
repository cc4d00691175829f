import { decodeCbor } from '../cbor/decode.js';
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
import type { Claims, Frame } from './types.js';

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
  // `head` refuses overlong forms of both with their own code; everything else here is another kind of message.
  if (bytes.length > 0 && bytes[0]! >> 5 !== 6) throw new ProtocolError('frame-tag', 0);
  if (cursor.head(6) !== 18) throw new ProtocolError('frame-tag', 0);
  if (cursor.head(4) !== 4) throw new ProtocolError('frame-form', 1);

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
  const claims = readPayload(cursor, payload);
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

function readPayload(cursor: Cursor, payload: Uint8Array): Claims {
  try {
    const claims = readClaims(cursor);
    cursor.finish();
    return claims;
  } catch (error) {
    // Encoding is judged before content: unsorted keys look like a missing claim to a reader that knows the order.
    if (error instanceof ProtocolError && error.code.startsWith('frame-')) decodeCbor(payload);
    throw error;
  }
}
