// Derives every constant of the signer's arithmetic from the parameters of P-256 (SP 800-186 §3.2.1.3).
// `node firmware/src/crypto/generate/constants.mjs` writes ../constants.ts; a test derives it again and compares.

import { realpathSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chooseShortVector, createEncoder, PACKED_BITS, pack, packWords } from './encode.mjs';
import { B, findRoot, GX, GY, invert, LIMBS, mod, N, P, power, realInverse } from './lattice.mjs';

/** Binary places of the real inverse: enough for an exact quotient, few enough for an exact literal. */
export const INVERSE_SCALE = 58;
/** The comb: 6 teeth, two tables, 22 rows: 264 signed digits. */
export const TEETH = 6;
export const TABLES = 2;
export const ROWS = 22;
/** Bits of one digit on the way into the number system, and on the way out. */
export const DIGIT_IN = 24;
export const DIGIT_OUT = 16;

function addAffine([x1, y1], [x2, y2]) {
  const slope =
    x1 === x2 && y1 === y2 ? (3n * x1 * x1 - 3n) * invert(2n * y1, P) : (y2 - y1) * invert(mod(x2 - x1, P), P);
  const x3 = mod(slope * slope - x1 - x2, P);
  return [x3, mod(slope * (x1 - x3) - y1, P)];
}

/** The points of the comb: table h, index i: 2^(22h) (2^(220) G + sum over t < 5 of (bit t of i ? + : -) 2^(44t) G). */
export function combPoints() {
  const spaced = [];
  let point = [GX, GY];
  for (let i = 0; i < TEETH * TABLES * ROWS; i++) {
    if (i % ROWS === 0) spaced.push(point);
    point = addAffine(point, point);
  }
  const points = [];
  for (let h = 0; h < TABLES; h++)
    for (let i = 0; i < 1 << (TEETH - 1); i++) {
      let sum = spaced[(TEETH - 1) * TABLES + h];
      for (let t = 0; t < TEETH - 1; t++) {
        const [x, y] = spaced[t * TABLES + h];
        sum = addAffine(sum, [x, (i >> t) & 1 ? y : P - y]);
      }
      points.push(sum);
    }
  return points;
}

/** Exponent m - 2 as a program: 's' squares, a digit multiplies by that odd power (1, 3, 5, 7). */
export function inversionProgram(m) {
  const bits = (m - 2n).toString(2);
  let program = '';
  for (let i = 0; i < bits.length; ) {
    if (bits[i] === '0') {
      program += 's';
      i++;
      continue;
    }
    let length = Math.min(3, bits.length - i);
    while (bits[i + length - 1] === '0') length--;
    program += `${'s'.repeat(length)}${Number.parseInt(bits.slice(i, i + length), 2)}`;
    i += length;
  }
  // the first window loads, so its squarings fall away; runs of squarings are counted by a letter: a = 1, b = 2, ...
  return program.replace(/^s+/, '').replace(/s+/g, (run) => {
    let text = '';
    for (let left = run.length; left > 0; left -= 26) text += String.fromCharCode(96 + Math.min(26, left));
    return text;
  });
}

export function modulusConstants(m) {
  const root = findRoot(m);
  const encoder = createEncoder(m, root);
  const { vector, inverse } = chooseShortVector(encoder.basis, (candidate) => {
    try {
      return realInverse(candidate, INVERSE_SCALE);
    } catch {
      return undefined;
    }
  });
  const columns = Array.from({ length: LIMBS }, (_, i) => power(root, BigInt(i), m));
  const words = 256 / DIGIT_OUT;
  const out = [];
  for (let j = 0; j < words; j++)
    for (let i = 0; i < LIMBS; i++) out.push((columns[i] >> BigInt(DIGIT_OUT * j)) & 0xffffn);
  const digits = Math.ceil(256 / DIGIT_IN);
  const weights = Array.from({ length: digits }, (_, i) => {
    const shift = 256 - DIGIT_IN * (i + 1);
    return encoder.unsigned(shift < 0 ? invert(1n << BigInt(-shift), m) : 1n << BigInt(shift));
  });
  const into = [];
  for (let k = 0; k < LIMBS; k++) for (let i = 0; i < digits; i++) into.push(weights[i][k]);
  return { modulus: m, root, vector, inverse, out, into, encoder };
}

/** Everything, as numbers (for tests) and as the text of constants.ts. */
export function deriveConstants() {
  const field = modulusConstants(P);
  const order = modulusConstants(N);
  const table = combPoints().map(([x, y]) => ({
    x,
    y,
    // limbs in descending order: the orientation in which the mixed addition multiplies them
    limbs: [...field.encoder.unsigned(x).reverse(), ...field.encoder.unsigned(y).reverse()],
  }));
  const b = field.encoder.small(B);
  const entries = table.map((point) => pack(point.limbs, PACKED_BITS));
  const difference = (m) => {
    const words = [];
    for (let j = 0; j < 16; j++) words.push(((2n ** 256n - m) >> BigInt(16 * j)) & 0xffffn);
    return words;
  };
  const list = (values) => `[${values.join(', ')}]`;
  const nested = (from, count) => {
    if (count === 1) return `'${entries[from]}'`;
    const half = count / 2;
    return `index < ${(from % 32) + half} ? ${nested(from, half)} : ${nested(from + half, half)}`;
  };
  const chooser = (from) => {
    let text = '';
    for (let i = 0; i < 32; i += 8) {
      const chain = nested(from + i, 8);
      text += i < 24 ? `  if (index < ${i + 8}) return ${chain};\n` : `  return ${chain};\n`;
    }
    return text;
  };
  const text = `// biome-ignore-all format: generated
// Generated by generate/constants.mjs from the parameters of P-256. Do not edit.

/** Binary places of the real inverses below. */
export const INVERSE_SCALE = ${INVERSE_SCALE};

/** Field of the curve: short vector of the lattice, its inverse times 2^${INVERSE_SCALE}, 2^256 - p in words, exponent p - 2. */
export const FIELD_VECTOR = ${list(field.vector)};
export const FIELD_INVERSE = ${list(field.inverse)};
export const FIELD_DIFFERENCE = ${list(difference(P))};
export const FIELD_PROGRAM = '${inversionProgram(P)}';

/** Order of the base point, likewise. */
export const ORDER_VECTOR = ${list(order.vector)};
export const ORDER_INVERSE = ${list(order.inverse)};
export const ORDER_DIFFERENCE = ${list(difference(N))};
export const ORDER_PROGRAM = '${inversionProgram(N)}';

/** The curve's b in descending limbs. */
export const CURVE_B = ${list([...b].reverse())};

/** Powers of the root in 16-bit words, word by word: the way out of the number system. */
export function fieldOut(): string {
  return '${packWords(field.out)}';
}
export function orderOut(): string {
  return '${packWords(order.out)}';
}

/** Weights of the 24-bit digits of a number modulo n, limb by limb, 20 bits each: the way in. */
export function orderIn(): string {
  return '${pack(order.into, PACKED_BITS)}';
}

/** Comb tables: x and y in 2 x 13 limbs of 20 bits, descending. Text in functions is read from flash and costs no RAM. */
export function lowTable(index: number): string {
${chooser(0)}}
export function highTable(index: number): string {
${chooser(32)}}
`;
  return { text, field, order, table, b };
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  writeFileSync(new URL('../constants.ts', import.meta.url), deriveConstants().text);
}
