import type { SqlValue } from './sql.js';

/** Values in one list at most. */
export const longestList = 256;
const sizes = [1, 4, 16, 64, longestList];

/**
 * Values for `IN (…)`, in parts of at most 256. Each part is filled up with its last value to one of few lengths, so that few different
 * statements have to be prepared.
 */
export function inLists<T extends SqlValue>(values: readonly T[]): { list: string; parameters: T[] }[] {
  const parts: { list: string; parameters: T[] }[] = [];
  for (let from = 0; from < values.length; from += longestList) {
    const parameters = values.slice(from, from + longestList);
    const size = sizes.find((one) => one >= parameters.length)!;
    while (parameters.length < size) parameters.push(parameters[parameters.length - 1]!);
    parts.push({ list: Array(size).fill('?').join(', '), parameters });
  }
  return parts;
}
