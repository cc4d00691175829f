import type { KeyObject } from 'node:crypto';
import { GX, GY, invert, mod, N, P } from '../../src/crypto/generate/lattice.mjs';

export type Affine = [bigint, bigint] | undefined;

/** Sum of two points of P-256 by the textbook formula; undefined is the point at infinity. */
export function addPoints(a: Affine, b: Affine): Affine {
  if (!a) return b;
  if (!b) return a;
  const [x1, y1] = a;
  const [x2, y2] = b;
  if (x1 === x2 && y1 !== y2) return undefined;
  const slope = x1 === x2 ? (3n * x1 * x1 - 3n) * invert(2n * y1, P) : (y2 - y1) * invert(mod(x2 - x1, P), P);
  const x3 = mod(slope * slope - x1 - x2, P);
  return [x3, mod(slope * (x1 - x3) - y1, P)];
}

export function multiplyPoint(k: bigint, point: Affine = [GX, GY]): Affine {
  let sum: Affine;
  let power: Affine = point;
  for (let left = k; left > 0n; left >>= 1n) {
    if (left & 1n) sum = addPoints(sum, power);
    power = addPoints(power, power);
  }
  return sum;
}

/** Verification of FIPS 186-5 §6.4.2 over a digest, in plain BigInt: node:crypto only takes messages. */
export function verifyDigest(publicKey: KeyObject, digest: string, signature: string): boolean {
  const jwk = publicKey.export({ format: 'jwk' });
  const big = (text: string): bigint => BigInt(`0x${Buffer.from(text, 'base64url').toString('hex')}`);
  const r = BigInt(`0x${signature.slice(0, 64)}`);
  const s = BigInt(`0x${signature.slice(64)}`);
  const w = invert(s, N);
  const sum = addPoints(
    multiplyPoint(mod(BigInt(`0x${digest}`) * w, N)),
    multiplyPoint(mod(r * w, N), [big(jwk.x!), big(jwk.y!)]),
  );
  return sum !== undefined && mod(sum[0], N) === r;
}
