const MODULUS = 4294967296;

/** A sum or difference of two unsigned 32-bit integers, modulo 2^32. Bit operators are wrong beyond 31 bits on the interpreter. */
export function wrap(value: number): number {
  return value < 0 ? value + MODULUS : value >= MODULUS ? value - MODULUS : value;
}
