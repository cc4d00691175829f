import { createECDH, randomBytes } from 'node:crypto';

// ECDSA on P-256 over a digest (FIPS 186-5 §6.4): node:crypto only takes messages, which it hashes itself. It does the
// multiplication of the base point; the rest is arithmetic.

const P = 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n;
const N = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const B = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn;

type Point = readonly [bigint, bigint] | undefined;

const mod = (a: bigint, m: bigint): bigint => ((a % m) + m) % m;
const numberOf = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
const bytesOf = (value: bigint): Uint8Array => new Uint8Array(Buffer.from(value.toString(16).padStart(64, '0'), 'hex'));

function invert(a: bigint, m: bigint): bigint {
  let [r0, r1, s0, s1] = [m, mod(a, m), 0n, 1n];
  while (r1) {
    const quotient = r0 / r1;
    [r0, r1, s0, s1] = [r1, r0 - quotient * r1, s1, s0 - quotient * s1];
  }
  return mod(s0, m);
}

function add(a: Point, b: Point): Point {
  if (!a) return b;
  if (!b) return a;
  const [x1, y1] = a;
  const [x2, y2] = b;
  if (x1 === x2 && y1 !== y2) return undefined;
  const slope = x1 === x2 ? (3n * x1 * x1 - 3n) * invert(2n * y1, P) : (y2 - y1) * invert(x2 - x1, P);
  const x = mod(slope * slope - x1 - x2, P);
  return [x, mod(slope * (x1 - x) - y1, P)];
}

function multiply(k: bigint, point: Point): Point {
  let sum: Point;
  let power = point;
  for (let left = k; left > 0n; left >>= 1n) {
    if (left & 1n) sum = add(sum, power);
    power = add(power, power);
  }
  return sum;
}

/** k times the base point, by node:crypto. */
function multiplyBase(k: bigint): Point {
  if (k === 0n) return undefined;
  const ecdh = createECDH('prime256v1');
  ecdh.setPrivateKey(bytesOf(k));
  const point = ecdh.getPublicKey().subarray(1);
  return [numberOf(point.subarray(0, 32)), numberOf(point.subarray(32))];
}

/** r and s, 32 bytes each; s in either half. */
export function signDigest(privateKey: Uint8Array, digest: Uint8Array): Uint8Array {
  for (;;) {
    const k = numberOf(randomBytes(32));
    if (k === 0n || k >= N) continue;
    const r = multiplyBase(k)![0] % N;
    const s = mod(invert(k, N) * (numberOf(digest) + r * numberOf(privateKey)), N);
    if (r > 0n && s > 0n) return Uint8Array.from([...bytesOf(r), ...bytesOf(s)]);
  }
}

/** Whether a signature is valid; undefined when the key is no point of the curve, or r or s is out of range. */
export function verifyDigest(publicKey: Uint8Array, digest: Uint8Array, signature: Uint8Array): boolean | undefined {
  const [x, y] = [numberOf(publicKey.subarray(0, 32)), numberOf(publicKey.subarray(32))];
  const [r, s] = [numberOf(signature.subarray(0, 32)), numberOf(signature.subarray(32))];
  if (x >= P || y >= P || mod(x ** 3n - 3n * x + B - y * y, P) !== 0n) return undefined;
  if (r === 0n || s === 0n || r >= N || s >= N) return undefined;
  const inverse = invert(s, N);
  const sum = add(multiplyBase(mod(numberOf(digest) * inverse, N)), multiply(mod(r * inverse, N), [x, y]));
  return sum !== undefined && sum[0] % N === r;
}
