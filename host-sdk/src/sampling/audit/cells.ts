import { SdkError } from '../../errors.js';
import type { Bounds } from '../../statistics/binomial.js';
import type { LotMember } from '../lots/fixed-lot.js';
import { outstanding } from '../results/findings.js';
import type { SampleState } from '../results/sample-state.js';
import { combinedBounds } from '../results/stratum-bounds.js';

/**
 * The members of one stratum that are of one class. Their number is known from the fixed lot; and of those that happened to be drawn from among
 * them each was as likely as the other, so that exact bounds hold for them as they do for the stratum.
 */
export interface Cell {
  readonly className: string;
  readonly size: number;
  readonly looked: number;
  readonly nonconforming: number;
  readonly unreached: number;
}

/**
 * The samples' cells, stratum by stratum and class by class.
 *
 * @param classOf what a member was when its lot was fixed; undefined: left out
 */
export function cellsOf(samples: readonly SampleState[], classOf: (member: LotMember) => string | undefined): Cell[] {
  const cells = new Map<string, { -readonly [name in keyof Cell]: Cell[name] }>();
  for (const [number, { lot, results, unreached }] of samples.entries()) {
    const found = new Map(results.map(({ ueid, nonconforming }) => [ueid, nonconforming]));
    const missing = new Set(unreached.map(({ ueid }) => ueid));
    for (const member of lot.members) {
      const className = classOf(member);
      if (className === undefined) continue;
      const key = JSON.stringify([number, member.stratum, className]);
      let cell = cells.get(key);
      if (cell === undefined) {
        cell = { className, size: 0, looked: 0, nonconforming: 0, unreached: 0 };
        cells.set(key, cell);
      }
      cell.size++;
      const result = found.get(member.ueid);
      if (result !== undefined) {
        cell.looked++;
        if (result) cell.nonconforming++;
      } else if (missing.has(member.ueid)) cell.unreached++;
    }
  }
  return [...cells.values()];
}

/** What cells say of a group of instruments together. */
export interface GroupFindings extends Bounds {
  readonly size: number;
  readonly looked: number;
  readonly nonconforming: number;
  readonly unreached: number;
  /** Estimated number of nonconforming instruments: each cell's share found, times its size; null where a cell was not seen. */
  readonly estimate: number | null;
}

/** @param confidence two-sided, of both bounds of this group */
export function groupFindings(cells: readonly Cell[], confidence: number): GroupFindings {
  const sum = (name: 'size' | 'looked' | 'nonconforming' | 'unreached'): number =>
    cells.reduce((total, cell) => total + cell[name], 0);
  const isSeen = cells.every(({ looked }) => looked > 0);
  return {
    size: sum('size'),
    looked: sum('looked'),
    nonconforming: sum('nonconforming'),
    unreached: sum('unreached'),
    estimate: isSeen
      ? cells.reduce((total, { size, looked, nonconforming }) => total + (size * nonconforming) / looked, 0)
      : null,
    ...(cells.length === 0 ? { lower: 0, upper: 0 } : combinedBounds(cells, confidence)),
  };
}

/**
 * Only complete random samples are judged: what was looked at must be what was drawn.
 *
 * @throws {SdkError} `sampling-incomplete`; `sampling-not-random` for results that were not drawn
 */
export function checkSamples(samples: readonly SampleState[]): void {
  for (const state of samples) {
    const drawn = new Set(state.draw.strata.flatMap(({ sample, reserve }) => [...sample, ...reserve]));
    const foreign = [...state.results, ...state.unreached].find(({ ueid }) => !drawn.has(ueid));
    if (foreign !== undefined || state.draw.digest !== state.lot.digest) {
      throw new SdkError(
        'sampling-not-random',
        `${foreign?.ueid ?? state.lot.id} was not drawn: only random samples count.`,
      );
    }
    const left = state.lot.strata.reduce((sum, { name }) => sum + outstanding(state, name).length, 0);
    if (left > 0) {
      throw new SdkError(
        'sampling-incomplete',
        `Lot ${state.lot.id}: ${left} drawn instruments have no result yet: verify them, or say that they cannot be reached.`,
      );
    }
  }
}
