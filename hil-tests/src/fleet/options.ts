import type { EnrolmentRecord, Verification } from '@hengzhun/host-sdk';

export interface FleetOptions {
  /** Any text: the same seed gives the same fleet. */
  readonly seed: string;
  /** Number of instruments, 1..1 000 000. */
  readonly size: number;
  /** ms since 1970; the years before it are simulated too, for history and age. */
  readonly startAt: number;
  /** Rates of wear, corrosion and ageing of seals, relative to the ordinary ones (default 1). */
  readonly wear?: number;
  /** Days between two scheduled status frames (default 7). */
  readonly reportEveryDays?: number;
}

export interface FleetInstrument {
  readonly record: EnrolmentRecord;
  readonly model: string;
  readonly batch: string;
  /** YYYY-MM. */
  readonly manufactured: string;
  /** Whether the true span or volume is observed: internal reference mass, or regular reference checks. */
  readonly observed: boolean;
  /** How: it says what to expect where. */
  readonly observedBy: 'internal-mass' | 'reference-checks' | undefined;
  readonly trader: string;
  readonly site: string;
  /** ms since 1970. */
  readonly commissionedAt: number;
  /** Last verification that it passed, or after which it was adjusted; ms since 1970. */
  readonly lastVerified: number;
}

export interface FleetFrame {
  readonly index: number;
  /** When it was received, ms since 1970. */
  readonly at: number;
  readonly bytes: Uint8Array;
}

export interface FleetChannel {
  readonly identifier: number;
  readonly conditions: number;
  /** In the channel's unit, clipped to ±32767; undefined: not available. */
  readonly value: number | undefined;
  /** Claimed standard uncertainty in the same unit; undefined: unknown. */
  readonly uncertainty: number | undefined;
}

/** What a status frame says. */
export interface FleetStatus {
  readonly flags: number;
  readonly selfState: number;
  readonly sealState: number;
  readonly calibrationCounter: number;
  readonly channels: readonly FleetChannel[];
  /** 0.01 degree Celsius. */
  readonly temperature: number;
  readonly bootcount: number;
  /** Seconds since this boot. */
  readonly uptime: number;
  readonly logLength: number;
  /** Dispensers: of the nozzle that the frame speaks of. */
  readonly nozzle: FleetNozzle | undefined;
}

export interface FleetNozzle {
  readonly index: number;
  /** Self-states of all nozzles, 2 bits each. */
  readonly selfStates: number;
  /** mL. */
  readonly totaliser: number;
  readonly fuelings: number;
}

export interface FleetObservation {
  readonly index: number;
  readonly at: number;
  readonly status: FleetStatus;
}

/** Where the largest part of the error at the worst test point comes from. */
export type FleetCause =
  | 'creep' // viscoelastic relaxation of glue and element, swelling of seals
  | 'ageing' // random walk and 1/f-like noise
  | 'moisture'
  | 'corrosion'
  | 'overload'
  | 'failure' // of electronics, cell, pulser, air separator
  | 'temperature'
  | 'meter-wear'
  | 'adjuster' // slips from where it was set
  | 'misadjustment' // left so by the last repair
  | 'family-defect'
  | 'fraud-span'
  | 'fraud-one-key'
  | 'fraud-encoder'
  | 'fraud-inserter';

/** The true error at one test point; units as in `TestPointResult`. */
export interface FleetTruthPoint {
  readonly quantity: 'mass' | 'volume';
  readonly nominal: number;
  readonly nozzle?: number;
  readonly flow?: number;
  readonly error: number;
  /** Maximum permissible error in service, ±. */
  readonly limit: number;
}

export interface FleetTruth {
  readonly points: readonly FleetTruthPoint[];
  readonly outOfTolerance: boolean;
  /** Since when it is, ms; undefined: it is not. */
  readonly since: number | undefined;
  /** Largest part of the error at the worst test point, also within tolerance. */
  readonly cause: FleetCause;
}

export type { Verification };
