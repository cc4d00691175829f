import { ProtocolError, type ProtocolErrorCode } from '../errors.js';

/** Order n of the group of P-256 (SP 800-186 section 3.2.1.3). */
const ORDER = Buffer.from('ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551', 'hex');
/** (n - 1) / 2: the greatest s that is low. */
const HALF_ORDER = Buffer.from('7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8', 'hex');

/** Whether 32 bytes at `at` are, as a big-endian number, below `limit`; 0 where they are equal. */
function compare(bytes: Uint8Array, at: number, limit: Uint8Array): number {
  for (let i = 0; i < 32; i++) {
    const difference = bytes[at + i]! - limit[i]!;
    if (difference !== 0) return difference;
  }
  return 0;
}

function isZero(bytes: Uint8Array, at: number): boolean {
  for (let i = 0; i < 32; i++) if (bytes[at + i] !== 0) return false;
  return true;
}

/**
 * What is wrong with the form of an ES256 signature r || s, whatever it signs: undefined, `signature-length`,
 * `signature-range` (0 < r, s < n, FIPS 186-5 section 6.4.2) or `signature-high-s`. Compares bytes; no big numbers.
 */
export function signatureDefect(signature: Uint8Array): ProtocolErrorCode | undefined {
  if (signature.length !== 64) return 'signature-length';
  if (compare(signature, 0, ORDER) >= 0 || isZero(signature, 0)) return 'signature-range';
  if (compare(signature, 32, HALF_ORDER) > 0) {
    return compare(signature, 32, ORDER) >= 0 ? 'signature-range' : 'signature-high-s';
  }
  return isZero(signature, 32) ? 'signature-range' : undefined;
}

/** Refuses what {@link signatureDefect} finds. */
export function checkSignatureForm(signature: Uint8Array, offset?: number): void {
  const defect = signatureDefect(signature);
  if (defect) throw new ProtocolError(defect, offset);
}

/** The signature with the lower of its two possible s (FIPS 186-5 section 6.4.1 allows both). */
export function normaliseSignature(signature: Uint8Array): Uint8Array {
  if (compare(signature, 32, HALF_ORDER) <= 0) return signature;
  const out = Buffer.from(signature);
  let borrow = 0;
  for (let i = 31; i >= 0; i--) {
    const difference = ORDER[i]! - signature[32 + i]! - borrow;
    out[32 + i] = difference & 255;
    borrow = difference < 0 ? 1 : 0;
  }
  return out;
}
