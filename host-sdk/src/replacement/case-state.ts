import type { CasePhase, CaseResult } from './case-phases.js';
import type { CaseMeasurement, Jurisdiction, SuspicionSource } from './case-step.js';

/** What somebody did in a case that keeps them from doing something else. */
export type CaseDuty = 'checked' | 'decided' | 'repaired' | 're-verified' | 'arbitrated';

/** What is counted against the limits of the rule set. */
export type CaseCounter = 'checks' | 'repairs' | 'reopenings' | 'transfers' | 'arbitrations';

/** A case: the fold of its ledger entries, and nothing else. */
export interface CaseState {
  /** 1..64 characters of `[A-Za-z0-9._-]`. */
  readonly id: string;
  /** UEID, hex. */
  readonly instrument: string;
  readonly jurisdiction: Jurisdiction;
  readonly phase: CasePhase;
  /** When the phase began, ms since 1970; moved on by the time that an arbitration interrupted it. */
  readonly since: number;
  readonly openedAt: number;
  /** Time of the newest step. */
  readonly changedAt: number;
  /** Rule set of the newest step, `<id>@<version>`. */
  readonly rules: string;
  /** Number of the newest ledger entry: what the next step is decided on. */
  readonly last: number;
  /** Ledger entry by idempotency key. */
  readonly keys: Readonly<Record<string, number>>;
  readonly suspicions: readonly {
    readonly source: SuspicionSource;
    readonly at: number;
    readonly entry: number;
    readonly evidence: readonly string[];
  }[];
  /** Who was sent to check. */
  readonly inspectors: readonly string[];
  /** What the newest on-site check found; `undefined` measurement: it was not possible. */
  readonly check?: { readonly entry: number; readonly measurement: CaseMeasurement | undefined };
  /** What is held to be true of the instrument as it was suspected. */
  readonly finding?: 'out-of-tolerance' | 'in-tolerance';
  /** It was repaired since: measurements no longer speak of the instrument as it was suspected. */
  readonly altered: boolean;
  readonly prohibition?: {
    readonly since: number;
    readonly seals: readonly string[];
    /** Time in arbitration, ms: testing does not count (行政强制法 Art. 25). */
    readonly paused: number;
    readonly extensions: number;
  };
  readonly failedReverifications: number;
  readonly counters: Readonly<Record<CaseCounter, number>>;
  /** Persons by what they did, over the whole life of the case. */
  readonly duties: Readonly<Record<CaseDuty, readonly string[]>>;
  /** In arbitration: what it interrupted. */
  readonly interrupted?: {
    readonly phase: CasePhase;
    readonly since: number;
    readonly extensions: number;
    readonly escalation: number;
    readonly at: number;
    readonly notifiedAt?: number;
  };
  readonly arbitrations: readonly {
    readonly at: number;
    readonly outcome: 'pass' | 'fail';
    readonly authority: string;
  }[];
  /** Offered to another authority, which has not answered yet. */
  readonly transfer?: { readonly to: Jurisdiction; readonly at: number };
  readonly removal?: { readonly kid: string; readonly retireFrom: number; readonly seals: readonly string[] };
  readonly replacement?: { readonly instrument: string; readonly kid: string; readonly verification: string };
  /** Extensions of the present phase's deadline. */
  readonly extensions: number;
  /** Level of escalation reached in the present phase; 0: none. */
  readonly escalation: number;
  readonly result?: CaseResult;
  readonly endedAt?: number;
}
