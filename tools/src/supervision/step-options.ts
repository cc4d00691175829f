import type { CasePhase, CaseStep, CaseStepName, DocumentKind, SuspicionSource } from '@hengzhun/host-sdk';
import type { WritingOptions } from '../cli/writing-options.js';

/** What the command line says of any step of a case. */
export interface StepOptions extends WritingOptions {
  /** When it happened, ms since 1970; absent: now. */
  readonly at?: number;
  /** Idempotency key; absent: a new one. */
  readonly key?: string;
  readonly reason?: string;
  /** `KIND=FILE` or `KIND=SHA256`. */
  readonly document?: readonly string[];
  readonly evidence?: readonly string[];
}

/** What it says of a step in an open case. */
export interface CaseStepOptions extends StepOptions {
  /** Number of the ledger entry that it was decided on; absent: the newest of the case. */
  readonly basis?: number;
  readonly measurement?: string;
  readonly seal?: readonly string[];
  readonly inspector?: readonly string[];
  readonly source?: SuspicionSource;
  readonly removeKey?: string;
  readonly retireFrom?: number;
  readonly newInstrument?: string;
  readonly newKey?: string;
  /** File of the record that enrols the new instrument. */
  readonly enrolment?: string;
  readonly toAuthority?: string;
  readonly toRegion?: string;
  readonly level?: number;
}

// The SDK, which knows them too, is not loaded for help: the types hold these lists to it.

const steps: Readonly<Record<Exclude<CaseStepName, 'open'>, true>> = {
  'add-suspicion': true,
  'order-check': true,
  'record-check': true,
  'record-check-impossible': true,
  'repeat-check': true,
  confirm: true,
  refute: true,
  prohibit: true,
  'order-repair': true,
  'report-repair': true,
  'record-reverification': true,
  'order-replacement': true,
  'record-removal': true,
  'record-replacement': true,
  'request-arbitration': true,
  'notify-arbitration': true,
  'decide-arbitration': true,
  'end-arbitration': true,
  transfer: true,
  'accept-transfer': true,
  'decline-transfer': true,
  'extend-deadline': true,
  'extend-prohibition': true,
  escalate: true,
  'add-evidence': true,
  withdraw: true,
  reopen: true,
  close: true,
};
/** Steps of a case that is open, in the order in which they mostly come. */
export const stepNames = Object.keys(steps) as readonly CaseStepName[];

const sources: Readonly<Record<SuspicionSource, true>> = {
  'status-evaluation': true,
  complaint: true,
  inspection: true,
  sampling: true,
  'covert-inspection': true,
};
export const sourceNames = Object.keys(sources) as readonly SuspicionSource[];

const documents: Readonly<Record<DocumentKind, true>> = {
  'check-sheet': true,
  'site-record': true,
  'decision-record': true,
  'prohibition-notice': true,
  'repair-order': true,
  'repair-report': true,
  'verification-certificate': true,
  'rejection-notice': true,
  'replacement-order': true,
  photograph: true,
  'custody-record': true,
  'arbitration-application': true,
  'arbitration-notice': true,
  'arbitration-certificate': true,
  'arbitration-withdrawal': true,
  'appeal-waiver': true,
  'transfer-letter': true,
  'extension-approval': true,
  'lifting-notice': true,
  'closing-report': true,
  other: true,
};
export const documentKinds = Object.keys(documents) as readonly DocumentKind[];

const phases: Readonly<Record<CasePhase, true>> = {
  suspected: true,
  'on-site-check': true,
  'awaiting-decision': true,
  confirmed: true,
  refuted: true,
  prohibited: true,
  repair: true,
  're-verification': true,
  're-verified': true,
  'replacement-ordered': true,
  removed: true,
  replaced: true,
  arbitration: true,
  closed: true,
  withdrawn: true,
};
export const phaseNames = Object.keys(phases) as readonly CasePhase[];

/** The options that give a step its fields. */
export const fieldOptions: Readonly<
  Record<Exclude<keyof CaseStep, 'name' | 'actor' | 'at' | 'key' | 'basis' | 'documents' | 'evidence'>, string>
> = {
  reason: '--reason',
  measurement: '--measurement',
  seals: '--seal',
  source: '--source',
  instrument: 'INSTRUMENT',
  jurisdiction: '--region',
  inspectors: '--inspector',
  removal: '--remove-key --retire-from',
  replacement: '--new-instrument --new-key',
  destination: '--to-authority --to-region',
  level: '--level',
};
