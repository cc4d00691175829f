// How polynomials and numbers are written into the constants file.

import { abs, evaluate, LIMBS, latticeBasis, mod, ringProduct } from './lattice.mjs';

/** Unsigned limbs of 20 bits: what `E.mapInPlace` unpacks by itself. */
export const PACKED_BITS = 20;

const CENTRE = 1n << 19n;
const LIMIT = 1n << 20n;

/** Makes numbers into polynomials: nearest lattice point by nearest-plane rounding, then small moves until every limb fits. */
export function createEncoder(m, root) {
  const basis = latticeBasis(m, root);
  const star = [];
  const norms = [];
  for (const row of basis) {
    const v = row.map(Number);
    star.forEach((s, j) => {
      const factor = row.reduce((sum, x, i) => sum + Number(x) * s[i], 0) / norms[j];
      for (let i = 0; i < LIMBS; i++) v[i] -= factor * s[i];
    });
    star.push(v);
    norms.push(v.reduce((sum, x) => sum + x * x, 0));
  }
  /** A representative of `value` whose limbs lie nearest to `centre`. */
  const near = (start, centre) => {
    let v = start.map((x, i) => x - centre[i]);
    // first exactly, against the rows' leading part, by repeated floating reduction of what is still large
    for (let round = 0; round < 40; round++) {
      const before = v.join();
      for (let j = LIMBS - 1; j >= 0; j--) {
        const length = Math.max(...v.map((x) => abs(x).toString(2).length));
        const shift = BigInt(Math.max(0, length - 50));
        const scaled = v.map((x) => Number(x >> shift));
        const q = BigInt(Math.round(scaled.reduce((sum, x, i) => sum + x * star[j][i], 0) / norms[j])) << shift;
        if (q) v = v.map((x, i) => x - q * basis[j][i]);
      }
      if (v.join() === before) break;
    }
    return v.map((x, i) => x + centre[i]);
  };
  /** Signed and small. */
  const small = (value) => {
    const start = new Array(LIMBS).fill(0n);
    start[0] = mod(value, m);
    return near(start, new Array(LIMBS).fill(0n));
  };
  /** Every limb in [0, 2^20): the centre is moved by a fixed sequence until the representative fits. */
  const unsigned = (value) => {
    const start = small(value);
    let seed = 1n;
    for (let attempt = 0; attempt < 10000; attempt++) {
      const centre = start.map(() => {
        seed = (seed * 6364136223846793005n + 1442695040888963407n) & ((1n << 64n) - 1n);
        if (attempt === 0) return CENTRE;
        // far from the middle only for the few numbers that have no representative near it
        return attempt < 1000 ? CENTRE + (seed >> 46n) - (1n << 17n) : seed >> 44n;
      });
      const limbs = near(start, centre);
      if (limbs.every((x) => x >= 0n && x < LIMIT)) {
        if (evaluate(limbs, root, m) !== mod(value, m))
          throw new Error('a representative does not stand for its number');
        return limbs;
      }
    }
    throw new Error('no representative fits in 20 bits a limb');
  };
  return { basis, small, unsigned };
}

/** Concatenates fields of `bits` bits, most significant first, in base64 without padding. */
export function pack(fields, bits) {
  let all = 0n;
  for (const field of fields) all = (all << BigInt(bits)) | field;
  let length = fields.length * bits;
  const rest = (8 - (length % 8)) % 8;
  all <<= BigInt(rest);
  length += rest;
  return Buffer.from(all.toString(16).padStart(length / 4, '0'), 'hex')
    .toString('base64')
    .replace(/=+$/, '');
}

/** Little-endian 16-bit words in base64 without padding. */
export function packWords(words) {
  const buffer = Buffer.alloc(words.length * 2);
  words.forEach((word, i) => {
    buffer.writeUInt16LE(Number(word), 2 * i);
  });
  return buffer.toString('base64').replace(/=+$/, '');
}

const absoluteProduct = (a, b) => ringProduct(a.map(abs), b.map(abs));
const largest = (limbs) => limbs.reduce((most, x) => Math.max(most, Number(abs(x))), 0);

/**
 * The element of the lattice, among small combinations of the basis, with the best bounds: of the sums in a product of two
 * reduced elements (whose limbs are at most those of |V| times a polynomial of ones) and of what its inverse multiplies.
 */
export function chooseShortVector(basis, invertible) {
  const ones = basis.map(() => 1n);
  let best;
  const consider = (vector) => {
    const inverse = invertible(vector);
    if (!inverse) return;
    const limbs = absoluteProduct(vector, ones);
    const score = largest(absoluteProduct(limbs, limbs)) ** 3 * largest(absoluteProduct(inverse, ones));
    if (!best || score < best.score) best = { score, vector, inverse };
  };
  basis.forEach((a, i) => {
    consider(a);
    for (const b of basis.slice(0, i)) {
      consider(a.map((x, k) => x + b[k]));
      consider(a.map((x, k) => x - b[k]));
      for (const c of basis.slice(0, basis.indexOf(b)))
        for (const [r, t] of [
          [1n, 1n],
          [1n, -1n],
          [-1n, 1n],
          [-1n, -1n],
        ])
          consider(a.map((x, k) => x + r * b[k] + t * c[k]));
    }
  });
  return best;
}
