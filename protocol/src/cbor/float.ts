const view = new DataView(new ArrayBuffer(8));

/** Value of a half-precision number (RFC 8949 appendix D). */
export function readHalf(bits: number): number {
  const exponent = (bits >> 10) & 31;
  const mantissa = bits & 1023;
  const sign = bits & 0x8000 ? -1 : 1;
  if (exponent === 0) return sign * mantissa * 2 ** -24;
  if (exponent === 31) return mantissa === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (mantissa + 1024) * 2 ** (exponent - 25);
}

/** The half-precision bits of a number, or undefined where there are none of exactly its value. */
export function writeHalf(value: number): number | undefined {
  if (Number.isNaN(value)) return 0x7e00;
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  const magnitude = Math.abs(value);
  if (magnitude === 0) return sign;
  if (magnitude === Number.POSITIVE_INFINITY) return sign | 0x7c00;
  view.setFloat64(0, magnitude);
  // Exponents below -14 are subnormal: their step is 2^-24 whatever the exponent.
  const exponent = Math.max((view.getUint16(0) >> 4) - 1023, -14);
  const mantissa = magnitude * 2 ** (10 - exponent);
  if (exponent > 15 || !Number.isInteger(mantissa)) return undefined;
  return sign | (mantissa >= 1024 ? ((exponent + 15) << 10) | (mantissa - 1024) : mantissa);
}
