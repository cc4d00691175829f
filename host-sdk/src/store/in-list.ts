import type { SqlValue } from './sql.js';

const sizes = [1, 4, 16, 64, 256];

/**
 * Values for `IN (…)`, in parts of at most 256. Each part is filled up with its last value to one of few lengths, so that few different
 * statements have to be prepared.
 */
export function inLists<T extends SqlValue>(values: readonly T[]): { list: string; parameters: T[] }[] {
  const parts: { list: string; parameters: T[] }[] = [];
  for (let from = 0; from < values.length; from += 256) {
    const parameters = values.slice(from, from + 256);
    const size = sizes.find((one) => one >= parameters.length)!;
    while (parameters.length < size) parameters.push(parameters[parameters.length - 1]!);
    parts.push({ list: Array(size).fill('?').join(', '), parameters });
  }
  return parts;
}
