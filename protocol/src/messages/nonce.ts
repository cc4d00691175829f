import { byteString, equalBytes } from '../bytes.js';
import { writeNonceList } from '../device/replies.js';
import { sha256 } from '../sha256.js';

/** The claim eat_nonce of a frame that answers several challenges: the first 12 bytes of SHA-256 over CDDL `nonce-list`. */
export function nonceListDigest(nonces: readonly Uint8Array[]): Uint8Array {
  return sha256(Buffer.from(writeNonceList(nonces.map(byteString)), 'latin1')).subarray(0, 12);
}

/**
 * Whether a frame answers a challenge: it carries the nonce itself, or the digest of a nonce list that holds it.
 *
 * @param claimed `claims.nonce` of a verified frame
 * @param nonce the challenge
 * @param list nonces of the nonce-list reply that came before the frame, if there was one
 */
export function answersNonce(
  claimed: Uint8Array | undefined,
  nonce: Uint8Array,
  list?: readonly Uint8Array[],
): boolean {
  if (claimed === undefined) return false;
  if (equalBytes(claimed, nonce)) return true;
  if (!list?.some((listed) => equalBytes(listed, nonce))) return false;
  return equalBytes(claimed, nonceListDigest(list));
}
