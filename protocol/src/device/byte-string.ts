/**
 * Bytes as a string of char codes 0..255. The Espruino interpreter concatenates, slices, hashes, stores and sends
 * such strings natively; an indexed loop over bytes costs it some 25 microseconds for every byte.
 */
export type ByteString = string;

/** The bytes `from` (inclusive) to `to` (exclusive) of an array as a byte string, in one native call. */
export function byteStringOf(bytes: Uint8Array, from: number, to: number): ByteString {
  // `apply` wants an array to TypeScript; every engine takes a typed array. An empty one is spared the call.
  if (to <= from) return '';
  return String.fromCharCode.apply(null, bytes.subarray(from, to) as unknown as number[]);
}
