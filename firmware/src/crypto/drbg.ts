import type { ByteString } from '@hengzhun/protocol/device';
import { hmacSha256 } from './hmac.js';

/** Working state of an HMAC-DRBG with SHA-256 (SP 800-90A Rev. 1 §10.1.2). */
export interface Drbg {
  key: ByteString;
  value: ByteString;
}

/**
 * Instantiates (§10.1.2.3). The seed is entropy, nonce and personalisation string, in this order, at least 32 bytes of it
 * secret. RFC 6979 §3.2 b to g is this function over the private key and the digest.
 */
export function createDrbg(seed: ByteString): Drbg {
  const drbg = { key: '\0'.repeat(32), value: '\x01'.repeat(32) };
  updateDrbg(drbg, seed);
  return drbg;
}

/** The update function (§10.1.2.2): two HMACs, four with data. */
export function updateDrbg(drbg: Drbg, data: ByteString): void {
  drbg.key = hmacSha256(drbg.key, `${drbg.value}\0${data}`);
  drbg.value = hmacSha256(drbg.key, drbg.value);
  if (data) {
    drbg.key = hmacSha256(drbg.key, `${drbg.value}\x01${data}`);
    drbg.value = hmacSha256(drbg.key, drbg.value);
  }
}

/** The next 32 bytes (§10.1.2.5, step 4). `updateDrbg(drbg, '')` must follow, so that they cannot be computed backwards. */
export function generateDrbg(drbg: Drbg): ByteString {
  drbg.value = hmacSha256(drbg.key, drbg.value);
  return drbg.value;
}
