/** Bits of a distance and of a length, as the interpreter's decoder was built with (`heatshrink_config.h`: window 8, lookahead 6). */
const WINDOW_BITS = 8;
const LENGTH_BITS = 6;
/** How far back a repetition may begin, and the longest one, in bytes. */
export const WINDOW = 1 << WINDOW_BITS;
const LONGEST = 1 << LENGTH_BITS;
/** Bits of a byte that stands for itself, and of a repetition. */
export const LITERAL_COST = 9;
export const REFERENCE_COST = 1 + WINDOW_BITS + LENGTH_BITS;

/**
 * Packs a byte string for `require("heatshrink").decompress` (LZSS: a bit 1 and eight bits for a byte; a bit 0, the distance less one
 * and the length less one for a repetition). Of all ways to write the text the shortest: one step of dynamic programming for each byte,
 * from the last to the first.
 *
 * @param before what the decoder has written when it comes to the text
 */
export function shrink(text: string, before = ''): string {
  const bits = shrinkToBits(text, before);
  let out = '';
  for (let at = 0; at < bits.length; at += 8)
    out += String.fromCharCode(Number.parseInt(bits.slice(at, at + 8).padEnd(8, '0'), 2));
  return out;
}

/** The same as a string of `0` and `1`. */
export function shrinkToBits(text: string, before = ''): string {
  const all = before + text;
  const costs = new Uint32Array(all.length + 1);
  const lengths = new Uint8Array(all.length);
  const distances = new Uint16Array(all.length);
  for (let at = all.length - 1; at >= before.length; at--) {
    costs[at] = costs[at + 1]! + LITERAL_COST;
    lengths[at] = 1;
    const most = Math.min(LONGEST, all.length - at);
    for (let distance = 1; distance <= Math.min(WINDOW, at); distance++) {
      let length = 0;
      while (length < most && all.charCodeAt(at + length) === all.charCodeAt(at + length - distance)) length++;
      for (let shorter = 2; shorter <= length; shorter++) {
        const cost = costs[at + shorter]! + REFERENCE_COST;
        if (cost >= costs[at]!) continue;
        costs[at] = cost;
        lengths[at] = shorter;
        distances[at] = distance;
      }
    }
  }
  let bits = '';
  for (let at = before.length; at < all.length; at += lengths[at]!) {
    const distance = distances[at]!;
    bits +=
      distance === 0
        ? `1${binary(all.charCodeAt(at), 8)}`
        : `0${binary(distance - 1, WINDOW_BITS)}${binary(lengths[at]! - 1, LENGTH_BITS)}`;
  }
  return bits;
}

function binary(value: number, width: number): string {
  return value.toString(2).padStart(width, '0');
}
