// Espruino's native loops, as far as the signer's arithmetic uses them, for tests that run in Node.
// Bit by bit the interpreter's results: sums in the same order, stores that truncate towards zero and wrap.

type Numbers = ArrayLike<number>;

function convolve(x: Numbers, y: Numbers, offset: number): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i]! * y[(i + offset) % y.length]!;
  return sum;
}

function mapInPlace(
  from: Uint8Array,
  to: { length: number; [index: number]: number },
  map?: ((element: number, index: number) => number) | Numbers,
  bits = 8,
): void {
  let accumulator = 0;
  let held = 0;
  let read = 0;
  for (let i = 0; i < to.length && (read < from.length || held >= bits); i++) {
    while (held < bits) {
      accumulator = (accumulator << 8) | (from[read] ?? 0);
      read++;
      held += 8;
    }
    const element = (accumulator >> (held - bits)) & ((1 << bits) - 1);
    held -= bits;
    to[i] = typeof map === 'function' ? map(element, i) : map ? map[element]! : element;
  }
}

export function installNatives(): void {
  Object.assign(globalThis, {
    E: {
      convolve,
      mapInPlace,
      toString: (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1'),
      toUint8Array: (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0)),
    },
  });
}

installNatives();
