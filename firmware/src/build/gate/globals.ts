/** Globals that exist in Node and in no build of the interpreter, or that do something else there. */
export const BANNED_GLOBALS = new Map<string, string>([
  ...(
    'Map Set WeakMap WeakSet WeakRef Symbol Proxy Reflect BigInt BigInt64Array BigUint64Array TextEncoder TextDecoder ' +
    'structuredClone queueMicrotask Intl Atomics SharedArrayBuffer FinalizationRegistry AggregateError Buffer exports ' +
    'module escape unescape'
  )
    .split(' ')
    .map((name): [string, string] => [name, 'absent on the interpreter']),
  ['parseFloat', 'parses decimals inexactly; take integers'],
  ['eval', 'no code is made from data'],
  ['Function', 'no code is made from data'],
  ['JSON', 'loses bits of numbers; use the CBOR writer'],
  ['RegExp', 'regular expressions are incomplete; scan with indexOf'],
]);

/** Globals that a bundle may use: everything else is a mistake or a name that only Node knows. */
export const KNOWN_GLOBALS = new Set(
  (
    'undefined NaN Infinity Math Object Array String Number Boolean Error Date Promise ArrayBuffer DataView ' +
    'Uint8Array Int8Array Uint16Array Int16Array Uint32Array Int32Array Float32Array Float64Array ' +
    'setTimeout clearTimeout setInterval clearInterval parseInt isNaN isFinite require arguments ' +
    'E NRF Serial Serial1 Serial2 Serial3 Serial4 Serial5 Serial6 I2C I2C1 I2C2 I2C3 SPI analogRead Pin process digitalRead digitalWrite pinMode getTime load reset print ' +
    'global globalThis atob btoa peek32 poke32 shiftOut setWatch clearWatch'
  ).split(' '),
);
