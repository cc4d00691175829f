import { SdkError } from '../../errors.js';

/** A stratum to which a part of the sample is to be allotted. */
export interface AllocationStratum {
  readonly name: string;
  readonly size: number;
  /** Fraction nonconforming that is expected, 0…1: only for the optimum allocation. */
  readonly expected?: number;
  /** Cost of one instrument in any unit, above 0; none: 1. Only for the optimum allocation. */
  readonly cost?: number;
}

/** How a sample is allotted to strata. */
export type AllocationMethod = 'proportional' | 'neyman' | 'given';

/** Sample of each stratum, by name. */
export type Allocation = Readonly<Record<string, number>>;

/**
 * Proportional allocation: every instrument has nearly the same probability of being drawn. Sizes are made whole by the largest remainder.
 *
 * @param least instruments of each stratum at least (all of it where it holds fewer); 2 let its variance be estimated
 * @throws {SdkError} `sampling-bad-allocation`
 */
export function allocateProportional(strata: readonly AllocationStratum[], sampleSize: number, least = 1): Allocation {
  check(strata, sampleSize, least);
  // n N_h / N, made whole by taking the one with the greatest claim next: the same as the largest remainder, within floor and size
  const total = strata.reduce((sum, { size }) => sum + size, 0);
  return oneByOne(strata, sampleSize, least, ({ size }, given) => (sampleSize * size) / total - given);
}

/**
 * Optimum allocation (Neyman 1934): the variance of the estimated total is the smallest that whole numbers allow (Wright 2012, Algorithm III: the
 * next instrument goes where N_h S_h / √(c_h k (k + 1)) is greatest). S_h = √(p (1 − p)) of the expected fraction nonconforming.
 *
 * With costs that differ, the sizes are those of the optimum for a given cost, cut at `sampleSize` instruments.
 *
 * @param least as `allocateProportional`, 1 or more: an empty stratum would never be seen
 * @throws {SdkError} `sampling-bad-allocation`
 */
export function allocateNeyman(strata: readonly AllocationStratum[], sampleSize: number, least = 2): Allocation {
  check(strata, sampleSize, least);
  if (least < 1) throw bad('The optimum allocation needs one instrument of each stratum.');
  for (const { name, expected, cost } of strata) {
    if (!(expected !== undefined && expected >= 0 && expected <= 1)) {
      throw bad(`What fraction of stratum ${name} is expected to be nonconforming? Give \`expected\`, 0 to 1.`);
    }
    if (cost !== undefined && !(cost > 0)) throw bad(`The cost in stratum ${name} must be above 0.`);
  }
  return oneByOne(strata, sampleSize, least, ({ size, expected, cost }, given) => {
    const deviation = Math.sqrt(expected! * (1 - expected!));
    return (size * deviation) / Math.sqrt((cost ?? 1) * given * (given + 1));
  });
}

/** A given allocation, checked: every stratum has a sample of its own. @throws {SdkError} `sampling-bad-allocation` */
export function checkAllocation(strata: readonly AllocationStratum[], allocation: Allocation): Allocation {
  const strange = Object.keys(allocation).find((name) => !strata.some((one) => one.name === name));
  if (strange !== undefined) throw bad(`There is no stratum ${JSON.stringify(strange.slice(0, 100))}.`);
  for (const { name, size } of strata) {
    const sample = Object.hasOwn(allocation, name) ? allocation[name] : undefined;
    if (!Number.isSafeInteger(sample) || sample! < 1 || sample! > size) {
      throw bad(`From stratum ${name}, 1 to ${size} instruments can be drawn, and not ${sample}.`);
    }
  }
  return Object.fromEntries(strata.map(({ name }) => [name, allocation[name]!]));
}

function oneByOne(
  strata: readonly AllocationStratum[],
  sampleSize: number,
  least: number,
  claim: (stratum: AllocationStratum, given: number) => number,
): Allocation {
  const given = strata.map(({ size }) => Math.min(least, size));
  for (let left = sampleSize - given.reduce((sum, one) => sum + one, 0); left > 0; left--) {
    let next = -1;
    let greatest = Number.NEGATIVE_INFINITY;
    strata.forEach((stratum, index) => {
      if (given[index]! >= stratum.size) return;
      const one = claim(stratum, given[index]!);
      if (one > greatest) [next, greatest] = [index, one];
    });
    given[next]!++;
  }
  return Object.fromEntries(strata.map(({ name }, index) => [name, given[index]!]));
}

function check(strata: readonly AllocationStratum[], sampleSize: number, least: number): void {
  if (strata.length === 0 || strata.length > 1000) throw bad('A lot has 1 to 1000 strata.');
  if (new Set(strata.map(({ name }) => name)).size !== strata.length) throw bad('A stratum is named twice.');
  const empty = strata.find(({ size }) => !Number.isSafeInteger(size) || size < 1);
  if (empty !== undefined) throw bad(`Stratum ${empty.name} has no members.`);
  if (!Number.isSafeInteger(least) || least < 0) throw bad(`At least 0 instruments of a stratum, and not ${least}.`);
  const needed = strata.reduce((sum, { size }) => sum + Math.min(least, size), 0);
  const total = strata.reduce((sum, { size }) => sum + size, 0);
  if (!Number.isSafeInteger(sampleSize) || sampleSize < needed || sampleSize > total) {
    throw bad(`A sample of ${needed} to ${total} can be allotted to these strata, and not ${sampleSize}.`);
  }
}

const bad = (message: string): SdkError => new SdkError('sampling-bad-allocation', message);
