import { createHmac, hkdfSync } from 'node:crypto';

/** HMAC-SHA-256 (RFC 2104), 32 bytes. */
export function hmacSha256(key: Uint8Array, data: Uint8Array): Uint8Array {
  return createHmac('sha256', key).update(data).digest();
}

/** HKDF-SHA-256 (RFC 5869): extract and expand. */
export function hkdfSha256(material: Uint8Array, salt: Uint8Array, info: Uint8Array, length: number): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', material, salt, info, length));
}

/**
 * HKDF-Expand-SHA-256 (RFC 5869 section 2.3) alone, for key material that is uniform already.
 *
 * @param key pseudorandom key, at least 32 bytes
 * @param length bytes wanted, at most 255 times 32
 */
export function hkdfExpandSha256(key: Uint8Array, info: Uint8Array, length: number): Uint8Array {
  const out = Buffer.alloc(length);
  let block: Uint8Array = new Uint8Array(0);
  for (let at = 0, counter = 1; at < length; at += 32, counter++) {
    block = hmacSha256(key, Buffer.concat([block, info, Uint8Array.of(counter)]));
    out.set(block.subarray(0, length - at), at);
  }
  return out;
}
