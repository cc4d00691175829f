import { ToolError } from '../errors.js';
import { exitCode } from '../exit-codes.js';
import { className, formatMass } from './option-values.js';

/** Verification scale interval e (mg) and number of intervals n = Max / e that a class allows: OIML R 76-1:2006 table 3. */
const table: Readonly<Record<number, readonly { e: [number, number]; n: [number, number]; minimum: number }[]>> = {
  1: [{ e: [1, Infinity], n: [50_000, Infinity], minimum: 100 }],
  2: [
    { e: [1, 50], n: [100, 100_000], minimum: 20 },
    { e: [100, Infinity], n: [5_000, 100_000], minimum: 50 },
  ],
  3: [
    { e: [100, 2_000], n: [100, 10_000], minimum: 20 },
    { e: [5_000, Infinity], n: [500, 10_000], minimum: 20 },
  ],
  4: [{ e: [5_000, Infinity], n: [100, 1_000], minimum: 10 }],
};

/**
 * Checks that a scale of this class may have this Max and e (both mg), and returns its minimum capacity Min in mg.
 * @throws {ToolError} `tool-bad-scale`
 */
export function minimumCapacity(accuracyClass: number, maximum: number, interval: number): number {
  const refuse = (why: string) =>
    new ToolError(
      'tool-bad-scale',
      { class: className(accuracyClass), max: formatMass(maximum), e: formatMass(interval), why },
      exitCode.usage,
    );
  const rows = table[accuracyClass] ?? [];
  const row = rows.find(({ e }) => interval >= e[0] && interval <= e[1]);
  if (!row) throw refuse(`e: ${rows.map(({ e }) => range(formatMass(e[0]), formatMass(e[1]), e[1])).join(', ')}`);
  const n = maximum / interval;
  if (!Number.isInteger(n)) throw refuse('Max / e ∉ ℕ');
  if (n < row.n[0] || n > row.n[1])
    throw refuse(`n = Max / e = ${n}: ${range(String(row.n[0]), String(row.n[1]), row.n[1])}`);
  return row.minimum * interval;
}

function range(low: string, high: string, bound: number): string {
  return bound === Infinity ? `≥ ${low}` : `${low} … ${high}`;
}
