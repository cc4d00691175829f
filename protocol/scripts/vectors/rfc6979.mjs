// Deterministic ES256 (RFC 6979) for the golden vectors, so that anyone can make them again byte for byte. Not for
// instruments and not for secrets: big-number arithmetic takes a time that depends on the key.
import { createECDH, createHash, createHmac } from 'node:crypto';

const N = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

const hmac = (key, ...parts) => parts.reduce((h, part) => h.update(part), createHmac('sha256', key)).digest();
const integer = (bytes) => BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
const octets = (n) => Buffer.from(n.toString(16).padStart(64, '0'), 'hex');

function power(base, exponent) {
  let result = 1n;
  for (let b = base % N, e = exponent; e > 0n; e >>= 1n, b = (b * b) % N) if (e & 1n) result = (result * b) % N;
  return result;
}

/** x coordinate of k times the base point. */
function timesBase(k) {
  const ecdh = createECDH('prime256v1');
  ecdh.setPrivateKey(octets(k));
  return integer(ecdh.getPublicKey().subarray(1, 33));
}

/**
 * ES256 with the nonce of RFC 6979 section 3.2.
 * @param {Uint8Array} scalar private key, 32 bytes
 * @param {Uint8Array} message
 * @param {boolean} lowS whether the lower of both s is taken; the RFC takes what comes
 * @returns {Buffer} r || s
 */
export function signDeterministically(scalar, message, lowS = true) {
  const hash = createHash('sha256').update(message).digest();
  const z = integer(hash);
  const d = integer(scalar);
  const seed = Buffer.concat([octets(d), octets(z % N)]);
  let v = Buffer.alloc(32, 1);
  let key = Buffer.alloc(32, 0);
  for (const separator of [0, 1]) {
    key = hmac(key, v, Buffer.from([separator]), seed);
    v = hmac(key, v);
  }
  for (;;) {
    v = hmac(key, v);
    const k = integer(v);
    if (k > 0n && k < N) {
      const r = timesBase(k) % N;
      const s = (power(k, N - 2n) * (z + r * d)) % N;
      if (r > 0n && s > 0n) return Buffer.concat([octets(r), octets(lowS && s > N / 2n ? N - s : s)]);
    }
    key = hmac(key, v, Buffer.from([0]));
    v = hmac(key, v);
  }
}

/** The same signature with the other of its two s: it fits as well, and must be refused. */
export function otherS(signature) {
  const s = integer(signature.subarray(32));
  return Buffer.concat([signature.subarray(0, 32), octets(N - s)]);
}

/** n as 32 bytes. */
export const ORDER = octets(N);
