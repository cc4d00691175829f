/**
 * The two native loops that the signer's arithmetic is made of. They are called directly and not through a port, because
 * the call is the inner loop.
 */
declare const E: {
  /** Sum over i of x[i] * y[(i + offset) mod y.length]. */
  convolve(x: ArrayLike<number>, y: ArrayLike<number>, offset: number): number;
  /**
   * Writes map(element), or map[element], for every element of `from` into `to`. With `bits`, `from` is a stream of bits, most significant
   * first, cut into elements of that size.
   */
  mapInPlace(
    from: Uint8Array,
    to: Uint8Array | Int32Array | Float64Array,
    map?: ((element: number) => number) | Int32Array | undefined,
    bits?: number,
  ): void;
  /** The bytes as a string. */
  toString(bytes: Uint8Array): string;
  /** Bytes of a string. */
  toUint8Array(text: string): Uint8Array;
};

export const convolve = E.convolve;
export const mapInPlace = E.mapInPlace;
export const toBytes = E.toUint8Array;
export const fromBytes = E.toString;
