import type { CaseRefusal } from './case-refusals.js';
import type { CaseState } from './case-state.js';

/** What became of a step. A refusal is a result and no error: its reasons are for the person who tried. */
export type CaseOutcome =
  /** `repeated`: this very step, by its key, was taken before; nothing was written again. */
  | { readonly outcome: 'taken' | 'repeated'; readonly case: CaseState; readonly entry: number }
  | { readonly outcome: 'refused'; readonly refusals: readonly CaseRefusal[]; readonly case: CaseState | undefined };
