import type { JsonWebKey, KeyObject } from 'node:crypto';
import { importPublicKey, keyIdentifier, type PublicJwk } from '@hengzhun/protocol';
import { fromHex } from '../bytes.js';
import { SdkError } from '../errors.js';

/** A public key that passed the checks of enrolment, in the forms that the registry needs. */
export interface CheckedKey {
  readonly publicKey: KeyObject;
  /** 04‖x‖y, 65 bytes. */
  readonly point: Uint8Array;
  readonly kid: Uint8Array;
}

/**
 * Checks a public key once, at enrolment: P-256, coordinates in range, on the curve, not the point at infinity
 * (SP 800-56A rev. 3 §5.6.2.3.3; P-256 has cofactor 1, so every such point has the right order).
 * @throws {SdkError} `registry-bad-key`
 */
export function checkPublicKey(source: JsonWebKey | string | Uint8Array): CheckedKey {
  const bytes = typeof source === 'string' ? fromHex(source) : source instanceof Uint8Array ? source : undefined;
  try {
    if (typeof source === 'object' && !(source instanceof Uint8Array)) {
      if ((source as { d?: unknown }).d !== undefined) {
        const text =
          'This is a PRIVATE key. Enrol the public key, and treat this one as exposed: provision the instrument again.';
        throw new SdkError('registry-bad-key', text);
      }
      return finish(importPublicKey(source as unknown as PublicJwk));
    }
    if (bytes === undefined || bytes.length !== 65 || bytes[0] !== 4) {
      throw new Error('expected the uncompressed point, 04 and two coordinates of 32 bytes, in hex (130 digits)');
    }
    return finish(importPublicKey(bytes));
  } catch (cause) {
    if (cause instanceof SdkError) throw cause;
    throw new SdkError(
      'registry-bad-key',
      `This public key cannot be enrolled: ${(cause as Error).message}.`,
      {},
      cause,
    );
  }
}

function finish(publicKey: KeyObject): CheckedKey {
  const { x, y } = publicKey.export({ format: 'jwk' });
  const point = new Uint8Array(65);
  point[0] = 4;
  point.set(Buffer.from(x!, 'base64url'), 1);
  point.set(Buffer.from(y!, 'base64url'), 33);
  return { publicKey, point, kid: keyIdentifier(publicKey) };
}

/** The key as a JWK (RFC 7517) whose `kid` is the wire contract's key identifier in hex. */
export function toJwk(key: { publicKey: KeyObject; kid: string }): Record<string, string> {
  const { kty, crv, x, y } = key.publicKey.export({ format: 'jwk' });
  return { kty: kty!, crv: crv!, x: x!, y: y!, kid: key.kid, use: 'sig', alg: 'ES256' };
}
