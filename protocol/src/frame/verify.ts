import { type KeyObject, verify } from 'node:crypto';
import { equalBytes } from '../bytes.js';
import { ProtocolError } from '../errors.js';
import { keyIdentifier } from '../keys/identifier.js';
import { scratchSignatureStructure } from './digest.js';
import type { Frame } from './types.js';

/**
 * Verifies one frame: it names the enrolled key, and its signature (ES256, RFC 9053 section 2.1) fits. The algorithm and
 * the key are the enrolled ones, never chosen by the frame.
 *
 * @param frame from `decodeFrame`, which has refused what is not deterministic and signatures with a high s
 * @param publicKey from `importPublicKey`
 * @throws ProtocolError `frame-wrong-key`, `signature-invalid`
 */
export function verifyFrame(frame: Frame, publicKey: KeyObject): void {
  if (!isNamedBy(frame, publicKey)) throw new ProtocolError('frame-wrong-key');
  if (!isSigned(frame, publicKey)) throw new ProtocolError('signature-invalid');
}

/** Whether the frame's key identifier is that of the key. */
export function isNamedBy(frame: Frame, publicKey: KeyObject): boolean {
  return equalBytes(frame.kid, keyIdentifier(publicKey));
}

/** Whether the signature fits frame and key. */
export function isSigned(frame: Frame, publicKey: KeyObject): boolean {
  return verify(
    'sha256',
    scratchSignatureStructure(frame),
    { key: publicKey, dsaEncoding: 'ieee-p1363' },
    frame.signature,
  );
}
