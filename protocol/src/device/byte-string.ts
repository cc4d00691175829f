/**
 * Bytes as a string of char codes 0..255. The Espruino interpreter concatenates, slices, hashes, stores and sends
 * such strings natively; an indexed loop over bytes costs it some 25 microseconds for every byte.
 */
export type ByteString = string;

/**
 * A byte string of the given bytes. The reference is kept because looking up `String` and its member on every call costs
 * the interpreter as much as the call, and the bundle 19 bytes each.
 */
export const chars: (...bytes: number[]) => ByteString = String.fromCharCode;

/** The bytes `from` (inclusive) to `to` (exclusive) of an array as a byte string, in one native call. */
export function byteStringOf(bytes: Uint8Array, from: number, to: number): ByteString {
  // `apply` wants an array to TypeScript; every engine takes a typed array. An empty one is spared the call.
  if (to <= from) return '';
  return chars.apply(null, bytes.subarray(from, to) as unknown as number[]);
}
