import type { StatusAudit } from '../audit/audit-status.js';
import type { LotDecision } from '../decisions/decide-lot.js';
import type { Draw } from '../draws/draw-strata.js';
import type { IntervalAdjustment } from '../intervals/interval-adjustment.js';
import type { FixedLot } from '../lots/fixed-lot.js';
import type { SampleResult, SampleState, Unreached } from '../results/sample-state.js';

/** A lot: the fold of its ledger entries, and nothing else. */
export interface LotState {
  readonly lot: FixedLot;
  /** Number of the newest ledger entry: what the next step is decided on. */
  readonly last: number;
  /** Time of the newest entry, ms since 1970. */
  readonly changedAt: number;
  readonly draw?: Draw;
  readonly drawnAt?: number;
  /** Until when results are taken, ms since 1970. */
  readonly due?: number;
  readonly results: readonly SampleResult[];
  readonly unreached: readonly Unreached[];
  readonly decision?: LotDecision;
  readonly intervals: readonly IntervalAdjustment[];
  readonly audits: readonly StatusAudit[];
}

/** The drawn sample of a lot; undefined before the draw. */
export function sampleOf({ lot, draw, drawnAt, due, results, unreached }: LotState): SampleState | undefined {
  return draw === undefined || drawnAt === undefined || due === undefined
    ? undefined
    : { lot, draw, drawnAt, due, results, unreached };
}
