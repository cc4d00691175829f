import { type KeyObject, sign } from 'node:crypto';
import { byteString } from '../bytes.js';
import type { ByteString } from '../device/byte-string.js';
import { writeProtectedHeader, writeSign1, writeSignatureStructure } from '../device/sign1.js';
import { keyIdentifier } from '../keys/identifier.js';
import { normaliseSignature } from './signature-form.js';

/** Signs bytes with ES256 and returns r || s, 64 bytes. */
export type Es256 = (bytes: Uint8Array) => Uint8Array;

/** ES256 by the platform's crypto, low-S. */
export function es256(privateKey: KeyObject): Es256 {
  return (bytes) => normaliseSignature(sign('sha256', bytes, { key: privateKey, dsaEncoding: 'ieee-p1363' }));
}

/**
 * Makes a frame as an instrument would: for tests, rigs and tools. Instruments sign with the firmware's signer.
 *
 * @param payload encoded claims, e.g. from `writeStatusClaims`
 * @param signer ES256 of the same key; the platform's unless given
 */
export function signFrame(payload: ByteString, privateKey: KeyObject, signer: Es256 = es256(privateKey)): Uint8Array {
  const header = writeProtectedHeader(byteString(keyIdentifier(privateKey)));
  const signature = signer(Buffer.from(writeSignatureStructure(header, payload), 'latin1'));
  return Buffer.from(writeSign1(header, payload, byteString(signature)), 'latin1');
}
