import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { exportJwk } from '@hengzhun/protocol';

/** Public half of a private (or public) P-256 key, as a JWK with our `kid`. */
export function publicJwk(key: KeyObject): JsonWebKey & { kid: string } {
  return { ...exportJwk(key.type === 'private' ? createPublicKey(key) : key) };
}
