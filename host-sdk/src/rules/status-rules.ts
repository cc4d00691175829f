import { mpeJjg443, type VolumeTable } from './mpe-jjg443-2023.js';
import type { MpeTable } from './mpe-r76-2006.js';
import { mpeR76 } from './mpe-r76-2006.js';

/**
 * By what a status evaluation 状态评价 judges. No public score cut-offs exist for scales, so the numbers that are not R 76's are
 * this product's own; every decision names the set it was made by, and an old set is never changed.
 */
export interface StatusRules {
  readonly id: string;
  readonly version: number;
  /** From when it applies, ISO 8601 date. */
  readonly effective: string;
  readonly mpe: MpeTable;
  /** Limits of dispensers; undefined in version 1, which knew scales only. */
  readonly volume?: VolumeTable;
  /** Creep of R 76-1 §3.9.4.1, in e over 30 min under a constant load. */
  readonly creepLimit: number;
  /** Zero return of R 76-1 §3.9.4.2, in e after 30 min under load. */
  readonly zeroReturnLimit: number;
  /** Silence: nothing received for this many reporting intervals plus `silenceGrace` seconds. */
  readonly silenceIntervals: number;
  readonly silenceGrace: number;
  /** Reporting interval that is assumed when neither instrument nor register says one, s. */
  readonly defaultReportingInterval: number;
  /** A cleared alarm or attention of the instrument is remembered for so many frames. */
  readonly memoryFrames: number;
  /** Tamper evidence on the line counts for so long after it was last seen, s. */
  readonly tamperMemory: number;
  /** So many refused or replayed frames within the memory are a warning; fewer are attention. */
  readonly tamperWarning: number;
  /** Coverage factor of expanded uncertainties. */
  readonly coverage: number;
}

/** The first set, kept so that its decisions stay reproducible. */
export const statusRules1: StatusRules = {
  id: 'hengzhun-status',
  version: 1,
  effective: '2026-11-01',
  mpe: mpeR76,
  creepLimit: 0.5,
  zeroReturnLimit: 0.5,
  silenceIntervals: 3,
  silenceGrace: 60,
  defaultReportingInterval: 86_400,
  memoryFrames: 144,
  tamperMemory: 7 * 86_400,
  tamperWarning: 3,
  coverage: 2,
};

/** The set in force. */
export const statusRules: StatusRules = {
  ...statusRules1,
  version: 2,
  effective: '2026-11-25',
  volume: mpeJjg443,
};
