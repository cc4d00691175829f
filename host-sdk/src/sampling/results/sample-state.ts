import type { Draw } from '../draws/draw-strata.js';
import type { FixedLot } from '../lots/fixed-lot.js';

/** What a sampling verification 抽样检定 found out about one drawn instrument. */
export interface SampleResult {
  /** UEID, lower-case hex. */
  readonly ueid: string;
  readonly stratum: string;
  /** Identifier of the verification record. */
  readonly verification: string;
  /** When it was verified, ms since 1970. */
  readonly at: number;
  /** As it was found: an error beyond its limit, or the verification failed for another reason. */
  readonly nonconforming: boolean;
  /** Greatest |error| / limit of its test points as found. */
  readonly worst: number;
}

/** A drawn instrument that could not be verified 无法检定. */
export interface Unreached {
  readonly ueid: string;
  readonly stratum: string;
  /** ms since 1970. */
  readonly at: number;
  /** Why: moved away, closed, refused, …: 1 to 500 characters. */
  readonly reason: string;
}

/** A drawn sample, as far as its results are in. */
export interface SampleState {
  readonly lot: FixedLot;
  readonly draw: Draw;
  /** When it was drawn, ms since 1970. */
  readonly drawnAt: number;
  /** Until when results are taken, ms since 1970. */
  readonly due: number;
  /** In the order taken. */
  readonly results: readonly SampleResult[];
  readonly unreached: readonly Unreached[];
}
