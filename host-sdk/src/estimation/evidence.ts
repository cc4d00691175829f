import type { VerificationKind } from '../records/verification.js';
import type { TestPoint } from './new-estimate.js';

/** An error found at a test point. */
export interface MeasuredPoint extends TestPoint {
  /** mg or mL. */
  readonly error: number;
  /** Standard uncertainty, mg or mL, above 0. */
  readonly uncertainty: number;
  /** It was read in whole steps of so many mg; absent: finer. */
  readonly resolution?: number;
}

/** A measurement with standards: the only evidence of the error of indication itself. */
export interface MeasurementEvidence {
  readonly kind: 'measurement';
  /** ms since 1970. */
  readonly at: number;
  readonly how: VerificationKind;
  readonly found: readonly MeasuredPoint[];
  /** After an adjustment or repair; absent: left as found. */
  readonly left?: readonly MeasuredPoint[];
  /** A part that measures was exchanged: what was learned of the instrument's own rate no longer holds. */
  readonly renewed?: boolean;
  /** Identifier of the record. */
  readonly source: string;
}

/** The instrument has observed its own span against an internal reference mass. */
export interface SpanEvidence {
  readonly kind: 'span';
  readonly at: number;
  /** Deviation and the standard uncertainty that the instrument states, percent of the load. */
  readonly value: number;
  readonly uncertainty: number;
  readonly source: string;
}

/** A frame was received; it may show symptoms. */
export interface ReportEvidence {
  readonly kind: 'report';
  readonly at: number;
  /** Mask of `symptoms`. */
  readonly symptoms: number;
  /** It counts every adjustment: between two measurements it must not move. */
  readonly calibrationCounter: number;
  readonly source: string;
}

/** A repair that changed the calibration or exchanged parts that measure. */
export interface RepairEvidence {
  readonly kind: 'repair';
  readonly at: number;
  /** The calibration was changed 调整. */
  readonly adjusted: boolean;
  /** Where such parts were exchanged: everywhere, or at these nozzles; empty: nowhere. */
  readonly renewed: 'all' | readonly number[];
  readonly source: string;
}

/** What an estimate is made from, besides the population. */
export type Evidence = MeasurementEvidence | SpanEvidence | ReportEvidence | RepairEvidence;
