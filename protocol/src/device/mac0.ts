import { ALGORITHM_HMAC_256 } from '../generated/constants.js';
import type { ByteString } from './byte-string.js';
import { writeArrayHead, writeBytes, writeInteger, writeMapHead, writeTag, writeText } from './writer.js';

/** Protected header of a command: { 1: HMAC 256/256, 4: key identifier of 4 bytes }. */
export function writeCommandHeader(keyIdentifier: ByteString): ByteString {
  return (
    writeMapHead(2) + writeInteger(1) + writeInteger(ALGORITHM_HMAC_256) + writeInteger(4) + writeBytes(keyIdentifier)
  );
}

/** What the tag is computed over: MAC_structure of RFC 9052 section 6.3, "MAC0", empty external_aad. */
export function writeMacStructure(protectedHeader: ByteString, payload: ByteString): ByteString {
  return writeArrayHead(4) + writeText('MAC0') + writeBytes(protectedHeader) + writeBytes('') + writeBytes(payload);
}

/** COSE_Mac0 with tag 17 and an empty unprotected map (RFC 9052 section 6.2). */
export function writeMac0(protectedHeader: ByteString, payload: ByteString, tag: ByteString): ByteString {
  return (
    writeTag(17) +
    writeArrayHead(4) +
    writeBytes(protectedHeader) +
    writeMapHead(0) +
    writeBytes(payload) +
    writeBytes(tag)
  );
}
