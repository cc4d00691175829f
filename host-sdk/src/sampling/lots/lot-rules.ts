import { SdkError } from '../../errors.js';
import type { Level } from '../../evaluation/levels.js';

/** What members of one lot may have in common. `year`: of manufacture. */
export const lotProperties = ['model', 'type-approval', 'maker', 'year', 'batch', 'region'] as const;
export type LotProperty = (typeof lotProperties)[number];

/** By what a lot is divided into strata 层. `alarm`: flagged 标记, unflagged 未标记 or silent 静默, by the level when the lot is fixed. */
export type StratumProperty = 'alarm' | 'region' | 'year';

/** By what homogeneous lots 批 are built. Dated and versioned; a set that a lot has named is never changed. */
export interface LotRules {
  readonly id: string;
  readonly version: number;
  /** From when it applies, ISO 8601 date. */
  readonly effective: string;
  readonly homogeneousBy: readonly LotProperty[];
  /** Fewest members; a smaller group is left over. */
  readonly smallest: number;
  /** Most members; a larger group is split into equal parts, earlier made ones first. */
  readonly largest: number;
  readonly stratifiedBy: readonly StratumProperty[];
  /** Levels that call for a visit: flagged 标记. */
  readonly flagged: readonly Level[];
  /** Levels that say that fresh evidence is wanting: silent 静默. */
  readonly silent: readonly Level[];
}

/**
 * Lots for a decision on a type: same type, maker, year of manufacture and region. The sizes are this product's own: OIML G 20 leaves them to
 * the authority.
 */
export const decisionLotRules: LotRules = {
  id: 'hengzhun-lot',
  version: 1,
  effective: '2026-12-01',
  homogeneousBy: ['model', 'maker', 'year', 'region'],
  smallest: 100,
  largest: 35_000,
  stratifiedBy: [],
  flagged: ['warning', 'out-of-tolerance'],
  silent: ['unknown'],
};

/** Lots for the audit of the status evaluation: a region's instruments, divided by what the evaluation says of them. */
export const auditLotRules: LotRules = {
  id: 'hengzhun-audit-lot',
  version: 1,
  effective: '2026-12-01',
  homogeneousBy: ['region'],
  smallest: 50,
  largest: 1_000_000,
  stratifiedBy: ['alarm'],
  flagged: ['warning', 'out-of-tolerance'],
  silent: ['unknown'],
};

/** @throws {SdkError} `sampling-bad-rules` */
export function checkLotRules({ homogeneousBy, smallest, largest, stratifiedBy, flagged, silent }: LotRules): void {
  const sizes = Number.isSafeInteger(smallest) && Number.isSafeInteger(largest) && smallest >= 1;
  // any group above the largest size then splits into parts that are not too small
  if (!sizes || largest < 2 * smallest - 1) {
    throw badRules('The largest lot must hold nearly twice the smallest, so that a group can be split.');
  }
  if (new Set(homogeneousBy).size !== homogeneousBy.length || new Set(stratifiedBy).size !== stratifiedBy.length) {
    throw badRules('A property is named twice.');
  }
  const both = flagged.find((level) => silent.includes(level));
  if (both !== undefined) throw badRules(`The level "${both}" cannot be flagged and silent.`);
}

/** A `sampling-bad-rules` with what is wrong. */
export const badRules = (message: string): SdkError => new SdkError('sampling-bad-rules', message);
