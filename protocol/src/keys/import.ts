import { createPublicKey, KeyObject } from 'node:crypto';
import type { CborValue } from '../cbor/value.js';
import { ProtocolError } from '../errors.js';
import { type Coordinates, coordinates, keyIdentifier } from './identifier.js';

/** Prime p of the field and coefficient b of P-256 (SP 800-186 section 3.2.1.3); a is -3. */
const P = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn;
const B = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn;

/** A P-256 public key as JWK (RFC 7517, RFC 7518 section 6.2). */
export interface PublicJwk {
  kty: 'EC';
  crv: 'P-256';
  /** base64url of 32 bytes. */
  x: string;
  y: string;
  /** Our key identifier in hex. */
  kid?: string;
}

/** A COSE_Key (RFC 9052 section 7) as `decodeCbor` gives it. */
export type CoseKey = Map<CborValue, CborValue>;

/**
 * Takes a public key in and validates it: both coordinates below p and the point on the curve (full public-key
 * validation of SP 800-56A section 5.6.2.3.3; the cofactor of P-256 is 1, so no further check is needed). To be done
 * once, at enrolment.
 *
 * @param key coordinates, JWK, COSE_Key, uncompressed point of 65 bytes, or a KeyObject
 * @throws ProtocolError `key-form`, `key-range`, `key-not-on-curve`
 */
export function importPublicKey(key: Coordinates | PublicJwk | CoseKey | Uint8Array | KeyObject): KeyObject {
  const { x, y } = point(key);
  if (x.length !== 32 || y.length !== 32) throw new ProtocolError('key-form');
  checkPoint(integer(x), integer(y));
  return createPublicKey({ key: { kty: 'EC', crv: 'P-256', x: base64url(x), y: base64url(y) }, format: 'jwk' });
}

function point(key: Coordinates | PublicJwk | CoseKey | Uint8Array | KeyObject): Coordinates {
  if (key instanceof KeyObject) return coordinates(key);
  if (key instanceof Uint8Array) {
    if (key.length !== 65 || key[0] !== 4) throw new ProtocolError('key-form');
    return { x: key.subarray(1, 33), y: key.subarray(33) };
  }
  if (key instanceof Map) return coseKeyPoint(key);
  if (typeof key !== 'object' || key === null) throw new ProtocolError('key-form');
  if ('kty' in key) {
    if (key.kty !== 'EC' || key.crv !== 'P-256' || typeof key.x !== 'string' || typeof key.y !== 'string') {
      throw new ProtocolError('key-form');
    }
    return { x: Buffer.from(key.x, 'base64url'), y: Buffer.from(key.y, 'base64url') };
  }
  if (!(key.x instanceof Uint8Array) || !(key.y instanceof Uint8Array)) throw new ProtocolError('key-form');
  return key;
}

/** RFC 9053 section 7.1.1: kty (1) EC2 (2), crv (-1) P-256 (1), x (-2), y (-3) in full. */
function coseKeyPoint(key: CoseKey): Coordinates {
  const x = key.get(-2);
  const y = key.get(-3);
  if (key.get(1) !== 2 || key.get(-1) !== 1 || !(x instanceof Uint8Array) || !(y instanceof Uint8Array)) {
    throw new ProtocolError('key-form');
  }
  return { x, y };
}

function checkPoint(x: bigint, y: bigint): void {
  if (x >= P || y >= P) throw new ProtocolError('key-range');
  if ((y * y - (x * x * x - 3n * x + B)) % P !== 0n) throw new ProtocolError('key-not-on-curve');
}

function integer(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
}

function base64url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url');
}

/** The key as JWK with our key identifier in hex as `kid`. */
export function exportJwk(publicKey: KeyObject): PublicJwk & { kid: string } {
  const { x, y } = coordinates(publicKey);
  const kid = Buffer.from(keyIdentifier(publicKey)).toString('hex');
  return { kty: 'EC', crv: 'P-256', x: base64url(x), y: base64url(y), kid };
}

/** The key as COSE_Key. */
export function exportCoseKey(publicKey: KeyObject): CoseKey {
  const { x, y } = coordinates(publicKey);
  return new Map<CborValue, CborValue>([
    [1, 2],
    [-1, 1],
    [-2, x],
    [-3, y],
  ]);
}
