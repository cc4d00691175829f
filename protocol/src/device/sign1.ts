import type { ByteString } from './byte-string.js';
import { NO_EXTERNAL_DATA, NOTHING_UNPROTECTED } from './cose.js';
import { writeBytes } from './writer.js';

/** Map of two, algorithm (1) ES256 (-7), key identifier (4). */
const SIGN1_HEADER = '\xa2\x01\x26\x04';
/** Array of four, "Signature1" (RFC 9052 section 4.4). */
const SIGN1_STRUCTURE = '\x84\x6aSignature1';
/** Tag 18, array of four. */
const SIGN1_MESSAGE = '\xd2\x84';

/** Protected header of a frame: { 1: ES256, 4: key identifier of 8 bytes } (RFC 9052 section 3.1). */
export function writeProtectedHeader(keyIdentifier: ByteString): ByteString {
  return SIGN1_HEADER + writeBytes(keyIdentifier);
}

/** What is hashed and signed: Sig_structure of RFC 9052 section 4.4, "Signature1", empty external_aad. */
export function writeSignatureStructure(protectedHeader: ByteString, payload: ByteString): ByteString {
  return SIGN1_STRUCTURE + writeBytes(protectedHeader) + NO_EXTERNAL_DATA + writeBytes(payload);
}

/**
 * COSE_Sign1 with tag 18 and an empty unprotected map (RFC 9052 section 4.2).
 *
 * @param signature r || s, 64 bytes, low-S
 */
export function writeSign1(protectedHeader: ByteString, payload: ByteString, signature: ByteString): ByteString {
  return (
    SIGN1_MESSAGE + writeBytes(protectedHeader) + NOTHING_UNPROTECTED + writeBytes(payload) + writeBytes(signature)
  );
}
