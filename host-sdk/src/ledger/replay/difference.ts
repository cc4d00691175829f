import type { JsonValue } from '../ledger-entry.js';

/** One place where two bodies differ. */
export interface Difference {
  /** JSON Pointer (RFC 6901) to the place; empty: the whole body. */
  readonly pointer: string;
  /** Undefined: there is nothing at this place. */
  readonly recorded: JsonValue | undefined;
  readonly recomputed: JsonValue | undefined;
}

/** Where two bodies differ, in the order of the names; at most `limit` places. */
export function differences(
  recorded: JsonValue | undefined,
  recomputed: JsonValue | undefined,
  limit = 100,
): Difference[] {
  const found: Difference[] = [];
  compare('', recorded, recomputed, found, limit);
  return found;
}

function compare(
  pointer: string,
  a: JsonValue | undefined,
  b: JsonValue | undefined,
  found: Difference[],
  limit: number,
): void {
  if (found.length >= limit) return;
  const left = fieldsOf(a);
  const right = fieldsOf(b);
  if (left === undefined || right === undefined || Array.isArray(a) !== Array.isArray(b)) {
    // RFC 8785 writes -0 as 0: they are one number here too.
    if (a !== b) found.push({ pointer, recorded: a, recomputed: b });
    return;
  }
  const names = Array.isArray(a)
    ? Array.from({ length: Math.max(left.size, right.size) }, (_, index) => String(index))
    : [...new Set([...left.keys(), ...right.keys()])].sort();
  for (const name of names) {
    compare(
      `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`,
      left.get(name),
      right.get(name),
      found,
      limit,
    );
  }
}

function fieldsOf(value: JsonValue | undefined): Map<string, JsonValue> | undefined {
  return typeof value === 'object' && value !== null ? new Map(Object.entries(value)) : undefined;
}
