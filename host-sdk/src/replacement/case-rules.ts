import type { Bilingual } from '../evaluation/levels.js';
import type { VerificationKind } from '../records/verification.js';
import type { CasePhase } from './case-phases.js';
import type { CaseCounter, CaseDuty } from './case-state.js';
import type { CaseRole, CaseStepField, CaseStepName, DocumentKind } from './case-step.js';

/** What one step asks for. */
export interface StepRule {
  /** Phases it may be taken in; empty: it begins a case. */
  readonly from: readonly CasePhase[];
  /** Also while a transfer waits for its answer. */
  readonly duringTransfer?: true;
  readonly roles: readonly CaseRole[];
  /** Actors of these roles must belong to the authority that has the case, or to the one that it is offered to. */
  readonly authority?: 'case' | 'destination';
  /** Each must be there at least once. */
  readonly documents?: readonly DocumentKind[];
  readonly documentsOnPass?: readonly DocumentKind[];
  readonly documentsOnFail?: readonly DocumentKind[];
  readonly fields?: readonly CaseStepField[];
  readonly optionalFields?: readonly CaseStepField[];
  readonly sealsOnPass?: true;
  readonly measurement?: {
    readonly kinds: readonly VerificationKind[];
    readonly of: 'instrument' | 'replacement';
    /** By which limits it must have been judged; absent: either. */
    readonly occasion?: 'verification' | 'in-service';
  };
  /** The actor must not have done any of these in this case. */
  readonly notAfter?: readonly CaseDuty[];
  /** Some document or other evidence. */
  readonly evidence?: true;
  /** Counted, and refused when the limit is reached. */
  readonly counts?: CaseCounter;
}

/** Where a number comes from. */
export interface Provenance {
  /** `statute`: from the text named; `product`: this product's own, for want of a public one. */
  readonly origin: 'statute' | 'product';
  readonly source: string;
}

/** How long something may take. */
export interface Deadline extends Provenance {
  readonly days: number;
  readonly counted: 'working' | 'calendar';
  /** A calendar deadline that ends on a day off ends on the next working day. Not where it bounds the power of the authority. */
  readonly rolls: boolean;
  /** How often and by how much it may be extended. */
  readonly extension?: { readonly days: number; readonly times: number };
  readonly text: Bilingual;
}

/** Who is told when a deadline has passed by so many working days. Below 0: before it. */
export interface EscalationStep {
  readonly level: number;
  readonly overdue: number;
  readonly tell: readonly ('handler' | 'supervisor' | 'head-of-authority' | 'superior-authority')[];
  readonly text: Bilingual;
}

/** By which rules cases are led: dated, versioned data, never changed once a step has named it. */
export interface CaseRules {
  readonly id: string;
  readonly version: number;
  readonly effective: string;
  readonly steps: Readonly<Record<CaseStepName, StepRule>>;
  readonly limits: Readonly<Record<CaseCounter, number>>;
  /** By phase; the terminal ones have none. */
  readonly deadlines: Readonly<Partial<Record<CasePhase, Deadline>>>;
  /** Before notice of an arbitration is given; afterwards the phase's own deadline runs. */
  readonly arbitrationNotice: Deadline;
  readonly transferAnswer: Deadline;
  /** For how long use may be prohibited. */
  readonly prohibition: Deadline;
  /** A second arbitration may be asked for within this time after the first was decided. */
  readonly appeal: Deadline;
  /** After that time a case is not reopened: a new one is opened. */
  readonly reopening: Deadline;
  readonly escalation: readonly EscalationStep[];
}
