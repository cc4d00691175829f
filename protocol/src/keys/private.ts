import { createECDH, createPrivateKey, type KeyObject } from 'node:crypto';
import { ProtocolError } from '../errors.js';

/**
 * A P-256 private key from its scalar, as provisioning holds it.
 *
 * @param scalar 32 bytes, 1..n - 1
 * @throws ProtocolError `key-form`, `key-range`
 */
export function importPrivateKey(scalar: Uint8Array): KeyObject {
  if (scalar.length !== 32) throw new ProtocolError('key-form');
  const ecdh = createECDH('prime256v1');
  try {
    ecdh.setPrivateKey(scalar);
  } catch (cause) {
    throw new ProtocolError('key-range', undefined, { cause });
  }
  const point = ecdh.getPublicKey();
  return createPrivateKey({
    key: {
      kty: 'EC',
      crv: 'P-256',
      d: Buffer.from(scalar).toString('base64url'),
      x: point.subarray(1, 33).toString('base64url'),
      y: point.subarray(33).toString('base64url'),
    },
    format: 'jwk',
  });
}
