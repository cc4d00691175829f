/** One measured pair: both ran in the same run, turn by turn. */
export interface Pair {
  /** Median over the rounds, units per second. */
  readonly value: number;
  readonly reference: number;
  /** Median of the ratios of the rounds: what the machine does to one half of a round it does to the other. */
  readonly ratio: number;
}

export interface MeasureOptions {
  /** Rounds that count; three before them warm up and do not. */
  readonly rounds: number;
  /** Units of work of one call (frames, bytes …). */
  readonly units: number;
}

/** Runs both in turn, `rounds` times, the order changing from round to round. Each call does the same `units` of work. */
export async function measurePair(
  subject: () => void | Promise<void>,
  reference: () => void | Promise<void>,
  { rounds, units }: MeasureOptions,
): Promise<Pair> {
  const values: number[] = [];
  const references: number[] = [];
  const ratios: number[] = [];
  for (let round = -3; round < rounds; round++) {
    const subjectFirst = round % 2 === 0;
    const first = await seconds(subjectFirst ? subject : reference);
    const second = await seconds(subjectFirst ? reference : subject);
    const [mine, theirs] = subjectFirst ? [first, second] : [second, first];
    if (round < 0) continue;
    values.push(units / mine);
    references.push(units / theirs);
    ratios.push(theirs / mine);
  }
  return { value: median(values), reference: median(references), ratio: median(ratios) };
}

async function seconds(work: () => void | Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

/** Median; the mean of the middle two of an even number. */
export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
