/** One line of the benchmarks. */
export interface BenchResult {
  readonly name: string;
  readonly value: number | null;
  readonly unit: string;
  /** The same quantity of the reference, or the budget. */
  readonly reference: number | null;
  /** value / reference: median of the ratios of the rounds for what is measured in pairs. */
  readonly ratio: number | null;
  /** What the design asks of the ratio. */
  readonly bar: string;
  readonly met: boolean | null;
  /** Why there is no value. */
  readonly skipped?: string;
  /** Why measuring it failed. */
  readonly error?: string;
}

/** A result of a pair whose ratio must be at least `bar`. */
export function atLeast(
  name: string,
  unit: string,
  pair: { value: number; reference: number; ratio: number },
  bar: number,
): BenchResult {
  return {
    name,
    value: round(pair.value),
    unit,
    reference: round(pair.reference),
    ratio: round(pair.ratio),
    bar: `ratio >= ${bar}`,
    met: pair.ratio >= bar,
  };
}

/** A cost that must stay within a budget. */
export function within(name: string, unit: string, value: number, budget: number): BenchResult {
  return {
    name,
    value: round(value),
    unit,
    reference: budget,
    ratio: round(value / budget),
    bar: `value <= ${budget}`,
    met: value <= budget,
  };
}

/** Something that could not be measured here, and why. */
export function skipped(name: string, unit: string, why: string): BenchResult {
  return { name, value: null, unit, reference: null, ratio: null, bar: '', met: null, skipped: why };
}

/** Something whose measurement failed, and how. */
export function broken(name: string, error: string): BenchResult {
  return { name, value: null, unit: '', reference: null, ratio: null, bar: '', met: null, error };
}

/** Four significant digits: more would be noise. */
function round(number: number): number {
  return Number(number.toPrecision(4));
}
