import type { Clock } from '../clock.js';
import type { KeyReports } from '../evaluation/reports-of-key.js';
import type { Instrument } from '../registry/records.js';
import type { StatusRules } from '../rules/status-rules.js';
import type { SqlDatabase } from '../store/sql.js';

/** What the estimates need from the rest of the store. */
export interface EstimateSource {
  readonly database: SqlDatabase;
  readonly clock: Clock;
  /** Instruments in the order of enrolment. */
  instruments(): Promise<readonly Instrument[]>;
  /** What the instruments' own verified reports are judged from, in the same order: the state of the chain of the newest key of each. */
  reports(instruments: readonly Instrument[]): Promise<readonly KeyReports[]>;
  /** By what they are judged. */
  readonly statusRules: StatusRules;
}
