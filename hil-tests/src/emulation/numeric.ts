import type { Handler } from './emitter.js';
import type { Machine } from './machine.js';

type Numbers = ArrayLike<number>;

/** `E.convolve`, `E.mapInPlace`, `E.sum`, `E.variance`, `E.clip`: the native loops that firmware leans on. */
export function numericFunctions(machine: Machine): Record<string, Handler> {
  const iterable = (a: unknown, b: unknown): void => {
    const ok = (v: unknown): boolean => ArrayBuffer.isView(v) || Array.isArray(v);
    if (!ok(a) || !ok(b)) {
      machine.fail(`Expecting first 2 arguments to be iterable, not ${nameOf(a)} and ${nameOf(b)}`);
    }
  };
  const loops = machine.run(LOOPS, 'numeric') as Loops;
  return {
    ...loops(machine.fail, iterable),
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

/**
 * The two loops that the firmware's arithmetic runs in, evaluated in the context of each boot: typed arrays of another context are
 * of other hidden classes, and one loop for all instruments would be slow for each of them after the first few.
 *
 * `convolve`: `sum a[i] * b[(i + offset) mod length of b]`, added up in order in double precision.
 *
 * `mapInPlace`: takes unsigned values of `bits` bits (default: those of an element; most significant first, or last if negative)
 * out of `from` and stores what `map` makes of each in `to`. The interpreter reads elements of 32 bits and floating-point numbers
 * wrongly here (a shift by the width of its integers), so only 8 and 16 bits are allowed, and values that fit its 32-bit
 * register beside a rest.
 */
const LOOPS = `(function (fail, refuse) {
  'use strict';
  var isView = ArrayBuffer.isView, isArray = Array.isArray, abs = Math.abs;
  return {
    convolve: function (a, b, offset) {
      if (!(isView(a) || isArray(a)) || !(isView(b) || isArray(b))) refuse(a, b);
      offset = offset | 0;
      var length = b.length, count = a.length, j = offset % length, sum = 0;
      if (j < 0) j += length;
      for (var i = 0; i < count; i++) {
        sum += a[i] * b[j];
        if (++j === length) j = 0;
      }
      return sum;
    },
    mapInPlace: function (from, to, map, bits) {
      if (!isView(from) || !isView(to)) fail('First 2 arguments should be array buffers');
      bits = bits | 0;
      var width = from.BYTES_PER_ELEMENT * 8, count = abs(bits) || width;
      if (width > 16 || count + width > 32)
        fail('E.mapInPlace: elements of 8 or 16 bits and values of at most 24 or 16; the interpreter misreads others');
      var isFunction = typeof map === 'function';
      if (map !== undefined && !isFunction && !isArray(map) && !isView(map))
        fail('Third argument should be a function or array');
      var mask = (1 << count) - 1, taken = 0, bitsLeft = 0, store = 0;
      for (var at = 0; at < to.length && (taken < from.length || bitsLeft >= count); at++) {
        var index = taken, value;
        while (bitsLeft < count) {
          var element = taken < from.length ? from[taken] : 0;
          taken++;
          if (bits >= 0) store = (store << width) | element;
          else store |= element << bitsLeft;
          bitsLeft += width;
        }
        if (bits >= 0) value = (store >> (bitsLeft - count)) & mask;
        else {
          value = store & mask;
          store >>= count;
        }
        bitsLeft -= count;
        to[at] = isFunction ? map(value, index) : map !== undefined ? map[value] : value;
      }
    }
  };
})`;

type Loops = (fail: Machine['fail'], refuse: (a: unknown, b: unknown) => void) => Record<string, Handler>;

function nameOf(value: unknown): string {
  if (value === undefined) return 'undefined';
  return Object.prototype.toString.call(value).slice(8, -1);
}
