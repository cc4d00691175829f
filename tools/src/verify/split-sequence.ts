/** A stretch of a file: one data item of a CBOR sequence (RFC 8742), or bytes that are none. */
export interface SequencePart {
  readonly offset: number;
  readonly bytes: Uint8Array;
  /** False: bytes up to the next thing that looks like a frame. */
  readonly whole: boolean;
}

const maximumDepth = 16;
/** How every frame of version 1 begins: tag 18, array of 4, a header of 13 bytes with alg ES256 and a kid of 8 bytes. */
const frameStart = Buffer.from('d2844da201260448', 'hex');

/**
 * Splits a CBOR sequence without judging its items: that is left to the strict reader. Bytes that cannot be an item are handed
 * over as damaged up to the next beginning of a frame, so that one bad byte does not hide the frames behind it.
 */
export function* splitSequence(bytes: Uint8Array): Generator<SequencePart> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = 0;
  while (at < bytes.length) {
    const end = itemEnd(bytes, at, 0);
    // A damaged length can swallow the frames behind it: an item never contains the beginning of another frame.
    const next = buffer.indexOf(frameStart, at + 1);
    const broken = end === undefined || (next >= 0 && next < end);
    const until = broken ? (next < 0 ? bytes.length : next) : end;
    yield { offset: at, bytes: bytes.subarray(at, until), whole: !broken };
    at = until;
  }
}

/** Where the data item at `at` ends; undefined when the bytes end before it, or its head is reserved or indefinite. */
function itemEnd(bytes: Uint8Array, at: number, depth: number): number | undefined {
  if (depth > maximumDepth || at >= bytes.length) return undefined;
  const major = bytes[at]! >> 5;
  const additional = bytes[at]! & 31;
  if (additional > 27) return undefined;
  const width = additional < 24 ? 0 : 1 << (additional - 24);
  let next = at + 1 + width;
  if (next > bytes.length) return undefined;
  let argument = additional;
  if (width > 0) {
    argument = 0;
    for (let i = at + 1; i < next; i++) argument = argument * 256 + bytes[i]!;
  }
  if (major === 2 || major === 3) return next + argument <= bytes.length ? next + argument : undefined;
  const items = major === 4 ? argument : major === 5 ? argument * 2 : major === 6 ? 1 : 0;
  for (let i = 0; i < items; i++) {
    const end = itemEnd(bytes, next, depth + 1);
    if (end === undefined) return undefined;
    next = end;
  }
  return next;
}
