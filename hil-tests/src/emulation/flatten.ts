import { types } from 'node:util';

const { isTypedArray, isAnyArrayBuffer } = types;

/**
 * The interpreter's way of making bytes of anything: numbers are masked to a byte, strings give their char codes,
 * arrays and typed arrays their elements in turn, `{data, count}` repeats and `{callback}` asks.
 *
 * @param fail - throws an error of the program's own realm.
 */
export function flatten(values: readonly unknown[], fail: (message: string) => never): Uint8Array {
  // Almost everything that firmware hands over is one byte string.
  const [only] = values;
  if (values.length === 1 && typeof only === 'string') return flattenString(only, fail);
  const out: number[] = [];
  for (const value of values) append(value, out, fail);
  return Uint8Array.from(out);
}

function append(value: unknown, out: number[], fail: (message: string) => never): void {
  if (typeof value === 'number' || typeof value === 'boolean') out.push(Number(value) & 255);
  else if (typeof value === 'string') appendString(value, out, fail);
  else if (isTypedArray(value)) for (const element of value) out.push(Number(element) & 255);
  else if (isAnyArrayBuffer(value)) for (const byte of new Uint8Array(value)) out.push(byte);
  else if (Array.isArray(value)) for (const element of value) append(element, out, fail);
  else if (typeof value === 'object' && value !== null) appendObject(value as Record<string, unknown>, out, fail);
  else fail(`Expecting Number or iterable, got ${value === null ? 'null' : typeof value}`);
}

function flattenString(value: string, fail: (message: string) => never): Uint8Array {
  const out = new Uint8Array(value.length);
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i);
    if (code > 255) fail(`Character ${i} of a string (code ${code}) is not a byte`);
    out[i] = code;
  }
  return out;
}

function appendString(value: string, out: number[], fail: (message: string) => never): void {
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i);
    // Boards have byte strings only: a character above 255 cannot exist there, so it is a mistake of the program.
    if (code > 255) fail(`Character ${i} of a string (code ${code}) is not a byte`);
    out.push(code);
  }
}

function appendObject(value: Record<string, unknown>, out: number[], fail: (message: string) => never): void {
  if (typeof value.callback === 'function') {
    const result: unknown = value.callback();
    if (result !== undefined) append(result, out, fail);
    return;
  }
  if (typeof value.count !== 'number' || value.data === undefined) {
    fail('If specifying an object, it must be of the form {data : ..., count : N} or {callback : fn}');
  }
  for (let n = Math.trunc(value.count as number); n > 0; n--) append(value.data, out, fail);
}

/**
 * As {@link flatten}, for natives that take a pointer to memory: of a typed array with elements wider than a byte the
 * interpreter takes as many *bytes* of memory as there are elements, which nobody can mean.
 */
export function flattenForPointer(value: unknown, fail: (message: string) => never): Uint8Array {
  if (isTypedArray(value) && value.BYTES_PER_ELEMENT > 1) {
    fail('The interpreter would take only the first bytes of this typed array: give it bytes');
  }
  return flatten([value], fail);
}

/** A byte string of bytes. */
export function byteString(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
