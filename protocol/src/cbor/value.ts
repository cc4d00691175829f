/** A tagged item (RFC 8949 section 3.4). Tags 2 and 3 are read as `bigint` and never appear here. */
export class CborTag {
  constructor(
    readonly tag: number | bigint,
    readonly value: CborValue,
  ) {}
}

/** A simple value other than false, true, null and undefined (RFC 8949 section 3.3): 0..19 and 32..255. */
export class CborSimple {
  constructor(readonly value: number) {}
}

/**
 * A floating-point number whose value is an integer. The data model (RFC 8949 section 2) keeps 1 and 1.0 apart, and
 * JavaScript does not: a `number` with an integral value is the integer, this is the floating-point number.
 */
export class CborFloat {
  constructor(readonly value: number) {}
}

/**
 * A CBOR data item in JavaScript: integers within ±(2^53 - 1) are `number`, larger ones `bigint`; other numbers, -0,
 * infinities and NaN are floating-point; byte strings are `Uint8Array`, maps `Map`.
 */
export type CborValue =
  | number
  | bigint
  | string
  | boolean
  | null
  | undefined
  | Uint8Array
  | CborValue[]
  | Map<CborValue, CborValue>
  | CborTag
  | CborSimple
  | CborFloat;

/** Greatest nesting of arrays, maps and tags, which is also the recursion of reader and writer. */
export const MAXIMUM_DEPTH = 16;
