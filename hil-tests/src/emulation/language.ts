/**
 * Run first in every context: takes away what the interpreter lacks and bends what it does otherwise, so that a
 * program which leans on Node fails here as it would on a board. The differences are those of its conformance
 * tables that can be imitated from inside the language; syntax is the business of the firmware's language gate.
 *
 * Evaluates to the constructors that natives need to make objects of the program's own realm.
 */
export const LANGUAGE_SCRIPT = `(function (global) {
  'use strict';
  var remove = function (object, names) {
    names.split(' ').forEach(function (name) { delete object[name]; });
  };
  remove(global, 'Map Set WeakMap WeakSet WeakRef FinalizationRegistry Symbol Proxy Reflect BigInt BigInt64Array ' +
    'BigUint64Array SharedArrayBuffer Atomics WebAssembly Intl Iterator AggregateError EvalError RangeError URIError ' +
    'AsyncDisposableStack DisposableStack SuppressedError Float16Array escape unescape console');
  remove(Number, 'isInteger isFinite isNaN isSafeInteger parseFloat parseInt');
  remove(Math, 'acosh asinh atanh cbrt clz32 cosh expm1 fround hypot imul log10 log1p log2 sinh tanh trunc f16round sumPrecise');
  remove(Object, 'is freeze isFrozen seal isSealed preventExtensions isExtensible getOwnPropertySymbols groupBy hasOwn');
  remove(Array, 'from of fromAsync');
  remove(Array.prototype, 'copyWithin entries findLast findLastIndex flat flatMap keys lastIndexOf reduceRight values ' +
    'at toLocaleString toReversed toSorted toSpliced with');
  remove(String.prototype, 'codePointAt trimStart trimEnd trimLeft trimRight at matchAll localeCompare normalize search ' +
    'isWellFormed toWellFormed toLocaleLowerCase toLocaleUpperCase anchor big blink bold fixed fontcolor fontsize ' +
    'italics link small strike sub sup');
  remove(String, 'raw fromCodePoint');
  remove(Number.prototype, 'toPrecision toExponential toLocaleString');
  remove(Promise, 'race allSettled any withResolvers try');
  remove(Promise.prototype, 'finally');
  remove(ArrayBuffer.prototype, 'slice resize transfer transferToFixedLength');
  var Typed = Object.getPrototypeOf(Uint8Array);
  remove(Typed, 'from of');
  var typedSet = Typed.prototype.set, typedSlice = Typed.prototype.slice, typedFilter = Typed.prototype.filter;
  var subarray = Typed.prototype.subarray, arraySlice = Array.prototype.slice;
  remove(Typed.prototype, 'at copyWithin entries every findLast findLastIndex keys lastIndexOf reduceRight some ' +
    'toLocaleString toReversed toSorted values with');
  // Plain arrays come back, as from the interpreter.
  Typed.prototype.slice = function (from, to) { return arraySlice.call(typedSlice.call(this, from, to)); };
  Typed.prototype.filter = function (f, self) { return arraySlice.call(typedFilter.call(this, f, self)); };
  // What does not fit is dropped silently.
  Typed.prototype.set = function (source, offset) {
    offset = offset | 0;
    var room = this.length - offset;
    if (source.length > room) source = source.subarray ? subarray.call(source, 0, room) : arraySlice.call(source, 0, room);
    typedSet.call(this, source, offset);
  };
  ['Int8', 'Uint8', 'Int16', 'Uint16', 'Int32', 'Uint32', 'Float32', 'Float64'].forEach(function (type, index) {
    var get = DataView.prototype['get' + type], size = [1, 1, 2, 2, 4, 4, 4, 8][index];
    DataView.prototype['get' + type] = function (at, little) {
      return at >= 0 && at + size <= this.byteLength ? get.call(this, at, little) : 0;
    };
  });
  remove(DataView.prototype, 'getBigInt64 getBigUint64 setBigInt64 setBigUint64 getFloat16 setFloat16');
  // Powers and roots go through logarithms there.
  var exp = Math.exp, log = Math.log, floor = Math.floor, pow = Math.pow;
  Math.pow = function (x, y) {
    if (y === floor(y) && y >= 0 && y < 10) { var r = 1; for (var i = 0; i < y; i++) r *= x; return r; }
    if (!(x > 0)) return pow(x, y);
    return exp(log(x) * y);
  };
  Math.sqrt = function (x) { return x >= 0 ? exp(log(x) * 0.5) : NaN; };
  Math.round = function (x) {
    if (!isFinite(x) || x === 0) return x;
    return x < 0 ? -floor(-x + 0.5) : floor(x + 0.5);
  };
  Math.clip = function (x, low, high) { return x < low ? low : x > high ? high : x; };
  var random = Math.random;
  Math.randInt = function (range) { return range > 0 ? floor(random() * range) : floor(random() * 4294967296) | 0; };
  return {
    Error: Error, TypeError: TypeError, ArrayBuffer: ArrayBuffer, Uint8Array: Uint8Array, Array: Array, Object: Object,
    Float64Array: Float64Array
  };
})(globalThis)`;
