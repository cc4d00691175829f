import type { Handler } from './emitter.js';
import type { Machine } from './machine.js';

type Numbers = ArrayLike<number>;

/** `E.convolve`, `E.mapInPlace`, `E.sum`, `E.variance`, `E.clip`: the native loops that firmware leans on. */
export function numericFunctions(machine: Machine): Record<string, Handler> {
  const iterable = (a: unknown, b: unknown): void => {
    // Cheap checks: firmware calls this in its innermost loops.
    const ok = (v: unknown): boolean => ArrayBuffer.isView(v) || Array.isArray(v);
    if (!ok(a) || !ok(b)) {
      machine.fail(`Expecting first 2 arguments to be iterable, not ${nameOf(a)} and ${nameOf(b)}`);
    }
  };
  return {
    convolve: (a, b, offset) => {
      iterable(a, b);
      return convolve(a as Numbers, b as Numbers, Math.trunc(Number(offset ?? 0)) || 0);
    },
    mapInPlace: (from, to, map, bits) => {
      if (!ArrayBuffer.isView(from) || !ArrayBuffer.isView(to))
        machine.fail('First 2 arguments should be array buffers');
      mapInPlace(machine, from as Uint8Array, to as Uint8Array, map, bits === undefined ? 0 : Number(bits));
    },
    sum: (a) => {
      iterable(a, a);
      let sum = 0;
      for (let i = 0; i < (a as Numbers).length; i++) sum += Number((a as Numbers)[i]);
      return sum;
    },
    variance: (a, mean) => {
      iterable(a, a);
      const values = a as Numbers;
      let sum = 0;
      for (let i = 0; i < values.length; i++) sum += (values[i]! - Number(mean)) ** 2;
      return sum; // not divided by anything, whatever its name says
    },
    clip: (x, low, high) => Math.min(Math.max(Number(x), Number(low)), Number(high)),
  };
}

/** `sum a[i] * b[(i + offset) mod length of b]`, added up in order in double precision. */
function convolve(a: Numbers, b: Numbers, offset: number): number {
  const { length } = b;
  let j = offset % length;
  if (j < 0) j += length;
  let sum = 0;
  for (let i = 0; i < a.length; i++) {
    sum += a[i]! * b[j]!;
    if (++j === length) j = 0;
  }
  return sum;
}

/**
 * Takes unsigned values of `bits` bits (default: those of an element; most significant first, or last if negative) out
 * of `from` and stores what `map` makes of each in `to`. The interpreter reads elements of 32 bits and floating-point
 * numbers wrongly here (a shift by the width of its integers), so only 8 and 16 bits are allowed, and values that fit its
 * 32-bit register beside a rest.
 */
function mapInPlace(machine: Machine, from: Uint8Array, to: Uint8Array, map: unknown, bits: number): void {
  const width = from.BYTES_PER_ELEMENT * 8;
  const count = Math.abs(bits) || width;
  if (width > 16 || count + width > 32) {
    machine.fail(
      'E.mapInPlace: elements of 8 or 16 bits and values of at most 24 or 16; the interpreter misreads others',
    );
  }
  const isFunction = typeof map === 'function';
  if (map !== undefined && !isFunction && !Array.isArray(map) && !ArrayBuffer.isView(map)) {
    machine.fail('Third argument should be a function or array');
  }
  const mask = 2 ** count - 1;
  let taken = 0;
  let bitsLeft = 0;
  let store = 0;
  for (let at = 0; at < to.length && (taken < from.length || bitsLeft >= count); at++) {
    const index = taken;
    while (bitsLeft < count) {
      const element = from[taken++] ?? 0;
      if (bits >= 0) store = (store << width) | element;
      else store |= element << bitsLeft;
      bitsLeft += width;
    }
    let value: number;
    if (bits >= 0) value = (store >> (bitsLeft - count)) & mask;
    else {
      value = store & mask;
      store >>= count;
    }
    bitsLeft -= count;
    if (isFunction) to[at] = (map as (v: number, i: number) => number)(value, index);
    else if (map !== undefined) to[at] = (map as Numbers)[value]!;
    else to[at] = value;
  }
}

function nameOf(value: unknown): string {
  if (value === undefined) return 'undefined';
  return Object.prototype.toString.call(value).slice(8, -1);
}
