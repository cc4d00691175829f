import { badLot } from '../lots/candidate.js';
import { type FixedLot, lotDigest } from '../lots/fixed-lot.js';
import { checkRandomness } from './draw.js';
import { sha256, shuffled } from './shuffle.js';

// Version 2 of the draw: the lot is fixed by the digest of its text (`lotText`), and each stratum has a seed of its own,
//   seed = SHA-256("hengzhun draw 2\n" + digest in hex + "\n" + stratum + "\n" + public randomness + "\n"),
// with which its members, sorted by UEID, are shuffled as in version 1 (steps 3 and 4 in `draw.ts`). The first are the sample, the next the reserve.

/** What was drawn from one stratum, in the order drawn. */
export interface StratumDraw {
  readonly name: string;
  readonly sample: readonly string[];
  /** Replacement members 备用样本: the first takes the place of the first that cannot be reached. */
  readonly reserve: readonly string[];
}

/** A draw that anyone can repeat. */
export interface Draw {
  readonly lot: string;
  /** Digest of the lot that it was drawn from. */
  readonly digest: string;
  /** As its source published it. */
  readonly randomness: string;
  readonly strata: readonly StratumDraw[];
}

/**
 * The sample of every stratum of a fixed lot, which the public randomness decides.
 *
 * @param randomness as its source publishes it: 1 to 1 000 printable ASCII characters
 * @throws {SdkError} `sampling-bad-lot` when the lot is not what its digest says; `sampling-out-of-range`
 */
export function drawStrata(lot: FixedLot, randomness: string): Draw {
  checkRandomness(randomness);
  if (lotDigest(lot) !== lot.digest) throw badLot(`Lot ${lot.id} is not what its digest says: it was changed.`);
  const strata = lot.strata.map(({ name, size, sample, reserve }): StratumDraw => {
    const members = lot.members.filter(({ stratum }) => stratum === name).map(({ ueid }) => ueid);
    if (members.length !== size || sample + reserve > size) {
      throw badLot(`Stratum ${name} of lot ${lot.id} has ${members.length} members, and should have ${size}.`);
    }
    const seed = sha256(`hengzhun draw 2\n${lot.digest}\n${name}\n${randomness}\n`);
    const order = shuffled(seed, members, sample + reserve);
    return { name, sample: order.slice(0, sample), reserve: order.slice(sample) };
  });
  return { lot: lot.id, digest: lot.digest, randomness, strata };
}
