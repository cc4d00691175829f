// Integers of any size, the two moduli of P-256, and the lattice that the number system lives in.

/** The field prime of P-256 (SP 800-186 §3.2.1.3). */
export const P = 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n;
/** The order of its base point. */
export const N = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
export const B = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn;
export const GX = 0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296n;
export const GY = 0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5n;

/** @type {(a: bigint, m: bigint) => bigint} */
export const mod = (a, m) => ((a % m) + m) % m;
/** @type {(a: bigint) => bigint} */
export const abs = (a) => (a < 0n ? -a : a);

/** @type {(base: bigint, exponent: bigint, m: bigint) => bigint} */
export function power(base, exponent, m) {
  let result = 1n;
  let b = mod(base, m);
  for (let e = exponent; e > 0n; e >>= 1n) {
    if (e & 1n) result = (result * b) % m;
    b = (b * b) % m;
  }
  return result;
}

/** @type {(a: bigint, m: bigint) => bigint} */
export function invert(a, m) {
  let [r0, r1, s0, s1] = [m, mod(a, m), 0n, 1n];
  while (r1) {
    const q = r0 / r1;
    [r0, r1, s0, s1] = [r1, r0 - q * r1, s1, s0 - q * s1];
  }
  if (r0 !== 1n) throw new Error('not invertible');
  return mod(s0, m);
}

/** The number of limbs and the constant of the ring Z[X]/(X^LIMBS - FACTOR). */
export const LIMBS = 13;
export const FACTOR = 2n;

/** The root of X^13 = 2 modulo m. It exists and is unique because 13 divides neither p - 1 nor n - 1. */
export function findRoot(m) {
  if ((m - 1n) % 13n === 0n) throw new Error('13 divides m - 1: X^13 - 2 need not have a root');
  const root = power(FACTOR, invert(13n, m - 1n), m);
  if (power(root, 13n, m) !== FACTOR) throw new Error('no root');
  return root;
}

const dot = (a, b) => a.reduce((sum, x, i) => sum + x * b[i], 0n);
const roundedQuotient = (a, b) => {
  const q = (2n * a + b) / (2n * b);
  return (2n * a + b) % (2n * b) < 0n ? q - 1n : q;
};

/** Integral LLL with delta 3/4 (de Weger; Cohen, algorithm 2.6.7). Reduces the rows of `basis` in place. */
export function reduceLattice(basis) {
  const n = basis.length;
  const d = new Array(n + 1).fill(1n);
  const l = basis.map(() => new Array(n).fill(0n));
  const sizeReduce = (k, j) => {
    if (2n * abs(l[k][j]) <= d[j + 1]) return;
    const q = roundedQuotient(l[k][j], d[j + 1]);
    basis[k] = basis[k].map((x, i) => x - q * basis[j][i]);
    l[k][j] -= q * d[j + 1];
    for (let i = 0; i < j; i++) l[k][i] -= q * l[j][i];
  };
  let k = 1;
  let known = 0;
  d[1] = dot(basis[0], basis[0]);
  while (k < n) {
    if (k > known) {
      known = k;
      for (let j = 0; j <= k; j++) {
        let u = dot(basis[k], basis[j]);
        for (let i = 0; i < j; i++) u = (d[i + 1] * u - l[k][i] * l[j][i]) / d[i];
        if (j < k) l[k][j] = u;
        else d[k + 1] = u;
      }
    }
    sizeReduce(k, k - 1);
    if (4n * (d[k + 1] * d[k - 1] + l[k][k - 1] * l[k][k - 1]) < 3n * d[k] * d[k]) {
      [basis[k], basis[k - 1]] = [basis[k - 1], basis[k]];
      for (let j = 0; j < k - 1; j++) [l[k][j], l[k - 1][j]] = [l[k - 1][j], l[k][j]];
      const lambda = l[k][k - 1];
      const b = (d[k - 1] * d[k + 1] + lambda * lambda) / d[k];
      for (let i = k + 1; i <= known; i++) {
        const t = l[i][k];
        l[i][k] = (d[k + 1] * l[i][k - 1] - lambda * t) / d[k];
        l[i][k - 1] = (b * t + lambda * l[i][k]) / d[k + 1];
      }
      d[k] = b;
      k = Math.max(1, k - 1);
    } else {
      for (let j = k - 2; j >= 0; j--) sizeReduce(k, j);
      k++;
    }
  }
  return basis;
}

/** All polynomials of degree < 13 that vanish at the root modulo m, as a reduced basis. */
export function latticeBasis(m, root) {
  const basis = [];
  for (let i = 0; i < LIMBS; i++) {
    const row = new Array(LIMBS).fill(0n);
    if (i === 0) row[0] = m;
    else {
      row[0] = -power(root, BigInt(i), m);
      row[i] = 1n;
    }
    basis.push(row);
  }
  return reduceLattice(basis);
}

/** Product in Z[X]/(X^13 - 2). */
export function ringProduct(a, b) {
  const c = new Array(LIMBS).fill(0n);
  for (let i = 0; i < LIMBS; i++)
    for (let j = 0; j < LIMBS; j++) {
      const k = i + j;
      if (k < LIMBS) c[k] += a[i] * b[j];
      else c[k - LIMBS] += FACTOR * a[i] * b[j];
    }
  return c;
}

/** a(root) mod m. */
export const evaluate = (a, root, m) =>
  mod(
    a.reduceRight((sum, limb) => sum * root + limb, 0n),
    m,
  );

/** The inverse of `a` in Q[X]/(X^13 - 2), times 2^scale, rounded to integers. */
export function realInverse(a, scale) {
  // Solve M w = e0 by fraction-free elimination, M the matrix of the multiplication by a.
  const rows = [];
  for (let k = 0; k < LIMBS; k++) {
    const row = [];
    for (let j = 0; j < LIMBS; j++) row.push(k >= j ? a[k - j] : FACTOR * a[k - j + LIMBS]);
    row.push(k === 0 ? 1n : 0n);
    rows.push(row);
  }
  let previous = 1n;
  for (let c = 0; c < LIMBS; c++) {
    const pivot = rows.findIndex((row, i) => i >= c && row[c] !== 0n);
    if (pivot < 0) throw new Error('singular');
    [rows[c], rows[pivot]] = [rows[pivot], rows[c]];
    for (let i = 0; i < LIMBS; i++) {
      if (i === c) continue;
      const factor = rows[i][c];
      for (let j = 0; j <= LIMBS; j++) rows[i][j] = (rows[i][j] * rows[c][c] - factor * rows[c][j]) / previous;
    }
    previous = rows[c][c];
  }
  return rows.map((row, i) =>
    roundedQuotient(row[LIMBS] * (1n << BigInt(scale)) * (row[i] < 0n ? -1n : 1n), abs(row[i])),
  );
}
