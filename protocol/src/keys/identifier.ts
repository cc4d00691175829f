import type { KeyObject } from 'node:crypto';
import { ProtocolError } from '../errors.js';
import { sha256 } from '../sha256.js';

/** Coordinates of a P-256 public key, 32 bytes each, big-endian. */
export interface Coordinates {
  x: Uint8Array;
  y: Uint8Array;
}

/** Coordinates of a public key. @throws ProtocolError `key-form` unless it is a P-256 key */
export function coordinates(publicKey: KeyObject): Coordinates {
  const jwk = publicKey.asymmetricKeyType === 'ec' ? publicKey.export({ format: 'jwk' }) : {};
  if (jwk.crv !== 'P-256' || !jwk.x || !jwk.y) throw new ProtocolError('key-form');
  return { x: Buffer.from(jwk.x, 'base64url'), y: Buffer.from(jwk.y, 'base64url') };
}

/** Uncompressed point 0x04 || x || y, 65 bytes (SEC 1 section 2.3.3). */
export function uncompressedPoint({ x, y }: Coordinates): Uint8Array {
  return Buffer.concat([Buffer.from([4]), x, y]);
}

const identifiers = new WeakMap<KeyObject, Uint8Array>();

/** Key identifier: the first 8 bytes of SHA-256 over the uncompressed public point. A private key has its public one's. */
export function keyIdentifier(publicKey: KeyObject): Uint8Array {
  let identifier = identifiers.get(publicKey);
  if (!identifier) {
    identifier = sha256(uncompressedPoint(coordinates(publicKey))).subarray(0, 8);
    identifiers.set(publicKey, identifier);
  }
  return identifier;
}
