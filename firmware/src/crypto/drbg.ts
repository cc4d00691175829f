import type { ByteString } from '@hengzhun/protocol/device';
import { hmacSha256 } from './hmac.js';

/** Working state of an HMAC-DRBG with SHA-256 (SP 800-90A Rev. 1 §10.1.2). */
export interface Drbg {
  key: ByteString;
  value: ByteString;
}

/** The state before the seed. */
export function emptyDrbg(): Drbg {
  return { key: '\0'.repeat(32), value: '\x01'.repeat(32) };
}

/**
 * Instantiates (§10.1.2.3). The seed is entropy, nonce and personalisation string, in this order, at least 32 bytes of it
 * secret. RFC 6979 §3.2 b to g is this function over the private key and the digest.
 */
export function createDrbg(seed: ByteString): Drbg {
  const drbg = emptyDrbg();
  updateDrbg(drbg, '\0', seed);
  updateDrbg(drbg, '\x01', seed);
  return drbg;
}

/** One half of the update function (§10.1.2.2, steps 1 and 2 with mark 0, 4 and 5 with mark 1): two HMACs. */
export function updateDrbg(drbg: Drbg, mark: '\0' | '\x01', data: ByteString): void {
  drbg.key = hmacSha256(drbg.key, drbg.value + mark + data);
  drbg.value = hmacSha256(drbg.key, drbg.value);
}

/** The next 32 bytes (§10.1.2.5, step 4). `updateDrbg(drbg, '\\0', '')` must follow, so that they cannot be computed backwards. */
export function generateDrbg(drbg: Drbg): ByteString {
  drbg.value = hmacSha256(drbg.key, drbg.value);
  return drbg.value;
}
