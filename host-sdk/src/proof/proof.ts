import type { IdentityFrame, StatusFrame } from '@hengzhun/protocol';
import type { SdkError } from '../errors.js';
import type { Bilingual } from '../evaluation/levels.js';
import type { IngestOutcome } from '../ingest/outcome.js';
import type { EnrolledKey, Instrument } from '../registry/records.js';
import type { InstrumentStatus } from '../store/instrument-status.js';
import type { AnchoredInterval } from './anchor-interval.js';
import type { ProofCode } from './proof-texts.js';

/** Steps of a fresh proof, in the order in which they are taken. */
export const proofSteps = [
  'connect',
  'identify',
  'key',
  'challenge',
  'nozzles',
  'time',
  'log',
  'history',
  'judgement',
] as const;

export type ProofStepName = (typeof proofSteps)[number];

/**
 * What a step came to. `bad`: what came contradicts the register, the signature or what is stored. `failed`: it could not be carried out,
 * which says nothing of the instrument. `skipped`: it does not apply, or an earlier step left nothing to do.
 */
export type ProofVerdict = 'good' | 'attention' | 'bad' | 'failed' | 'skipped';

/** One step with its verdict. */
export interface ProofStep {
  readonly step: ProofStepName;
  readonly verdict: ProofVerdict;
  /** Stable. */
  readonly code: ProofCode;
  /** In words, with what to do. */
  readonly text: Bilingual;
  /** Host time, ms since 1970. */
  readonly startedAt: number;
  readonly endedAt: number;
  /** Particulars: identifiers in hex, counts, milliseconds. */
  readonly detail: Readonly<Record<string, string | number>>;
  /** Of a failed step. */
  readonly error?: SdkError;
}

/**
 * `proved`: a fresh answer verifies under the enrolled, active key, and nothing that was seen contradicts what is stored. `contradicted`: a
 * step is bad. `unproved`: nobody here has enrolled the key, so that its answers prove nothing. `incomplete`: a step could not be carried out.
 */
export type ProofResult = 'proved' | 'contradicted' | 'unproved' | 'incomplete';

/** The event log after the visit. */
export interface ProvedLog {
  /** Entries that are proved by a signed head, and how many of them came in this visit. */
  readonly length: number;
  readonly added: number;
}

/** Everything that one visit to an instrument showed. */
export interface FreshProof {
  readonly result: ProofResult;
  /** All of `proofSteps`, in order. */
  readonly steps: readonly ProofStep[];
  /** Name of the link. */
  readonly link: string;
  /** Key identifier that the instrument claims, hex. */
  readonly kid: string | undefined;
  readonly identity: IdentityFrame | undefined;
  /** As enrolled; undefined: the key is nobody's here. */
  readonly instrument: Instrument | undefined;
  readonly key: EnrolledKey | undefined;
  /** The answer to the challenge; whether it is proved is told by the step. */
  readonly status: StatusFrame | undefined;
  /** Dispensers: the answers of all nozzles, in order. */
  readonly nozzles: readonly StatusFrame[];
  /** When the answer was made, by the host's clock. */
  readonly time: AnchoredInterval | undefined;
  readonly log: ProvedLog | undefined;
  /** What became of the packets that came meanwhile, asked for or not; at most the newest 1 024. */
  readonly outcomes: readonly IngestOutcome[];
  /** Status evaluation 状态评价 after the visit. */
  readonly evaluation: InstrumentStatus | undefined;
}

/** What goes on during a proof, for whoever waits. */
export type ProofProgress =
  | { readonly type: 'started'; readonly step: ProofStepName; readonly at: number }
  | { readonly type: 'ended'; readonly step: ProofStepName; readonly result: ProofStep }
  /** The instrument is busy, which is a proper answer: its signer precomputes. Asked again after `retryAfter` s, for the last time at `until`. */
  | {
      readonly type: 'busy';
      readonly step: ProofStepName;
      readonly retryAfter: number;
      readonly attempt: number;
      readonly until: number;
      readonly text: Bilingual;
    }
  /** The link was lost, or no answer came; the step is tried again. */
  | { readonly type: 'again'; readonly step: ProofStepName; readonly attempt: number; readonly error: SdkError }
  /** Entries of the event log that are here, and all that the instrument has. */
  | { readonly type: 'log'; readonly step: 'log'; readonly entries: number; readonly total: number };
