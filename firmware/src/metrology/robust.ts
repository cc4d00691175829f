/** The middle one of three. */
export function middle(a: number, b: number, c: number): number {
  return a < b ? (b < c ? b : Math.max(a, c)) : a < c ? a : Math.max(b, c);
}

/** `value` brought into -limit..limit. */
export function clip(value: number, limit: number): number {
  return value > limit ? limit : Math.max(value, -limit);
}

/** Median of the first `count` (1 or more) values of a buffer; sorts them in place. */
export function median(buffer: Float64Array, count: number): number {
  buffer.subarray(0, count).sort();
  const half = count >> 1;
  return count & 1 ? buffer[half] : (buffer[half - 1] + buffer[half]) / 2;
}

/**
 * The value below which so many eighths of the first `count` (1 or more) values of a buffer lie; sorts them in place.
 * For the zero: goods left on the pan only ever add to it.
 */
export function lowerPart(buffer: Float64Array, count: number, eighths: number): number {
  buffer.subarray(0, count).sort();
  return buffer[(count * eighths) >> 3];
}

/** True for a finite number. */
export function known(value: number): boolean {
  return value - value === 0;
}

/**
 * Square root by Newton's iteration from above: only additions and divisions, so that every platform gives the same
 * bits (the interpreter's own is exp(log(x) / 2)). 0 for anything not positive; 1e-4 to 1e12 within 2 ulp.
 */
export function squareRoot(value: number): number {
  if (!(value > 0)) return 0;
  let root = Math.max(value, 1);
  for (;;) {
    const next = (root + value / root) / 2;
    if (!(next < root)) return root;
    root = next;
  }
}

/** Nearest integer, halves upwards. */
export function nearest(value: number): number {
  return Math.floor(value + 1 / 2);
}
