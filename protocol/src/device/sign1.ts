import { ALGORITHM_ES256 } from '../generated/constants.js';
import type { ByteString } from './byte-string.js';
import { writeArrayHead, writeBytes, writeInteger, writeMapHead, writeTag, writeText } from './writer.js';

/** Protected header of a frame: { 1: ES256, 4: key identifier of 8 bytes } (RFC 9052 section 3.1). */
export function writeProtectedHeader(keyIdentifier: ByteString): ByteString {
  return (
    writeMapHead(2) + writeInteger(1) + writeInteger(ALGORITHM_ES256) + writeInteger(4) + writeBytes(keyIdentifier)
  );
}

/** What is hashed and signed: Sig_structure of RFC 9052 section 4.4, "Signature1", empty external_aad. */
export function writeSignatureStructure(protectedHeader: ByteString, payload: ByteString): ByteString {
  return (
    writeArrayHead(4) + writeText('Signature1') + writeBytes(protectedHeader) + writeBytes('') + writeBytes(payload)
  );
}

/**
 * COSE_Sign1 with tag 18 and an empty unprotected map (RFC 9052 section 4.2).
 *
 * @param signature r || s, 64 bytes, low-S
 */
export function writeSign1(protectedHeader: ByteString, payload: ByteString, signature: ByteString): ByteString {
  return (
    writeTag(18) +
    writeArrayHead(4) +
    writeBytes(protectedHeader) +
    writeMapHead(0) +
    writeBytes(payload) +
    writeBytes(signature)
  );
}
