import type { ByteString } from '../device/byte-string.js';
import { sha256ByteString } from '../sha256.js';
import { HEADER_LENGTH } from './header.js';
import type { Frame } from './types.js';

/** Sig_structure up to the payload: 4 items, "Signature1", header of 13 bytes, empty external_aad. */
const PREFIX = Buffer.concat([
  Buffer.from([0x84, 0x6a]),
  Buffer.from('Signature1'),
  Buffer.from([0x40 | HEADER_LENGTH]),
  Buffer.alloc(HEADER_LENGTH),
  Buffer.from([0x40]),
]);
const HEADER_AT = 13;
/** Every frame fits: a payload is shorter than a message. */
const scratch = Buffer.alloc(2048);
scratch.set(PREFIX);

/** Sig_structure in a buffer that the next call overwrites: for hashing and verifying at once. */
export function scratchSignatureStructure(frame: Frame): Uint8Array {
  scratch.set(frame.protectedHeader, HEADER_AT);
  const { payload } = frame;
  const length = payload.length;
  let at = PREFIX.length;
  if (length < 24) scratch[at++] = 0x40 | length;
  else if (length < 256) {
    scratch[at++] = 0x58;
    scratch[at++] = length;
  } else {
    scratch[at++] = 0x59;
    scratch[at++] = length >> 8;
    scratch[at++] = length & 255;
  }
  scratch.set(payload, at);
  return scratch.subarray(0, at + length);
}

/** What is hashed and signed: Sig_structure of RFC 9052 section 4.4, "Signature1", empty external_aad. */
export function signatureStructure(frame: Frame): Uint8Array {
  return Buffer.from(scratchSignatureStructure(frame));
}

/** {@link frameDigest} as a byte string: much cheaper, for comparisons. */
export function frameDigestString(frame: Frame): ByteString {
  return sha256ByteString(scratchSignatureStructure(frame));
}

/**
 * SHA-256 over the Sig_structure, 32 bytes. It names what the instrument said, whatever became of the signature, which
 * anyone may re-encode; its first 16 bytes are what the next frame holds as `previous`.
 */
export function frameDigest(frame: Frame): Uint8Array {
  return Buffer.from(frameDigestString(frame), 'latin1');
}
