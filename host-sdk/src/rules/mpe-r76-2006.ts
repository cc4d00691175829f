/**
 * Maximum permissible errors of non-automatic weighing instruments: OIML R 76-1:2006 §3.5.1 table 6 (initial and subsequent
 * verification) and §3.5.2 (in service: twice that); JJG 539 has the same values.
 *
 * Data, not code: a table is dated and versioned and never changes once a decision has named it. A correction is a new version.
 */
export interface MpeRow {
  /** Largest load of the row in verification scale intervals e, inclusive; undefined: up to Max. */
  readonly upTo: number | undefined;
  /** Limit at verification in units of e, ±. */
  readonly limit: number;
}

export interface MpeTable {
  readonly id: string;
  readonly version: number;
  /** Date of the source's edition, ISO 8601. */
  readonly dated: string;
  readonly source: string;
  /** Factor from verification to service. */
  readonly inService: number;
  /** Rows by accuracy class 1…4 (I, II, III, IIII), ascending loads. */
  readonly classes: Readonly<Record<1 | 2 | 3 | 4, readonly MpeRow[]>>;
}

export const mpeR76: MpeTable = {
  id: 'oiml-r76-1-2006-mpe',
  version: 1,
  dated: '2006',
  source: 'OIML R 76-1:2006, 3.5.1 table 6 and 3.5.2',
  inService: 2,
  classes: {
    1: [
      { upTo: 50_000, limit: 0.5 },
      { upTo: 200_000, limit: 1 },
      { upTo: undefined, limit: 1.5 },
    ],
    2: [
      { upTo: 5_000, limit: 0.5 },
      { upTo: 20_000, limit: 1 },
      { upTo: 100_000, limit: 1.5 },
    ],
    3: [
      { upTo: 500, limit: 0.5 },
      { upTo: 2_000, limit: 1 },
      { upTo: 10_000, limit: 1.5 },
    ],
    4: [
      { upTo: 50, limit: 0.5 },
      { upTo: 200, limit: 1 },
      { upTo: 1_000, limit: 1.5 },
    ],
  },
};
