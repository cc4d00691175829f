/**
 * Where a rising function reaches `target` between `low` and `high`, as exactly as numbers allow: halving until the interval cannot be
 * halved any more, so that every machine ends at the same number.
 *
 * @returns `low` or `high` where the function does not reach it in between
 */
export function bisect(rising: (x: number) => number, target: number, low: number, high: number): number {
  let below = low;
  let above = high;
  if (rising(below) >= target) return below;
  if (rising(above) <= target) return above;
  for (;;) {
    const middle = below + (above - below) / 2;
    if (middle <= below || middle >= above) return above;
    if (rising(middle) < target) below = middle;
    else above = middle;
  }
}

/** The least integer from `low` to `high` that holds, where every greater one does, too; `high + 1` where none does. */
export function firstInteger(holds: (n: number) => boolean, low: number, high: number): number {
  let from = low;
  let to = high + 1;
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    if (holds(middle)) to = middle;
    else from = middle + 1;
  }
  return from;
}
