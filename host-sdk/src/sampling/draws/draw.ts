import { SdkError } from '../../errors.js';
import { outOfRange } from '../plans/acceptance.js';
import { sha256, shuffled } from './shuffle.js';

// A draw that anyone can repeat. Before the randomness is known the lot is fixed by a digest that is published; then a public source decides
// (a beacon's value named beforehand, a lottery's numbers), and a specified shuffle turns both into the sample. What follows is the
// specification; the README shows it with other people's tools.
//
// 1. lot digest = SHA-256 over the members' identifiers, sorted by their bytes, each followed by a line feed (LC_ALL=C sort | sha256sum)
// 2. seed = SHA-256("hengzhun draw 1\n" + lot digest in hex + "\n" + public randomness + "\n")
// 3. block i = SHA-256(seed + i as four bytes, most significant first), i = 0, 1, …: eight numbers of 32 bits each, most significant first
// 4. for k = 0 … n - 1: a number r is taken until r < 2^32 - (2^32 mod (N - k)); j = k + r mod (N - k); members k and j of the sorted list
//    change places. The first n are the sample, in the order drawn.
//
// Version 2, for lots that are fixed with their strata, is `draw-strata.ts`.

const SEED_LABEL = 'hengzhun draw 1';
const IDENTIFIER = /^[!-~]{1,100}$/;
const RANDOMNESS = /^[ -~]{1,1000}$/;

/** What is published before the randomness is known 抽样前公布的批次承诺. */
export interface LotCommitment {
  /** SHA-256 of the sorted members, 64 hexadecimal digits. */
  readonly digest: string;
  /** Number of members. */
  readonly size: number;
}

/**
 * Fixes a lot: nobody can add, remove or exchange a member afterwards without changing the digest.
 * @param members identifiers (a UEID in hexadecimal, a serial number): 1 to 100 printable ASCII characters without spaces, each once
 * @throws {SdkError} `sampling-bad-lot`
 */
export function commitLot(members: readonly string[]): LotCommitment {
  const sorted = sortedMembers(members);
  return { digest: digestOf(sorted), size: sorted.length };
}

/**
 * The sample that a lot and public randomness decide: the same for whoever repeats it.
 *
 * @param randomness as its source publishes it: 1 to 1 000 printable ASCII characters
 * @param sampleSize 1 to the size of the lot
 * @returns members in the order drawn; a longer sample of the same lot begins with a shorter one, so that an extension (扩大抽样) goes on
 * @throws {SdkError} `sampling-bad-lot`; `sampling-out-of-range`
 */
export function drawSample(members: readonly string[], randomness: string, sampleSize: number): string[] {
  const order = sortedMembers(members);
  if (!Number.isSafeInteger(sampleSize) || sampleSize < 1 || sampleSize > order.length) {
    throw outOfRange(`From a lot of ${order.length}, 1 to ${order.length} can be drawn, and not ${sampleSize}.`);
  }
  checkRandomness(randomness);
  return shuffled(sha256(`${SEED_LABEL}\n${digestOf(order)}\n${randomness}\n`), order, sampleSize);
}

/** @throws {SdkError} `sampling-out-of-range` */
export function checkRandomness(randomness: string): void {
  if (typeof randomness !== 'string' || !RANDOMNESS.test(randomness)) {
    throw outOfRange(
      'Public randomness is 1 to 1 000 printable ASCII characters, exactly as its source publishes them.',
    );
  }
}

/** @throws {SdkError} `sampling-bad-lot` */
function sortedMembers(members: readonly string[]): string[] {
  const bad = members.find((one) => !IDENTIFIER.test(one));
  if (bad !== undefined) {
    throw badLot(
      `${JSON.stringify(bad.slice(0, 120))} is no identifier: 1 to 100 printable ASCII characters without spaces.`,
    );
  }
  if (members.length === 0) throw badLot('A lot has one member or more.');
  // ASCII: the order of code units is that of bytes
  const sorted = [...members].sort((a, b) => (a < b ? -1 : 1));
  const twice = sorted.find((one, index) => one === sorted[index + 1]);
  if (twice !== undefined) throw badLot(`${twice} is in the lot twice.`);
  return sorted;
}

const badLot = (message: string): SdkError => new SdkError('sampling-bad-lot', message);
const digestOf = (sorted: readonly string[]): string =>
  sha256(sorted.map((one) => `${one}\n`).join('')).toString('hex');
