import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { deriveConstants } from '../../src/crypto/generate/constants.mjs';
import { evaluate, findRoot, N, P, power } from '../../src/crypto/generate/lattice.mjs';

const derived = deriveConstants();

test('constants.ts is what the generator derives from the parameters of P-256', () => {
  expect(readFileSync(new URL('../../src/crypto/constants.ts', import.meta.url), 'utf8')).toBe(derived.text);
});

test.each([
  ['p', P, derived.field],
  ['n', N, derived.order],
] as const)('modulo %s: 2 has a 13th root, and the short vector vanishes there', (_, modulus, constants) => {
  expect(power(findRoot(modulus), 13n, modulus)).toBe(2n);
  expect(evaluate(constants.vector, constants.root, modulus)).toBe(0n);
  expect(constants.vector.some((limb: bigint) => limb !== 0n)).toBe(true);
});
