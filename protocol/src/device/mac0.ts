import type { ByteString } from './byte-string.js';
import { NO_EXTERNAL_DATA, NOTHING_UNPROTECTED } from './cose.js';
import { writeBytes } from './writer.js';

/** Map of two, algorithm (1) HMAC 256/256 (5), key identifier (4). */
const MAC0_HEADER = '\xa2\x01\x05\x04';
/** Array of four, "MAC0" (RFC 9052 section 6.3). */
const MAC0_STRUCTURE = '\x84\x64MAC0';
/** Tag 17, array of four. */
const MAC0_MESSAGE = '\xd1\x84';

/** Protected header of a command: { 1: HMAC 256/256, 4: key identifier of 4 bytes }. */
export function writeCommandHeader(keyIdentifier: ByteString): ByteString {
  return MAC0_HEADER + writeBytes(keyIdentifier);
}

/** What the tag is computed over: MAC_structure of RFC 9052 section 6.3, "MAC0", empty external_aad. */
export function writeMacStructure(protectedHeader: ByteString, payload: ByteString): ByteString {
  return MAC0_STRUCTURE + writeBytes(protectedHeader) + NO_EXTERNAL_DATA + writeBytes(payload);
}

/** COSE_Mac0 with tag 17 and an empty unprotected map (RFC 9052 section 6.2). */
export function writeMac0(protectedHeader: ByteString, payload: ByteString, tag: ByteString): ByteString {
  return MAC0_MESSAGE + writeBytes(protectedHeader) + NOTHING_UNPROTECTED + writeBytes(payload) + writeBytes(tag);
}
