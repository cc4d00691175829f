import type { JsonWebKey, KeyObject } from 'node:crypto';
import { importPublicKey, keyIdentifier, type PublicJwk } from '@hengzhun/protocol';
import { ToolError } from '../errors.js';
import { exitCode } from '../exit-codes.js';
import { readBytes } from '../files.js';

const largestFile = 100_000_000;

/** Public keys by key identifier in hexadecimal. */
export type TrustedKeys = ReadonlyMap<string, KeyObject>;

/**
 * Reads a JWK set (RFC 7517 section 5) or a single JWK. Every key must be a point of P-256, and a `kid` must be what the key hashes to.
 * @throws {ToolError} `tool-keys-bad`, and those of reading a file
 */
export function readKeySet(path: string): TrustedKeys {
  const bad = (reason: string, cause?: unknown) => new ToolError('tool-keys-bad', { path, reason }, exitCode.io, cause);
  let value: { keys?: unknown };
  try {
    value = JSON.parse(readBytes(path, largestFile).toString('utf8')) as { keys?: unknown };
  } catch (cause) {
    if (cause instanceof ToolError) throw cause;
    throw bad((cause as Error).message, cause);
  }
  const list = Array.isArray(value?.keys) ? (value.keys as (JsonWebKey & { kid?: unknown })[]) : [value as JsonWebKey];
  const keys = new Map<string, KeyObject>();
  list.forEach((jwk, index) => {
    let kid: string;
    let key: KeyObject;
    try {
      key = importPublicKey(jwk as PublicJwk);
      kid = Buffer.from(keyIdentifier(key)).toString('hex');
    } catch (cause) {
      throw bad(`keys[${index}]: ${(cause as Error).message}`, cause);
    }
    const claimed = (jwk as { kid?: unknown } | null)?.kid;
    if (typeof claimed === 'string' && /^[0-9a-f]{16}$/i.test(claimed) && claimed.toLowerCase() !== kid) {
      throw bad(`keys[${index}]: kid ${claimed} ≠ ${kid}`);
    }
    keys.set(kid, key);
  });
  if (keys.size === 0) throw bad('keys: []');
  return keys;
}
